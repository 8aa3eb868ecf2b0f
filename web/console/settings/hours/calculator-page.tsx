import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hours } from '../../../api/hours.api';
import type { Calendar } from '../../../api/hours.types';
import { BackLink } from '../form-page';
import { Answer, Body } from '../parts';
import settings from '../settings.module.css';
import { CALENDARS } from './calendar-list';
import { PreviewPart } from './preview-part';
import { weekInWords } from './week.rules';

/** When would it be due, on any hours of the desk? */
export function CalculatorPage() {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: CALENDARS, queryFn: hours.calendars });
  return (
    <Body title={t('hours.calculator')} intro={<BackLink section="hours" />}>
      <p className="mid" style={{ marginBottom: 16 }}>
        {t('hours.calculatorHint')}
      </p>
      <Answer of={calendars}>{(items) => <Calculator calendars={items} />}</Answer>
    </Body>
  );
}

function Calculator({ calendars }: { calendars: Calendar[] }) {
  const { t } = useTranslation();
  const [id, setId] = useState(() => (calendars.find((one) => one.isDefault) ?? calendars[0])?.id ?? null);
  const calendar = calendars.find((one) => one.id === id);
  if (!calendar) return <p className="mid">{t('hours.none')}</p>;
  const week = weekInWords(calendar.hours, (day) => t(`hours.short.${day}`), t('hours.closed'));
  return (
    <>
      <div className={settings.form} style={{ marginBottom: 20 }}>
        <Select
          label={t('hours.calendar')}
          description={`${week} · ${calendar.timezone}`}
          allowDeselect={false}
          data={calendars.map((one) => ({ value: one.id, label: one.name }))}
          value={id}
          onChange={setId}
        />
      </div>
      <PreviewPart key={calendar.id} calendar={calendar} />
    </>
  );
}
