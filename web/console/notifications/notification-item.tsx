import {
  IconAlarm,
  IconAt,
  IconBolt,
  IconCalendarEvent,
  IconFileAnalytics,
  IconMessage,
  IconPhoneCall,
  IconUserCheck,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notification, NotificationKind } from '../../api/notifications.api';
import { PersonMark } from '../../ui/person-mark';
import { useNow, useReader } from '../time/reader';
import { clockTime, fullTime, shortTime } from '../time/time';
import classes from './notifications.module.css';
import { sentenceOf, toneOf } from './sentence.rules';

const ICONS: Record<NotificationKind, Icon> = {
  mention: IconAt,
  assigned: IconUserCheck,
  answer: IconMessage,
  promise: IconAlarm,
  page: IconPhoneCall,
  rule: IconBolt,
  reminder: IconCalendarEvent,
  report: IconFileAnalytics,
};

interface Props {
  notification: Notification;
  /** On a page that is parted by days only the time of day is news. */
  dayIsKnown?: boolean;
  onOpen: (notification: Notification) => void;
}

export function placeOf({ ticket, data }: Notification): string {
  if (ticket) return `/tickets/${ticket.number}`;
  if (data.report) return `/report-requests/${data.report.number}`;
  if (data.article) return `/knowledge/${data.article}`;
  return data.deal ? `/sales/deals/${data.deal.number}` : '/sales?view=day';
}

/** One line: who or what, about what, and what it says. All of it leads there. */
export function NotificationItem({ notification, dayIsKnown, onOpen }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { ticket, actor, data, at, readAt, kind } = notification;
  const { key, values, target } = sentenceOf(notification);
  const words = { ...values, target: target ? t(`promise.targets.${target}`, { defaultValue: target }) : '' };
  const Shape = ICONS[kind];
  const tone = toneOf(notification);
  return (
    <Link
      to={placeOf(notification)}
      className={classes.item}
      data-unread={readAt === null || undefined}
      data-testid="notification"
      onClick={() => onOpen(notification)}
    >
      {actor ? (
        <PersonMark name={actor.name} side="us" size={28} />
      ) : (
        <span className={classes.sign} data-tone={tone}>
          <Shape size={16} stroke={1.75} aria-hidden="true" />
        </span>
      )}
      <span className={classes.words}>
        <span className={classes.top}>
          <span className={classes.sentence}>{t(`notifications.says.${key}`, words)}</span>
          {readAt === null && (
            <span className={classes.dot}>
              <span className="sr">{t('notifications.unread')}</span>
            </span>
          )}
          <time className={classes.time} dateTime={at} title={fullTime(at, reader)}>
            {dayIsKnown ? clockTime(at, reader) : shortTime(at, now, reader)}
          </time>
        </span>
        <span className={classes.ticket}>
          <span className="cut">
            {ticket ? (
              <>
                <span className="dim">#{ticket.number}</span> {ticket.subject}
              </>
            ) : (
              (data.report?.title ?? data.deal?.title)
            )}
          </span>
          {data.dueAt && data.level !== 'breach' && (
            <span className={classes.due}>{t('notifications.due', { time: shortTime(data.dueAt, now, reader) })}</span>
          )}
        </span>
        {data.text && (
          <span className={classes.text} data-kind={kind}>
            {data.text}
          </span>
        )}
      </span>
    </Link>
  );
}
