import { Button } from '@mantine/core';
import { IconPhone, IconPhoneOutgoing } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { phone, type Call } from '../../api/phone.api';
import { useCaller, useSince } from './call-words';
import { CallerDevices } from './caller-devices';
import classes from './phone.module.css';
import { PHONE } from './phone.queries';

/** Who it is, before it is answered. The server decides who was first. */
export function IncomingCard({ call }: { call: Call }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const caller = useCaller();
  const waited = useSince(call.waitingAt ?? call.startedAt);
  const again = () => client.invalidateQueries({ queryKey: PHONE });
  const answer = useMutation({
    mutationFn: () => phone.answer(call.id),
    onSuccess: () => {
      if (call.ticket) void navigate(`/tickets/${call.ticket.number}`);
    },
    onSettled: again,
  });
  const decline = useMutation({ mutationFn: () => phone.decline(call.id), onSettled: again });
  const name = caller(call);
  const isCallBack = call.direction === 'out';
  const Sign = isCallBack ? IconPhoneOutgoing : IconPhone;
  return (
    <section
      className={classes.card}
      aria-label={t(isCallBack ? 'phone.callBackOf' : 'phone.incomingFrom', { name })}
      data-testid="incoming-call"
    >
      <div className={classes.cardHead}>
        <span className={classes.kicker}>
          <span className={classes.bell}>
            <Sign size={14} stroke={2} aria-hidden="true" />
          </span>
          {call.state === 'talking'
            ? t('phone.colleagueAsks', { name: call.agent?.name })
            : t(isCallBack ? 'phone.callBackTurn' : 'phone.incoming')}
        </span>
        <span className={classes.time} aria-hidden="true">
          {waited}
        </span>
      </div>
      <div className={classes.who}>{name}</div>
      <div className={`cut ${classes.detail}`}>
        {[call.company?.name, call.contact && !/^[+\d\s().-]+$/.test(name) ? call.number : null, call.inbox.name]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {call.ticket && (
        <div className={`cut ${classes.detail}`}>
          <span className="dim">#{call.ticket.number}</span> {call.ticket.subject}
        </div>
      )}
      {call.choices.length > 0 && (
        <div className={classes.chips}>
          {call.choices.map((choice) => (
            <span key={choice} className={classes.chip}>
              {choice}
            </span>
          ))}
        </div>
      )}
      <CallerDevices call={call} />
      <div className={classes.acts}>
        <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
          {t('phone.decline')}
        </Button>
        <Button leftSection={<Sign size={16} />} loading={answer.isPending} onClick={() => answer.mutate()}>
          {t(isCallBack ? 'phone.callNow' : 'phone.answer')}
        </Button>
      </div>
    </section>
  );
}
