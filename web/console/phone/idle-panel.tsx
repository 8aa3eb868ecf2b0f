import { ActionIcon, Button, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconLayoutDashboard, IconMicrophone, IconPhone } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { phone, type Call, type OwedCall, type PhoneState } from '../../api/phone.api';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import { useAvailability } from '../shell/availability';
import { lasted, useCaller, useSince } from './call-words';
import type { DeviceState } from './device';
import { PanelHead } from './panel-head';
import classes from './phone.module.css';
import { PHONE } from './phone.queries';
import { phonePanel, usePhonePanel } from './phone-store';
import { SoundTest } from './sound-test';

/** Nobody is on the line: who waits, who is to be called back, and a number to dial. */
export function IdlePanel({ state, condition }: { state: PhoneState; condition: DeviceState }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const availability = useAvailability();
  const can = useCan();
  const { number, ticketId } = usePhonePanel();
  const owed = useQuery({ queryKey: [...PHONE, 'call-backs', state.callBacks], queryFn: phone.callBacks });
  // Who stands in line is shown there.
  const inLine = new Set(state.waiting.map(({ callBackId }) => callBackId));
  const list = (owed.data ?? []).filter(({ id }) => !inLine.has(id));
  const again = () => client.invalidateQueries({ queryKey: PHONE });
  const [testing, setTesting] = useState(false);
  const [from, setFrom] = useState<string | null>(null);
  const dial = useMutation({
    mutationFn: (to: string) => phone.dial(to, { ticketId, inboxId: from ?? undefined }),
    onSuccess: () => phonePanel.type(''),
    onSettled: again,
  });
  const online = availability.state === 'online';
  return (
    <>
      <PanelHead title={t('phone.title')}>
        {can('calls:supervise') && (
          <Tooltip label={t('board.title')}>
            <ActionIcon component={Link} to="/calls" variant="subtle" color="gray" aria-label={t('board.title')}>
              <IconLayoutDashboard size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('phone.sound.title')}>
          <ActionIcon
            variant={testing ? 'light' : 'subtle'}
            color={testing ? undefined : 'gray'}
            aria-label={t('phone.sound.title')}
            aria-expanded={testing}
            onClick={() => setTesting(!testing)}
          >
            <IconMicrophone size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <Switch
          size="xs"
          checked={online}
          label={t(`phone.tone.${availability.state}`)}
          onChange={() => availability.become(online ? 'away' : 'online')}
        />
      </PanelHead>
      {testing && <SoundTest condition={condition} />}
      {state.lines.length > 0 ? (
        <form
          className={classes.dial}
          onSubmit={(event) => {
            event.preventDefault();
            dial.mutate(number);
          }}
        >
          <TextInput
            className="grow"
            type="tel"
            aria-label={t('phone.number')}
            placeholder={t('phone.number')}
            value={number}
            onChange={(event) => phonePanel.type(event.currentTarget.value)}
          />
          <Button
            type="submit"
            leftSection={<IconPhone size={16} />}
            loading={dial.isPending}
            disabled={number.trim().length < 5}
          >
            {t('phone.call')}
          </Button>
          {state.lines.length > 1 && (
            <Select
              size="xs"
              w="100%"
              clearable
              aria-label={t('phone.from')}
              placeholder={t('phone.fromFitting')}
              data={state.lines.map(({ id, name }) => ({ value: id, label: name }))}
              value={from}
              onChange={setFrom}
            />
          )}
        </form>
      ) : (
        <p className={classes.hint}>{t('phone.noLine')}</p>
      )}
      {condition === 'elsewhere' && <p className={classes.hint}>{t('phone.device.elsewhere')}</p>}
      {condition === 'failed' && (
        <p className={classes.hint} data-bad>
          {t('phone.device.failed')}
        </p>
      )}
      <h3 className={classes.section}>
        {t('phone.inLine')} <span className="dim">{state.waiting.length}</span>
      </h3>
      {state.waiting.length === 0 && <p className={classes.hint}>{t('phone.nobodyWaits')}</p>}
      <div className={classes.rows}>
        {state.waiting.slice(0, 6).map((call) => (
          <WaitingRow key={call.id} call={call} onTaken={again} />
        ))}
      </div>
      <h3 className={classes.section}>
        {t('phone.toCallBack')} <span className="dim">{owed.data ? list.length : state.callBacks}</span>
      </h3>
      {owed.data && list.length === 0 && <p className={classes.hint}>{t('phone.nobodyOwed')}</p>}
      <div className={classes.rows}>
        {list.slice(0, 8).map((one) => (
          <OwedRow key={one.id} owed={one} canDial={state.lines.length > 0} onDone={again} />
        ))}
      </div>
    </>
  );
}

function WaitingRow({ call, onTaken }: { call: Call; onTaken: () => unknown }) {
  const { t } = useTranslation();
  const caller = useCaller();
  const waited = useSince(call.waitingAt);
  const take = useMutation({ mutationFn: () => phone.answer(call.id), onSettled: onTaken });
  return (
    <div className={classes.waiting}>
      <div className="grow" style={{ minWidth: 0 }}>
        <div className="cut">{caller(call)}</div>
        <div className={`cut ${classes.detail}`}>
          {[call.direction === 'out' && t('phone.why.asked'), ...call.choices, call.team?.name ?? call.inbox.name]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <span className={classes.time}>{waited}</span>
      <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
        {t(call.direction === 'out' ? 'phone.callNow' : 'phone.take')}
      </Button>
      {call.callBackId && <DoneButton id={call.callBackId} onDone={onTaken} />}
    </div>
  );
}

function OwedRow({ owed, canDial, onDone }: { owed: OwedCall; canDial: boolean; onDone: () => unknown }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <div className={classes.waiting}>
      <div className="grow" style={{ minWidth: 0 }}>
        <div className="cut">
          {owed.ticket ? (
            <Link to={`/tickets/${owed.ticket.number}`}>{owed.contact?.name || owed.number}</Link>
          ) : (
            owed.number
          )}
        </div>
        <div className={`cut ${classes.detail}`}>
          {owed.mailbox ? t('phone.inBox', { name: owed.mailbox.name }) : t(`phone.why.${owed.why}`)}
          {owed.attempts > 0 && ` · ${t('phone.nAttempts', { count: owed.attempts })}`}
          {owed.inLineAt && ` · ${t('phone.againAt', { time: clockTime(owed.inLineAt, reader) })}`}
          {owed.calls > 1 && ` · ${t('phone.nTimes', { count: owed.calls })}`}
        </div>
        {owed.recording?.url && (
          <audio
            className={classes.message}
            controls
            preload="none"
            src={owed.recording.url}
            aria-label={`${t('phone.kind.voicemail')}, ${lasted(owed.recording.seconds)}`}
          />
        )}
      </div>
      {canDial && (
        <Tooltip label={t('phone.callNumber', { number: owed.number })}>
          <ActionIcon
            variant="subtle"
            aria-label={t('phone.callNumber', { number: owed.number })}
            onClick={() => phonePanel.dial(owed.number, owed.ticket?.id)}
          >
            <IconPhone size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <DoneButton id={owed.id} onDone={onDone} />
    </div>
  );
}

function DoneButton({ id, onDone }: { id: string; onDone: () => unknown }) {
  const { t } = useTranslation();
  const done = useMutation({ mutationFn: () => phone.callBackDone(id), onSettled: onDone });
  return (
    <Tooltip label={t('phone.callBackDone')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('phone.callBackDone')}
        loading={done.isPending}
        onClick={() => done.mutate()}
      >
        <IconCheck size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
