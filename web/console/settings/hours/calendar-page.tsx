import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '../../../api/client';
import { hours } from '../../../api/hours.api';
import type { Calendar, CalendarValues, ScopeKind } from '../../../api/hours.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { say } from '../../feedback/notify';
import { useInboxes, useTeams } from '../../queue/lookups.queries';
import { useReader, useNow } from '../../time/reader';
import { dayKey } from '../../time/time';
import { FormPage } from '../form-page';
import { Answer, Part } from '../parts';
import settings from '../settings.module.css';
import { CALENDARS } from './calendar-list';
import { ExceptionsEditor } from './exceptions-editor';
import { HolidaysEditor } from './holidays-editor';
import { PreviewPart } from './preview-part';
import { UsesElsewhere } from './uses-elsewhere';
import { WeekEditor } from './week-editor';
import { YearView } from './year-view';
import { TIME_ZONES } from '../../time/time-zones';

export function CalendarPage() {
  const id = useParams().id ?? '';
  const calendar = useQuery({ queryKey: [...CALENDARS, id], queryFn: () => hours.calendar(id) });
  return (
    <Answer of={calendar}>
      {(data) => <CalendarForm key={`${data.id}-${data.version}`} initial={data} calendar={data} />}
    </Answer>
  );
}

export function NewCalendar() {
  const { timeZone } = useReader();
  const workday: CalendarValues['hours'][keyof CalendarValues['hours']] = [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ];
  return (
    <CalendarForm
      initial={{
        name: '',
        timezone: timeZone,
        hours: { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday },
        exceptions: [],
        holidays: [],
        country: null,
        region: null,
        isDefault: false,
        uses: [],
      }}
    />
  );
}

function CalendarForm({ initial, calendar }: { initial: CalendarValues; calendar?: Calendar }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const reader = useReader();
  const today = dayKey(useNow(), reader);
  const { deleteLater } = useDeleteLater(CALENDARS);
  const [values, setValues] = useState<CalendarValues>(() => editable(initial));
  const put = (change: Partial<CalendarValues>) => setValues({ ...values, ...change });
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      calendar ? hours.change(calendar.id, { ...values, version: calendar.version }) : hours.create(values),
    onSuccess: async (saved) => {
      client.setQueryData([...CALENDARS, saved.id], saved);
      await client.invalidateQueries({ queryKey: CALENDARS });
      say(t('common.saved'));
      if (!calendar) void navigate(`/settings/hours/${saved.id}`, { replace: true });
    },
  });
  const errors = saving.error instanceof ApiError ? saving.error.fields : {};
  return (
    <FormPage
      title={calendar?.name ?? t('hours.new')}
      section="hours"
      saving={saving}
      onDelete={
        calendar && !calendar.isDefault
          ? () =>
              deleteLater(calendar.id, t('settings.deleted', { name: calendar.name }), () => hours.delete(calendar.id))
          : undefined
      }
      after={
        <>
          <Part title={t('hours.yearView')} intro={t('hours.yearHint')}>
            <YearView hours={values} />
          </Part>
          <Part title={t('hours.preview')} intro={t('hours.previewHint')}>
            <PreviewPart calendar={values} />
          </Part>
        </>
      }
    >
      <Part title={t('hours.week')}>
        <div className={settings.two} style={{ margin: '12px 0' }}>
          <TextInput
            label={t('common.name')}
            required
            withAsterisk={false}
            value={values.name}
            error={errors.name}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
          <Select
            label={t('hours.timeZone')}
            searchable
            allowDeselect={false}
            data={TIME_ZONES}
            value={values.timezone}
            error={errors.timezone}
            onChange={(timezone) => timezone && put({ timezone })}
          />
        </div>
        <WeekEditor week={values.hours} onChange={(week) => put({ hours: week })} />
      </Part>
      <Part title={t('hours.uses')} intro={t('hours.usesHint')}>
        <Uses values={values} onChange={put} />
      </Part>
      <Part title={t('hours.holidays')} intro={t('hours.holidaysHint')}>
        <HolidaysEditor values={values} year={Number(today.slice(0, 4))} onChange={put} />
      </Part>
      <Part title={t('hours.exceptions')} intro={t('hours.exceptionsHint')}>
        <ExceptionsEditor exceptions={values.exceptions} today={today} onChange={(exceptions) => put({ exceptions })} />
      </Part>
    </FormPage>
  );
}

/** Only what may be sent back: a calendar that was read also says whether it is open. */
const editable = ({
  name,
  timezone,
  hours,
  exceptions,
  holidays,
  country,
  region,
  isDefault,
  uses,
}: CalendarValues) => ({
  name,
  timezone,
  hours,
  exceptions,
  holidays: holidays.map((one) => (typeof one === 'string' ? { date: one } : one)),
  country,
  region,
  isDefault,
  uses,
});

function Uses({ values, onChange }: { values: CalendarValues; onChange: (change: Partial<CalendarValues>) => void }) {
  const { t } = useTranslation();
  const teams = useTeams();
  const inboxes = useInboxes();
  const idsOf = (kind: ScopeKind) => values.uses.filter((use) => use.kind === kind).map(({ id }) => id);
  const put = (kind: ScopeKind, ids: string[]) =>
    onChange({ uses: [...values.uses.filter((use) => use.kind !== kind), ...ids.map((id) => ({ kind, id }))] });
  const choices = (items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={settings.form} style={{ maxWidth: 'none', marginTop: 12 }}>
      <div className={settings.two}>
        <MultiSelect
          label={t('hours.useTeams')}
          searchable
          data={choices(teams.data)}
          value={idsOf('team')}
          onChange={(ids) => put('team', ids)}
        />
        <MultiSelect
          label={t('hours.useInboxes')}
          searchable
          data={choices(inboxes.data)}
          value={idsOf('inbox')}
          onChange={(ids) => put('inbox', ids)}
        />
      </div>
      <UsesElsewhere uses={values.uses} onChange={(uses) => onChange({ uses })} />
      <Switch
        label={t('hours.makeDefault')}
        checked={values.isDefault}
        onChange={(event) => onChange({ isDefault: event.currentTarget.checked })}
      />
    </div>
  );
}
