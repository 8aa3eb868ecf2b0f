import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core';
import {
  IconBolt,
  IconCalendarX,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconClockExclamation,
  IconPlus,
  IconRepeat,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dispatch } from '../../api/dispatch.api';
import type { Board } from '../../api/dispatch.types';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import classes from './dispatch.module.css';
import { moved, type Shown } from './dispatch.queries';
import { SeriesDialog } from './series-dialog';

interface Props {
  shown: Shown;
  today: string;
  counts: Board['counts'] | undefined;
  onShow: (change: Record<string, string | undefined>) => void;
  onMake: (what: 'visit' | 'emergency') => void;
}

export function BoardHead({ shown, today, counts, onShow, onMake }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const [showsSeries, setSeries] = useState(false);
  const { language } = useReader();
  const territories = useQuery({ queryKey: ['territories'], queryFn: dispatch.territories });
  const skills = useQuery({ queryKey: ['skills'], queryFn: dispatch.skills });
  const noon = Date.parse(`${shown.day}T12:00:00Z`);
  const format = new Intl.DateTimeFormat(language, {
    ...(shown.days === 1 && { weekday: 'short' }),
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const day = shown.days === 1 ? format.format(noon) : format.formatRange(noon, noon + 6 * 86_400_000);
  const choices = (items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <header className={classes.head}>
      <h1>{t('dispatch.title')}</h1>
      <SegmentedControl
        size="xs"
        aria-label={t('dispatch.span')}
        data={[
          { value: 'day', label: t('dispatch.day') },
          { value: 'week', label: t('dispatch.week') },
        ]}
        value={shown.days === 7 ? 'week' : 'day'}
        onChange={(view) => onShow({ view: view === 'week' ? 'week' : undefined })}
      />
      <span className={classes.when}>
        <ActionIcon size={28} aria-label={t('dispatch.earlier')} onClick={() => onShow({ day: moved(shown, -1) })}>
          <IconChevronLeft size={16} stroke={1.75} />
        </ActionIcon>
        <b aria-live="polite">{day}</b>
        <ActionIcon size={28} aria-label={t('dispatch.later')} onClick={() => onShow({ day: moved(shown, 1) })}>
          <IconChevronRight size={16} stroke={1.75} />
        </ActionIcon>
        <Button size="xs" variant="default" disabled={shown.day === today} onClick={() => onShow({ day: undefined })}>
          {t('dispatch.today')}
        </Button>
      </span>
      <span className={classes.filters}>
        <Select
          size="xs"
          w={168}
          clearable
          aria-label={t('dispatch.territory')}
          placeholder={t('dispatch.allTerritories')}
          data={choices(territories.data)}
          value={shown.territory ?? null}
          onChange={(territory) => onShow({ territory: territory ?? undefined })}
        />
        <Select
          size="xs"
          w={136}
          clearable
          aria-label={t('dispatch.skill')}
          placeholder={t('dispatch.allSkills')}
          data={choices(skills.data)}
          value={shown.skill ?? null}
          onChange={(skill) => onShow({ skill: skill ?? undefined })}
        />
      </span>
      <span className="grow" />
      {counts && (
        <span className={classes.facts}>
          <span>
            <b>{counts.visits}</b> {t('dispatch.facts.visits', { count: counts.visits })}
          </span>
          <span className="ok" title={t('dispatch.facts.done')}>
            <IconCheck size={14} aria-hidden="true" />
            <b>{counts.done}</b> <span className={classes.factWords}>{t('dispatch.facts.done')}</span>
          </span>
          {counts.late > 0 && (
            <span className="warn" title={t('dispatch.facts.late')}>
              <IconClockExclamation size={14} aria-hidden="true" />
              <b>{counts.late}</b> <span className={classes.factWords}>{t('dispatch.facts.late')}</span>
            </span>
          )}
          {counts.unconfirmed > 0 && (
            <span className="warn" title={t('dispatch.facts.unconfirmed')}>
              <IconUserQuestion size={14} aria-hidden="true" />
              <b>{counts.unconfirmed}</b> <span className={classes.factWords}>{t('dispatch.facts.unconfirmed')}</span>
            </span>
          )}
          {counts.declined > 0 && (
            <span className="bad" title={t('dispatch.facts.declined')}>
              <IconCalendarX size={14} aria-hidden="true" />
              <b>{counts.declined}</b> <span className={classes.factWords}>{t('dispatch.facts.declined')}</span>
            </span>
          )}
          {counts.couldNot > 0 && (
            <span className="bad" title={t('dispatch.facts.couldNot')}>
              <IconX size={14} aria-hidden="true" />
              <b>{counts.couldNot}</b> <span className={classes.factWords}>{t('dispatch.facts.couldNot')}</span>
            </span>
          )}
        </span>
      )}
      {can('visits:write') && (
        <span className={classes.make}>
          {can('visits:plan') && (
            <ActionIcon
              size={30}
              variant="default"
              aria-label={t('dispatch.repeat.list')}
              title={t('dispatch.repeat.list')}
              onClick={() => setSeries(true)}
            >
              <IconRepeat size={16} stroke={1.75} />
            </ActionIcon>
          )}
          <Button size="xs" variant="default" leftSection={<IconBolt size={14} />} onClick={() => onMake('emergency')}>
            {t('dispatch.emergency')}
          </Button>
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => onMake('visit')}>
            {t('dispatch.newVisit')}
          </Button>
        </span>
      )}
      {showsSeries && <SeriesDialog onClose={() => setSeries(false)} />}
    </header>
  );
}
