import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { customers } from '../../api/customers.api';
import type { Site } from '../../api/customers.types';
import type { Week } from '../../api/hours.types';
import { useCan } from '../session/session';
import { EditDialog, type FieldSpec } from '../settings/edit-dialog';
import { WeekEditor } from '../settings/hours/week-editor';
import settings from '../settings/settings.module.css';
import { useTerritories } from '../settings/technicians/technicians.queries';
import { TIME_ZONES } from '../time/time-zones';
import { coordinatesFrom, coordinatesIn } from './coordinates.rules';

interface Props {
  companyId: string;
  site?: Site;
  onClose: () => void;
}

/** A place of a company. What planning needs of it, its hours and who serves it, is for those who look after technicians. */
export function SiteDialog({ companyId, site, onClose }: Props) {
  const mayPlan = useCan()('technicians:manage');
  const hours = useQuery({
    queryKey: ['sites', 'hours', site?.id],
    queryFn: () => customers.siteHours(site!.id),
    enabled: mayPlan && site !== undefined,
    gcTime: 0,
  });
  if (hours.isLoading) return null;
  // Where they cannot be read, they are not written either.
  const planning = mayPlan ? (site ? (hours.data ?? null) : NONE) : null;
  return <Form companyId={companyId} site={site} onClose={onClose} planning={planning} />;
}

const NONE = { hours: {} as Week, territoryId: null as string | null };

function Form({ companyId, site, planning, onClose }: Props & { planning: typeof NONE | null }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const territories = useTerritories();
  // Made once, even where the hours are refused and saved again.
  const made = useRef(site);
  const save = async ({ name, address, coordinates, timezone, accessNotes, hours, territoryId }: Saved) => {
    const place = coordinatesFrom(coordinates ?? '');
    if (!place) throw refused(t('customers.coordinatesWrong'));
    const values = { name, address, timezone: timezone || null, accessNotes: accessNotes || null, ...place };
    made.current = made.current
      ? await customers.changeSite(made.current.id, { ...values, version: made.current.version })
      : await customers.createSite({ companyId, ...values });
    const given = { hours: withoutClosed(hours ?? {}), territoryId: territoryId || null };
    if (planning && !same(given, planning)) await customers.setSiteHours(made.current.id, given);
    await client.invalidateQueries({ queryKey: ['sites'] });
  };
  const forPlanning: FieldSpec[] = planning
    ? [
        {
          name: 'territoryId',
          label: t('dispatch.territory'),
          hint: t('customers.siteTerritoryHint'),
          kind: 'select',
          choices: (territories.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'hours',
          label: t('customers.siteHours'),
          kind: 'own',
          render: ({ value, error, onChange }) => (
            <div>
              <b className={settings.label}>{t('customers.siteHours')}</b>
              <p className={settings.small}>{t('customers.siteHoursHint')}</p>
              {error && (
                <p role="alert" className="bad">
                  {error}
                </p>
              )}
              <WeekEditor week={(value ?? {}) as Week} onChange={onChange} />
            </div>
          ),
        },
      ]
    : [];
  return (
    <EditDialog
      title={site?.name ?? t('customers.newSite')}
      size="lg"
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        { name: 'address', label: t('customers.address'), kind: 'multiline', required: true },
        { name: 'coordinates', label: t('customers.coordinates'), hint: t('customers.coordinatesHint'), kind: 'text' },
        {
          name: 'timezone',
          label: t('customers.siteZone'),
          hint: t('customers.siteZoneHint'),
          kind: 'select',
          choices: TIME_ZONES.map((value) => ({ value, label: value })),
        },
        {
          name: 'accessNotes',
          label: t('customers.accessNotes'),
          hint: t('customers.accessNotesHint'),
          kind: 'multiline',
        },
        ...forPlanning,
      ]}
      initial={{
        name: site?.name,
        address: site?.address ?? '',
        coordinates: coordinatesIn(site ?? {}),
        timezone: site?.timezone ?? '',
        accessNotes: site?.accessNotes ?? '',
        ...planning,
      }}
      save={(values) => save(values as unknown as Saved)}
      onClose={onClose}
    />
  );
}

interface Saved {
  name: string;
  address: string;
  coordinates?: string;
  timezone?: string;
  accessNotes?: string;
  hours?: Week;
  territoryId?: string | null;
}

/** Said at the field, as the server would. */
const refused = (message: string) =>
  new ApiError({ status: 422, code: 'invalid', errors: [{ path: 'coordinates', message }] });

/** A day without hours is not written down: a week without any says that nobody knows. */
const withoutClosed = (week: Week): Week =>
  Object.fromEntries(Object.entries(week).filter(([, intervals]) => intervals.length > 0));

const same = (a: typeof NONE, b: typeof NONE): boolean =>
  a.territoryId === b.territoryId && JSON.stringify(a.hours) === JSON.stringify(b.hours);
