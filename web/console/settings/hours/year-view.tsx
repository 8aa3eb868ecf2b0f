import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow, useReader } from '../../time/reader';
import { dayKey } from '../../time/time';
import classes from './hours.module.css';
import { WEEKDAYS } from './week.rules';
import { monthOf, type Day, type Hours } from './year.rules';

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** The effective calendar, so that nobody has to trust a list of holidays unseen. */
export function YearView({ hours }: { hours: Hours }) {
  const { t } = useTranslation();
  const reader = useReader();
  const today = dayKey(useNow(), reader);
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const monthName = new Intl.DateTimeFormat(reader.language, { month: 'long', timeZone: 'UTC' });
  const letter = (day: string) => t(`hours.days.${day}`).charAt(0);
  const words = (day: Day) => [day.date, t(`hours.kinds.${day.kind}`), day.name].filter(Boolean).join(' · ');
  return (
    <>
      <div className={classes.yearHead}>
        <ActionIcon aria-label={t('hours.earlierYear')} onClick={() => setYear(year - 1)}>
          <IconChevronLeft size={16} stroke={1.75} />
        </ActionIcon>
        <b aria-live="polite">{year}</b>
        <ActionIcon aria-label={t('hours.laterYear')} onClick={() => setYear(year + 1)}>
          <IconChevronRight size={16} stroke={1.75} />
        </ActionIcon>
        <span className={classes.legend}>
          {(['open', 'special', 'holiday'] as const).map((kind) => (
            <span key={kind}>
              <i data-day={kind} />
              {t(`hours.kinds.${kind}`)}
            </span>
          ))}
        </span>
      </div>
      <div className={classes.year}>
        {MONTHS.map((month) => {
          const { empty, days } = monthOf(year, month, hours);
          return (
            <section key={month} className={classes.month}>
              <h4>{monthName.format(Date.UTC(year, month - 1, 15))}</h4>
              <div className={classes.grid}>
                {WEEKDAYS.map((day) => (
                  <span key={day} className={classes.letter} aria-hidden="true">
                    {letter(day)}
                  </span>
                ))}
                {Array.from({ length: empty }, (_, at) => (
                  <span key={`empty-${at}`} />
                ))}
                {days.map((day) => (
                  <span
                    key={day.date}
                    data-day={day.kind}
                    data-today={day.date === today || undefined}
                    title={words(day)}
                    aria-label={words(day)}
                  >
                    {day.number}
                  </span>
                ))}
              </div>
            </section>
          );
        })}
      </div>
    </>
  );
}
