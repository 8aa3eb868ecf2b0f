import { MultiSelect, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError } from '../../../api/client';
import { hours } from '../../../api/hours.api';
import type { Week } from '../../../api/hours.types';
import { technicians } from '../../../api/technicians.api';
import type { Technician, TechnicianValues } from '../../../api/technicians.types';
import { say } from '../../feedback/notify';
import { useCan } from '../../session/session';
import { TIME_ZONES } from '../../time/time-zones';
import { CALENDARS } from '../hours/calendar-list';
import { WeekEditor } from '../hours/week-editor';
import { FormPage } from '../form-page';
import { Answer, Part } from '../parts';
import { DurationField } from '../promises/duration-field';
import settings from '../settings.module.css';
import { AbsencesPart } from './absences-part';
import { SkillsField } from './skills-field';
import { TECHNICIANS, useTerritories } from './technicians.queries';

/** To begin with, where somebody begins to have hours of their own. */
const OFFICE: Week = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
  ]),
);

type Values = TechnicianValues & { territoryIds: string[] };
interface PartProps {
  values: Values;
  errors: Record<string, string>;
  onChange: (change: Partial<Values>) => void;
}

export function TechnicianPage() {
  const id = useParams().id ?? '';
  const technician = useQuery({ queryKey: [...TECHNICIANS, id], queryFn: () => technicians.one(id) });
  return (
    <Answer of={technician}>{(data) => <TechnicianForm key={`${data.id}-${data.version}`} technician={data} />}</Answer>
  );
}

function TechnicianForm({ technician }: { technician: Technician }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [values, setValues] = useState<Values>(() => valuesOf(technician));
  const put = (change: Partial<Values>) => setValues({ ...values, ...change });
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () => technicians.change(technician.id, { ...toSend(values), version: technician.version }),
    onSuccess: async (saved) => {
      client.setQueryData([...TECHNICIANS, saved.id], saved);
      await client.invalidateQueries({ queryKey: TECHNICIANS });
      say(t('common.saved'));
    },
  });
  const errors = saving.error instanceof ApiError ? saving.error.fields : {};
  const shared = { values, errors, onChange: put };
  return (
    <FormPage
      title={technician.name}
      section="technicians"
      saving={saving}
      after={<AbsencesPart technician={technician} />}
    >
      <BasePart {...shared} />
      <Part title={t('technicians.hours')} intro={t('technicians.hoursHint')}>
        <HoursChoice {...shared} />
        {(!values.calendarId || hasHours(values)) && (
          <WeekEditor week={values.hours} onChange={(hours) => put({ hours })} />
        )}
      </Part>
      <Part title={t('technicians.skills')} intro={t('technicians.heldHint')}>
        <SkillsField expires skills={values.skills} onChange={(skills) => put({ skills })} />
      </Part>
      <VehiclePart {...shared} />
      <LimitsPart {...shared} />
    </FormPage>
  );
}

const hasHours = ({ hours }: Values): boolean => Object.values(hours).some((day) => day.length > 0);

