import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Interval } from '../../../api/hours.types';
import classes from './hours.module.css';
import { TimeField } from './time-field';
import { goesOver, nextInterval } from './week.rules';

/** The open intervals of one day. `day`: what a screen reader calls it. */
export function IntervalsField({
  day,
  intervals,
  onChange,
}: {
  day: string;
  intervals: Interval[];
  onChange: (intervals: Interval[]) => void;
}) {
  const { t } = useTranslation();
  const set = (at: number, interval: Interval) =>
    onChange(intervals.map((one, index) => (index === at ? interval : one)));
  return (
    <span className={classes.intervals}>
      {intervals.length === 0 && <span className="dim">{t('hours.closed')}</span>}
      {intervals.map((interval, at) => (
        <span key={at} className={classes.interval}>
          <TimeField
            label={t('hours.opensOn', { day })}
            value={interval[0]}
            onChange={(time) => set(at, [time, interval[1]])}
          />
          <span aria-hidden="true">–</span>
          <TimeField
            label={t('hours.closesOn', { day })}
            value={interval[1]}
            onChange={(time) => set(at, [interval[0], time])}
          />
          {goesOver(interval) && interval[1] !== '24:00' && <span className={classes.over}>{t('hours.nextDay')}</span>}
          <ActionIcon
            size={24}
            aria-label={t('hours.removeInterval', { day, from: interval[0], to: interval[1] })}
            onClick={() => onChange(intervals.filter((_, index) => index !== at))}
          >
            <IconX size={14} stroke={1.75} />
          </ActionIcon>
        </span>
      ))}
      <ActionIcon
        size={24}
        aria-label={t('hours.addInterval', { day })}
        onClick={() => onChange([...intervals, nextInterval(intervals)])}
      >
        <IconPlus size={16} stroke={1.75} />
      </ActionIcon>
    </span>
  );
}
