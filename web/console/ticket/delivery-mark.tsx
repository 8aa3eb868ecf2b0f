import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconClockPause,
  IconHelpCircle,
  type Icon,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Message } from '../../api/tickets.types';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { messagesOf } from './ticket.queries';
import classes from './timeline.module.css';

const MARKS: Partial<Record<Message['state'], { icon: Icon; tone?: 'ok' | 'bad' | 'warn' }>> = {
  scheduled: { icon: IconClockPause },
  queued: { icon: IconClock },
  sending: { icon: IconClock },
  sent: { icon: IconCheck },
  delivered: { icon: IconChecks },
  read: { icon: IconChecks, tone: 'ok' },
  failed: { icon: IconAlertCircle, tone: 'bad' },
  unknown: { icon: IconHelpCircle, tone: 'warn' },
};

/** Some have it; who does not is named below. */
const PARTLY: { icon: Icon; tone: 'warn' } = { icon: IconAlertCircle, tone: 'warn' };

/** How far what we sent has come; why it failed, and a way to try again. */
export function DeliveryMark({ message, short }: { message: Message; short?: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow(60_000);
  const refresh = () => client.invalidateQueries({ queryKey: messagesOf(message.ticketId) });
  const retry = useMutation({ mutationFn: () => tickets.retryMessage(message.id), onSettled: refresh });
  const cancel = useMutation({ mutationFn: () => tickets.cancelMessage(message.id), onSettled: refresh });
  const refused = (message.outcomes ?? []).filter((outcome) => outcome.state === 'rejected').length;
  const partly = refused > 0 && ['sent', 'delivered', 'read'].includes(message.state);
  const mark = partly ? PARTLY : MARKS[message.state];
  if (message.direction !== 'out' || !mark) return null;
  const Shape = mark.icon;
  const words =
    message.state === 'scheduled' && message.sendAt
      ? t('ticket.sendsAt', { at: shortTime(message.sendAt, now, reader) })
      : partly
        ? t('ticket.sentPartly', { count: refused })
        : t(`ticket.states.${message.state}`);
  const canRetry = message.state === 'failed' || message.state === 'unknown';
  return (
    <>
      <span className={classes.mark} data-tone={mark.tone} title={message.error ?? words}>
        <Shape size={14} stroke={1.9} aria-hidden="true" />
        <span className={short && !canRetry && !partly && message.state !== 'scheduled' ? 'sr' : undefined}>
          {words}
        </span>
      </span>
      {canRetry && (
        <button type="button" className={classes.fold} disabled={retry.isPending} onClick={() => retry.mutate()}>
          {t('ticket.retry')}
        </button>
      )}
      {message.state === 'scheduled' && (
        <button type="button" className={classes.fold} disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('common.cancel')}
        </button>
      )}
    </>
  );
}