/** Hours of one's own, or those of a calendar; with both, the calendar still says which days are off. */
function HoursChoice({ values, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  const can = useCan();
  const calendars = useQuery({ queryKey: CALENDARS, queryFn: hours.calendars, enabled: can('sla:read') });
  const own = hasHours(values);
  return (
    <div className={settings.two} style={{ margin: '12px 0' }}>
      <Select
        clearable
        label={t('technicians.calendar')}
        description={t(own ? 'technicians.calendarOff' : 'technicians.calendarHint')}
        placeholder={t('technicians.noCalendar')}
        data={(calendars.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={values.calendarId}
        error={errors.calendarId}
        onChange={(calendarId) => onChange({ calendarId })}
      />
      {values.calendarId && (
        <Switch
          label={t('technicians.ownHours')}
          description={t('technicians.ownHoursHint')}
          checked={own}
          onChange={(event) => onChange({ hours: event.currentTarget.checked ? OFFICE : {} })}
        />
      )}
    </div>
  );
}

function BasePart({ values, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  const territories = useTerritories();
  const coordinate = (key: 'baseLat' | 'baseLng') => (
    <NumberInput
      hideControls
      label={t(key === 'baseLat' ? 'technicians.lat' : 'technicians.lng')}
      decimalScale={6}
      value={values[key] ?? ''}
      error={errors[key]}
      onChange={(value) => onChange({ [key]: typeof value === 'number' ? value : null })}
    />
  );
  return (
    <Part title={t('technicians.base')} intro={t('technicians.baseHint')}>
      <Fields>
        <TextInput
          label={t('technicians.address')}
          value={values.baseAddress}
          error={errors.baseAddress}
          onChange={(event) => onChange({ baseAddress: event.currentTarget.value })}
        />
        <div className={settings.two}>
          {coordinate('baseLat')}
          {coordinate('baseLng')}
        </div>
        <div className={settings.two}>
          <MultiSelect
            label={t('technicians.territories')}
            placeholder={values.territoryIds.length === 0 ? t('technicians.everywhere') : undefined}
            data={(territories.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={values.territoryIds}
            error={errors.territoryIds}
            onChange={(territoryIds) => onChange({ territoryIds })}
          />
          <Select
            label={t('hours.timeZone')}
            searchable
            allowDeselect={false}
            data={TIME_ZONES}
            value={values.timezone}
            error={errors.timezone}
            onChange={(timezone) => timezone && onChange({ timezone })}
          />
        </div>
        <Switch
          label={t('technicians.active')}
          description={t('technicians.activeHint')}
          checked={values.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
      </Fields>
    </Part>
  );
}

function VehiclePart({ values, onChange }: PartProps) {
  const { t } = useTranslation();
  const vehicle = values.vehicle ?? {};
  const put = (change: NonNullable<Values['vehicle']>) => onChange({ vehicle: { ...vehicle, ...change } });
  return (
    <Part title={t('technicians.vehicle')}>
      <Fields>
        <div className={settings.two}>
          <TextInput
            label={t('technicians.vehicleName')}
            value={vehicle.name ?? ''}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('technicians.plate')}
            value={vehicle.plate ?? ''}
            onChange={(event) => put({ plate: event.currentTarget.value })}
          />
        </div>
        <TagsInput
          label={t('technicians.tools')}
          value={vehicle.tools ?? []}
          splitChars={[',', ';']}
          onChange={(tools) => put({ tools })}
        />
      </Fields>
    </Part>
  );
}

function LimitsPart({ values, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  const { limits, rest } = values;
  const limit = (key: 'workMinutes' | 'travelMinutes' | 'weekMinutes' | 'overtimeMinutes') => (
    <DurationField
      shown
      label={t(`technicians.limits.${key}`)}
      value={limits[key] || null}
      error={errors[`limits.${key}`]}
      onChange={(minutes) =>
        onChange({ limits: { ...limits, [key]: minutes ?? (key === 'overtimeMinutes' ? 0 : null) } })
      }
    />
  );
  const pause = (key: 'betweenShifts' | 'mealAfter' | 'mealMinutes') => (
    <DurationField
      shown
      label={t(`technicians.rest.${key}`)}
      value={rest[key] || null}
      error={errors[`rest.${key}`]}
      onChange={(minutes) => onChange({ rest: { ...rest, [key]: minutes ?? (key === 'mealMinutes' ? 0 : null) } })}
    />
  );
  return (
    <Part title={t('technicians.limitsTitle')} intro={t('technicians.limitsHint')}>
      <Fields>
        <div className={settings.two}>
          <NumberInput
            label={t('technicians.limits.visits')}
            placeholder="–"
            min={1}
            allowDecimal={false}
            value={limits.visits ?? ''}
            error={errors['limits.visits']}
            onChange={(value) => onChange({ limits: { ...limits, visits: typeof value === 'number' ? value : null } })}
          />
          {limit('workMinutes')}
          {limit('travelMinutes')}
          {limit('weekMinutes')}
          {limit('overtimeMinutes')}
          {pause('betweenShifts')}
          {pause('mealAfter')}
          {pause('mealMinutes')}
        </div>
      </Fields>
    </Part>
  );
}

const Fields = ({ children }: { children: ReactNode }) => (
  <div className={settings.form} style={{ maxWidth: 'none', marginTop: 12 }}>
    {children}
  </div>
);

const valuesOf = ({
  active,
  timezone,
  baseAddress,
  baseLat,
  baseLng,
  hours,
  calendarId,
  vehicle,
  limits,
  rest,
  skills,
  territories,
}: Technician): Values => ({
  active,
  timezone,
  baseAddress,
  baseLat,
  baseLng,
  hours,
  calendarId,
  vehicle,
  limits,
  rest,
  skills,
  territoryIds: territories.map(({ id }) => id),
});

const toSend = ({ skills, ...rest }: Values) => ({
  ...rest,
  skills: skills.map(({ skillId, level, validUntil }) => ({ skillId, level, validUntil })),
});
