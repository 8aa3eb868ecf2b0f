import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Week } from '../../../api/hours.types';
import { span } from '../../time/time';
import classes from './hours.module.css';
import { IntervalsField } from './intervals-field';
import { copyToWorkdays, minutesIn, WEEKDAYS } from './week.rules';

export function WeekEditor({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const { t } = useTranslation();
  const always: Week = Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '24:00']]]));
  return (
    <div className={classes.week} role="group" aria-label={t('hours.week')}>
      {WEEKDAYS.map((day) => {
        const intervals = week[day] ?? [];
        const minutes = minutesIn(intervals);
        return (
          <div key={day} className={classes.day}>
            <span className={classes.dayName}>{t(`hours.days.${day}`)}</span>
            <IntervalsField
              day={t(`hours.days.${day}`)}
              intervals={intervals}
              onChange={(changed) => onChange({ ...week, [day]: changed })}
            />
            <span className={classes.total}>{minutes > 0 ? span(minutes * 60_000) : ''}</span>
          </div>
        );
      })}
      <div className={classes.weekActions}>
        <Button size="xs" variant="subtle" onClick={() => onChange(copyToWorkdays(week, 'mon'))}>
          {t('hours.copyMonday')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onChange(always)}>
          {t('hours.always')}
        </Button>
      </div>
    </div>
  );
}
