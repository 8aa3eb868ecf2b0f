import { Button } from '@mantine/core';
import { IconCalendarClock, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { hours } from '../../../api/hours.api';
import { Answer, Body, List } from '../parts';
import settings from '../settings.module.css';
import { weekInWords } from './week.rules';

export const CALENDARS = ['calendars'] as const;

export function CalendarList() {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: CALENDARS, queryFn: hours.calendars });
  const week = (of: Parameters<typeof weekInWords>[0]) =>
    weekInWords(of, (day) => t(`hours.short.${day}`), t('hours.closed'));
  return (
    <Body
      title={t('settings.sections.hours')}
      intro={t('hours.intro')}
      actions={
        <>
          <Button component={Link} to="/settings/hours/calculator" variant="default">
            {t('hours.calculator')}
          </Button>
          <Button component={Link} to="/settings/hours/new">
            {t('hours.new')}
          </Button>
        </>
      }
    >
      <Answer of={calendars}>
        {(items) => (
          <List empty={t('hours.none')}>
            {items.map((calendar) => (
              <Link key={calendar.id} to={`/settings/hours/${calendar.id}`} className={settings.row}>
                <IconCalendarClock size={20} stroke={1.6} aria-hidden="true" />
                <div className="grow">
                  <div className="cut">
                    <b>{calendar.name}</b>
                    {calendar.isDefault && <span className="dim"> · {t('hours.isDefault')}</span>}
                  </div>
                  <div className={`cut ${settings.small}`}>
                    {week(calendar.hours)} · {calendar.timezone}
                  </div>
                </div>
                <span className={`${settings.small} ${calendar.open ? 'ok' : ''}`}>
                  {t(calendar.open ? 'hours.openNow' : 'hours.closedNow')}
                </span>
                <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
              </Link>
            ))}
          </List>
        )}
      </Answer>
    </Body>
  );
}
