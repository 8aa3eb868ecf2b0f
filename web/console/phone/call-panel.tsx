import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconShieldPause,
  type Icon,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { phone, type Call } from '../../api/phone.api';
import { useMe } from '../session/session';
import { goneOf } from './asked.rules';
import { CallNote } from './call-note';
import { useCaller, useSince } from './call-words';
import type { DeviceState, VoiceDevice } from './device';
import { Keypad } from './keypad';
import { PanelHead } from './panel-head';
import classes from './phone.module.css';
import { PHONE } from './phone.queries';
import { TransferPart } from './transfer-part';

interface Props {
  call: Call;
  device: VoiceDevice | undefined;
  condition: DeviceState;
}

export function CallPanel({ call, device, condition }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const caller = useCaller();
  const client = useQueryClient();
  const since = useSince(call.answeredAt ?? call.startedAt);
  const [part, setPart] = useState<'transfer' | 'keys' | null>(null);
  const again = () => client.invalidateQueries({ queryKey: PHONE });
  const act = useMutation({ mutationFn: (what: () => Promise<unknown>) => what(), onSettled: again });
  const turn = (what: 'hold' | 'mute' | 'recording-pause', on: boolean) =>
    act.mutate(() => phone.turn(call.id, what, on));
  const talking = call.state === 'talking';
  const others = call.parts.filter(({ userId, kind }) => userId !== me.id && kind !== 'supervisor');
  const consults = others.length > 0;
  const gone = useGone(call, others);
  const lead = call.parts.find(({ kind }) => kind === 'supervisor');
  return (
    <>
      <PanelHead title={caller(call)}>
        <span className={classes.time} data-live={talking || undefined}>
          {since}
        </span>
      </PanelHead>
      <div className={classes.state} role="status">
        <span>{t(`phone.state.${call.held ? 'held' : call.state}`)}</span>
        {call.recording && <span className={classes.rec}>{t('phone.recording')}</span>}
        <span className="grow" />
        {call.ticket && <Link to={`/tickets/${call.ticket.number}`}>#{call.ticket.number}</Link>}
      </div>
      <div className={`cut ${classes.detail}`}>
        {[call.company?.name, /^[+\d\s().-]+$/.test(caller(call)) ? null : call.number, call.inbox.name]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {lead && (
        <div className={classes.other}>
          <span className="cut grow">{lead.name}</span>
          <span className="dim">{t(`phone.watched.${lead.how ?? 'listen'}`)}</span>
        </div>
      )}
      {others.map((one) => (
        <div key={one.userId ?? one.name} className={classes.other}>
          <span className="cut grow">{one.name}</span>
          <span className="dim">{t(`phone.part.${one.state}`)}</span>
        </div>
      ))}
      {gone && (
        <p className={classes.hint} data-bad role="status">
          {t(gone.came ? 'phone.hasLeft' : 'phone.notTaken', { name: gone.name })}
        </p>
      )}
      {consults ? (
        <div className={classes.acts} data-three={call.held || undefined}>
          <Button variant="default" onClick={() => act.mutate(() => phone.cancelTransfer(call.id))}>
            {t('phone.backToCustomer')}
          </Button>
          {call.held && (
            <Button
              variant="default"
              disabled={!others.some(({ state }) => state === 'joined')}
              onClick={() => act.mutate(() => phone.talkTogether(call.id))}
            >
              {t('phone.together')}
            </Button>
          )}
          <Button
            disabled={!others.some(({ state }) => state === 'joined')}
            onClick={() => act.mutate(() => phone.completeTransfer(call.id))}
          >
            {t('phone.giveNow')}
          </Button>
        </div>
      ) : (
        <div className={classes.tools}>
          <Tool
            icon={call.muted ? IconMicrophoneOff : IconMicrophone}
            label={t(call.muted ? 'phone.unmute' : 'phone.mute')}
            on={call.muted}
            disabled={!talking}
            onClick={() => turn('mute', !call.muted)}
          />
          <Tool
            icon={call.held ? IconPlayerPlay : IconPlayerPause}
            label={t(call.held ? 'phone.resume' : 'phone.hold')}
            on={call.held}
            disabled={!talking}
            onClick={() => turn('hold', !call.held)}
          />
          <Tool
            icon={IconArrowsExchange}
            label={t('phone.transfer')}
            on={part === 'transfer'}
            disabled={!talking}
            onClick={() => setPart(part === 'transfer' ? null : 'transfer')}
          />
          <Tool
            icon={IconDialpad}
            label={t('phone.keys')}
            on={part === 'keys'}
            disabled={!talking}
            onClick={() => setPart(part === 'keys' ? null : 'keys')}
          />
          <Tool
            icon={IconShieldPause}
            label={t(call.recording ? 'phone.pauseRecording' : 'phone.resumeRecording')}
            on={talking && call.recorded && !call.recording}
            disabled={!talking || !call.recorded}
            onClick={() => turn('recording-pause', call.recording)}
          />
        </div>
      )}
      {part === 'transfer' && talking && !consults && (
        <TransferPart
          onGive={(to) => {
            setPart(null);
            act.mutate(() => phone.transfer(call.id, to));
          }}
        />
      )}
      {part === 'keys' && talking && <Keypad onPress={(key) => device?.press(key)} />}
      <CallNote ticketId={call.ticket?.id} label={t('phone.noteNow')} />
      {(call.simulated || condition === 'failed' || condition === 'elsewhere') && (
        <p className={classes.hint} data-bad={(!call.simulated && condition === 'failed') || undefined}>
          {t(call.simulated ? 'phone.device.simulated' : `phone.device.${condition}`)}
        </p>
      )}
      <Button
        color="red"
        fullWidth
        leftSection={<IconPhoneOff size={16} />}
        loading={act.isPending}
        onClick={() => act.mutate(() => phone.hangUp(call.id))}
      >
        {t('phone.hangUp')}
      </Button>
    </>
  );
}

/** As long as the customer is on hold for somebody who does not come. */
function useGone(call: Call, others: Call['parts']): ReturnType<typeof goneOf> {
  const [asked, setAsked] = useState(others);
  const isNews = others.some(({ name, state }, at) => asked[at]?.name !== name || asked[at].state !== state);
  if (isNews || others.length > asked.length) setAsked(others);
  else if (!call.held && others.length === 0 && asked.length > 0) setAsked(others);
  return call.held && others.length === 0 ? goneOf(asked, others) : null;
}

function Tool({
  icon: Shape,
  label,
  on,
  disabled,
  onClick,
}: {
  icon: Icon;
  label: string;
  on: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" className={classes.tool} aria-pressed={on} disabled={disabled} onClick={onClick}>
      <Shape size={20} stroke={1.6} aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
}
