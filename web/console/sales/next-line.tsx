import {
  IconAlertCircle,
  IconChecklist,
  IconPhone,
  IconPlus,
  IconTruck,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActivityKind, DealRow } from '../../api/sales.types';
import { useNow, useReader } from '../time/reader';
import { clockTime, dayKey, shortTime, span, type Reader } from '../time/time';
import classes from './sales.module.css';

export const KIND_ICONS: Record<ActivityKind, Icon> = {
  call: IconPhone,
  meeting: IconUsers,
  task: IconChecklist,
  visit: IconTruck,
};

/** `today 16:30`, `Fri 09:00`, `24 Nov`. */
export function useWhen(): (at: string) => string {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  return (at) => whenWords(at, now, reader, t('sales.todayAt'));
}

const whenWords = (at: string, now: Date, reader: Reader, today: string): string =>
  dayKey(at, reader) === dayKey(now, reader) ? `${today} ${clockTime(at, reader)}` : shortTime(at, now, reader);

/** The last line of a card: the next step, or that there is none. */
export function NextLine({ deal }: { deal: DealRow }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = useReader();
  const next = deal.nextActivity;
  if (!next) {
    return (
      <span className={classes.next} data-tone="warn">
        <IconPlus size={14} stroke={1.75} aria-hidden="true" />
        <b>{t('sales.noNext')}</b>
      </span>
    );
  }
  const late = now.getTime() - new Date(next.dueAt).getTime();
  if (late > 0) {
    return (
      <span className={classes.next} data-tone="bad">
        <IconAlertCircle size={14} stroke={1.75} aria-hidden="true" />
        <span className="cut">
          <b>{t('sales.late', { time: span(late) })}</b> · {next.subject}
        </span>
      </span>
    );
  }
  const Shape = KIND_ICONS[next.kind];
  const isToday = dayKey(next.dueAt, reader) === dayKey(now, reader);
  return (
    <span className={classes.next} data-tone={isToday ? 'now' : undefined}>
      <Shape size={14} stroke={1.75} aria-hidden="true" />
      <span className="cut">
        <b>{t(`sales.kinds.${next.kind}`)}</b> · {whenWords(next.dueAt, now, reader, t('sales.todayAt'))}
      </span>
    </span>
  );
}
