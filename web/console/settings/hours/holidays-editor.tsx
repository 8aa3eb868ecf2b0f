import { ActionIcon, Button, Checkbox } from '@mantine/core';
import { IconCalendarPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarValues, Holiday } from '../../../api/hours.types';
import { List, Row } from '../parts';
import { HolidaySuggestions } from './holiday-suggestions';

/** Days on which the calendar is closed, chosen by people. */
export function HolidaysEditor({
  values,
  year,
  onChange,
}: {
  values: CalendarValues;
  year: number;
  onChange: (change: Partial<CalendarValues>) => void;
}) {
  const { t } = useTranslation();
  const [suggesting, setSuggesting] = useState(false);
  const { holidays } = values;
  const put = (at: number, change: Partial<Holiday>) =>
    onChange({ holidays: holidays.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  return (
    <>
      {holidays.length > 0 && (
        <List>
          {holidays.map((holiday, at) => (
            <Row key={`${holiday.date}-${at}`} title={holiday.name ?? holiday.date} detail={holiday.date}>
              <Checkbox
                label={t('hours.yearly')}
                checked={holiday.yearly ?? false}
                onChange={(event) => put(at, { yearly: event.currentTarget.checked })}
              />
              <ActionIcon
                aria-label={t('hours.removeException', { date: holiday.date })}
                onClick={() => onChange({ holidays: holidays.filter((_, index) => index !== at) })}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </Row>
          ))}
        </List>
      )}
      <Button
        mt={holidays.length > 0 ? 8 : 0}
        variant="default"
        leftSection={<IconCalendarPlus size={14} />}
        onClick={() => setSuggesting(true)}
      >
        {t('hours.suggestHolidays')}
      </Button>
      {suggesting && (
        <HolidaySuggestions
          place={{ country: values.country ?? 'BR', region: values.region ?? '' }}
          year={year}
          known={holidays}
          onAdd={(added, place) =>
            onChange({
              holidays: [...holidays, ...added].toSorted((a, b) => a.date.localeCompare(b.date)),
              country: place.country,
              region: place.region || null,
            })
          }
          onClose={() => setSuggesting(false)}
        />
      )}
    </>
  );
}
