import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconMoon, IconUserPlus } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketRow } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { PriorityIcon } from '../../ui/priority-icon';
import { dueIn, shortTime, type Reader } from '../time/time';
import classes from './queue-row.module.css';
import { SnoozeMenu } from './snooze-menu';
import { useTicketActions } from './ticket-actions';

interface Props {
  row: TicketRow;
  to: string;
  isOpen: boolean;
  isTicked: boolean;
  anyTicked: boolean;
  now: Date;
  reader: Reader;
  onTick: (range: boolean) => void;
  onFocus: () => void;
}

/** The whole row is one link; what can be done with it lies above the link. */
export const QueueRow = memo(function QueueRow({
  row,
  to,
  isOpen,
  isTicked,
  anyTicked,
  now,
  reader,
  onTick,
  onFocus,
}: Props) {
  const { t } = useTranslation();
  const actions = useTicketActions();
  const customer = row.company ? `${row.contact.name} · ${row.company.name}` : row.contact.name;
  return (
    <div
      className={classes.row}
      data-open={isOpen || undefined}
      data-ticked={isTicked || undefined}
      data-ticking={anyTicked || undefined}
      data-unread={row.waitingSince ? true : undefined}
    >
      <div className={classes.line1}>
        <span className={classes.lead} title={t(`ticket.priorities.${row.priority}`)}>
          <span className={classes.priority}>
            <PriorityIcon priority={row.priority} />
            <span className="sr">{t(`ticket.priorities.${row.priority}`)}</span>
          </span>
          <input
            type="checkbox"
            className={classes.pick}
            aria-label={t('queue.selectTicket', { number: row.number })}
            checked={isTicked}
            onChange={() => undefined}
            onClick={(event) => onTick(event.shiftKey)}
          />
        </span>
        <Link
          id={`row-${row.id}`}
          className={`${classes.subject} cut`}
          to={to}
          aria-current={isOpen ? 'true' : undefined}
          onFocus={onFocus}
        >
          {row.subject || t('ticket.noSubject')}
        </Link>
        <Left row={row} now={now} reader={reader} />
      </div>
      <div className={classes.line2}>
        <span className={classes.lead}>
          {row.waitingSince && (
            <>
              <span className={classes.unread} />
              <span className="sr">{t('queue.awaitsAnswer')}</span>
            </>
          )}
        </span>
        <span className={`${classes.who} cut`}>
          <span className={classes.number}>#{row.number}</span>
          {customer}
        </span>
        <span className={classes.channels}>
          {row.channels.slice(0, 4).map((channel) => (
            <span key={channel} title={t(`channels.${channel}`, { defaultValue: channel })}>
              <ChannelIcon channel={channel} />
              <span className="sr">{t(`channels.${channel}`, { defaultValue: channel })}</span>
            </span>
          ))}
        </span>
        <span className={classes.assignee}>
          <PersonMark
            name={row.assignee?.name}
            side="us"
            title={row.assignee ? t('queue.assignedTo', { name: row.assignee.name }) : t('queue.nobody')}
          />
          <span className="sr">
            {row.assignee ? t('queue.assignedTo', { name: row.assignee.name }) : t('queue.nobody')}
          </span>
        </span>
        <span className={classes.actions}>
          <Tooltip label={t('queue.assignToMe')}>
            <ActionIcon
              size={24}
              radius="xs"
              aria-label={t('queue.assignToMe')}
              onClick={() => void actions.assignToMe([row])}
            >
              <IconUserPlus size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
          <SnoozeMenu onPick={(until, words) => void actions.snooze([row], until, words)}>
            <ActionIcon size={24} radius="xs" aria-label={t('ticket.snooze')}>
              <IconMoon size={16} stroke={1.75} />
            </ActionIcon>
          </SnoozeMenu>
          <Tooltip label={t('ticket.solve')}>
            <ActionIcon size={24} radius="xs" aria-label={t('ticket.solve')} onClick={() => void actions.solve([row])}>
              <IconCheck size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
    </div>
  );
});

/** What is left of the promise, in words; without one, when it last moved. */
function Left({ row, now, reader }: { row: TicketRow; now: Date; reader: Reader }) {
  const { t } = useTranslation();
  if (row.snoozedUntil && new Date(row.snoozedUntil) > now) {
    return (
      <span className={classes.due} data-tone="dim">
        {t('queue.snoozedUntil', { at: shortTime(row.snoozedUntil, now, reader) })}
      </span>
    );
  }
  if (row.status.category.startsWith('waiting')) {
    return (
      <span className={classes.due} data-tone="dim">
        {t('queue.waiting')}
      </span>
    );
  }
  if (row.dueAt && row.status.category !== 'solved' && row.status.category !== 'closed') {
    const due = dueIn(row.dueAt, now, reader);
    return (
      <span className={classes.due} data-tone={due.tone}>
        {due.late ? t('queue.late', { time: due.words }) : due.words}
      </span>
    );
  }
  return (
    <time className={classes.due} data-tone="dim" dateTime={row.lastMessageAt ?? row.updatedAt}>
      {shortTime(row.lastMessageAt ?? row.updatedAt, now, reader)}
    </time>
  );
}
