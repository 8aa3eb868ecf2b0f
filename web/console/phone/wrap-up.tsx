import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { phone, type Call } from '../../api/phone.api';
import { CallNote } from './call-note';
import { lasted, useCaller } from './call-words';
import { PanelHead } from './panel-head';
import classes from './phone.module.css';
import { PHONE } from './phone.queries';

/** After the call: a note, and free for the next. No call comes before that. */
export function WrapUp({ call }: { call: Call }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const caller = useCaller();
  const done = useMutation({
    mutationFn: () => phone.wrapUp(call.id),
    onSettled: () => client.invalidateQueries({ queryKey: PHONE }),
  });
  const seconds = call.answeredAt && call.endedAt ? (Date.parse(call.endedAt) - Date.parse(call.answeredAt)) / 1000 : 0;
  return (
    <>
      <PanelHead title={t('phone.wrapUp')} />
      <div className={classes.who}>{caller(call)}</div>
      <div className={classes.state}>
        <span>{t('phone.talked', { time: lasted(seconds) })}</span>
        <span className="grow" />
        {call.ticket && <Link to={`/tickets/${call.ticket.number}`}>#{call.ticket.number}</Link>}
      </div>
      <CallNote
        ticketId={call.ticket?.id}
        label={t('phone.noteAfter')}
        done={t('phone.done')}
        onSaved={() => done.mutate()}
      />
      <p className={classes.hint}>{t('phone.wrapUpHint')}</p>
    </>
  );
}
