import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DatedException } from '../../../api/hours.types';
import settings from '../settings.module.css';
import classes from './hours.module.css';
import { IntervalsField } from './intervals-field';

/** Dates that are not as their weekday: closed, or open at other hours. */
export function ExceptionsEditor({
  exceptions,
  today,
  onChange,
}: {
  exceptions: DatedException[];
  today: string;
  onChange: (exceptions: DatedException[]) => void;
}) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<DatedException>) =>
    onChange(exceptions.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <>
      {exceptions.length > 0 && (
        <div className={settings.list}>
          {exceptions.map((exception, at) => (
            <div key={at} className={classes.exception}>
              <TextInput
                type="date"
                aria-label={t('hours.date')}
                value={exception.date}
                onChange={(event) => put(at, { date: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t('hours.exceptionName')}
                placeholder={t('hours.exceptionName')}
                value={exception.name ?? ''}
                onChange={(event) => put(at, { name: event.currentTarget.value || undefined })}
              />
              <IntervalsField
                day={exception.date}
                intervals={exception.hours}
                onChange={(hours) => put(at, { hours })}
              />
              <ActionIcon
                aria-label={t('hours.removeException', { date: exception.date })}
                onClick={() => onChange(exceptions.filter((_, index) => index !== at))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </div>
          ))}
        </div>
      )}
      <Button
        mt={exceptions.length > 0 ? 8 : 0}
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...exceptions, { date: today, hours: [] }])}
      >
        {t('hours.addException')}
      </Button>
    </>
  );
}
