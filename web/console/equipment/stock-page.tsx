import { ActionIcon, Button, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBuildingWarehouse,
  IconPencil,
  IconPlus,
  IconTool,
  IconTruck,
  type Icon,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { LocationKind, ModelMark, Stock, StockLocation, StockRow } from '../../api/equipment.types';
import { EmptyState } from '../../ui/empty-state';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useUsers } from '../queue/lookups.queries';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { EQUIPMENT, useKeep, useLocations } from './equipment.queries';
import classes from './equipment.module.css';
import { ReserveDialog } from './reserve-dialog';
import { EquipmentTabs } from './tabs';
import { modelName } from './unit-words';

const ICONS: Record<LocationKind, Icon> = { stock: IconBuildingWarehouse, van: IconTruck, supplier: IconTool };
const KINDS: LocationKind[] = ['stock', 'van', 'supplier'];

/** What lies where, and what of it is free when. */
export function StockPage() {
  return useCan()('equipment:read') ? <InStock /> : <NotFound />;
}

function InStock() {
  const { t } = useTranslation();
  const can = useCan();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [editing, setEditing] = useState<StockLocation | 'new' | null>(null);
  const [reserving, setReserving] = useState<ModelMark | null>(null);
  const period = from && (!until || until >= from) ? { from, ...(until && { until }) } : {};
  const locations = useLocations();
  const stock = useQuery({
    queryKey: [...EQUIPMENT, 'stock', period],
    queryFn: () => equipment.stock(period),
    placeholderData: keepPreviousData,
  });
  const reserve = can('equipment:reserve') ? setReserving : undefined;
  return (
    <main className={classes.scroll}>
      <div className={classes.body}>
        <header className={classes.head}>
          <h1 className="grow">{t('equipment.title')}</h1>
          {can('equipment:manage') && (
            <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
              {t('equipment.newLocation')}
            </Button>
          )}
        </header>
        <EquipmentTabs />
        <div className={classes.period}>
          <TextInput
            type="date"
            label={t('equipment.freeFrom')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('equipment.freeUntil')}
            min={from}
            disabled={!from}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <p className="mid">{t(from ? 'equipment.freeThen' : 'equipment.freeToday')}</p>
        </div>
        {stock.error && !stock.data && <ProblemState error={stock.error} onRetry={() => void stock.refetch()} />}
        {stock.data && <Short short={stock.data.short} reserve={reserve} />}
        {locations.data?.length === 0 && (
          <EmptyState icon={IconBuildingWarehouse} title={t('equipment.noLocations')}>
            {t('equipment.noLocationsHint')}
          </EmptyState>
        )}
        {stock.data &&
          (locations.data ?? []).map((location) => (
            <Shelf
              key={location.id}
              location={location}
              rows={stock.data.items.filter((row) => row.location.id === location.id)}
              edit={can('equipment:manage') ? () => setEditing(location) : undefined}
              reserve={reserve}
            />
          ))}
      </div>
      {editing && <LocationDialog location={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {reserving && <ReserveDialog what={{ model: reserving }} onClose={() => setReserving(null)} />}
    </main>
  );
}

/** What is offered and has nothing free, with what may take its place. */
function Short({ short, reserve }: { short: Stock['short']; reserve?: (model: ModelMark) => void }) {
  const { t } = useTranslation();
  if (short.length === 0) return null;
  return (
    <section className={classes.short}>
      <h2>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /> {t('equipment.short')}
      </h2>
      <ul>
        {short.map(({ model, substitutes }) => (
          <li key={model.id}>
            <b>{modelName(model)}</b>
            {substitutes.length === 0 && <span className="mid">{t('equipment.noSubstitute')}</span>}
            {substitutes.map((one) => (
              <span key={one.model.id} className={classes.offer}>
                {modelName(one.model)} <span className="mid">{t('equipment.nFree', { count: one.free })}</span>
                {reserve && (
                  <Button variant="subtle" size="xs" onClick={() => reserve(one.model)}>
                    {t('equipment.reserve')}
                  </Button>
                )}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shelf({
  location,
  rows,
  edit,
  reserve,
}: {
  location: StockLocation;
  rows: StockRow[];
  edit?: () => void;
  reserve?: (model: ModelMark) => void;
}) {
  const { t } = useTranslation();
  const Shape = ICONS[location.kind];
  return (
    <section className={classes.shelf}>
      <header>
        <Shape size={18} stroke={1.6} aria-hidden="true" />
        <h2 className="cut">{location.name}</h2>
        <span className="mid cut">
          {[location.person?.name, location.address, !location.active && t('equipment.closed')]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Link className={`link ${classes.all}`} to={`/equipment?location=${location.id}`}>
          {t('equipment.nUnits', { count: location.units })}
        </Link>
        {edit && (
          <ActionIcon size={28} aria-label={`${t('common.edit')}: ${location.name}`} onClick={edit}>
            <IconPencil size={16} stroke={1.6} />
          </ActionIcon>
        )}
      </header>
      {rows.length === 0 ? (
        <p className={classes.none}>{t('equipment.nothingHere')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={`${row.model.id} ${row.supplier ?? ''}`} className={classes.stockRow}>
              <Link className={classes.name} to={`/equipment?location=${location.id}&model=${row.model.id}`}>
                <b className="cut">{modelName(row.model)}</b>
                <span className="cut">{[row.model.kind, row.supplier].filter(Boolean).join(' · ')}</span>
              </Link>
              <span>{t('equipment.nThere', { count: row.total })}</span>
              <span className={row.reserved > 0 ? 'warn' : 'dim'}>
                {row.reserved > 0 && t('equipment.nReserved', { count: row.reserved })}
              </span>
              <b className={row.free > 0 ? 'ok' : 'bad'}>{t('equipment.nFree', { count: row.free })}</b>
              {reserve && (
                <Button
                  variant="subtle"
                  size="xs"
                  style={{ visibility: row.free === 0 ? 'hidden' : undefined }}
                  onClick={() => reserve(row.model)}
                >
                  {t('equipment.reserve')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function LocationDialog({ location, onClose }: { location: StockLocation | null; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const users = useUsers();
  return (
    <EditDialog
      title={location?.name ?? t('equipment.newLocation')}
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        {
          name: 'kind',
          label: t('equipment.locationKind'),
          kind: 'select',
          required: true,
          choices: KINDS.map((value) => ({ value, label: t(`equipment.locationKinds.${value}`) })),
          when: () => location === null,
        },
        {
          name: 'userId',
          label: t('equipment.driver'),
          kind: 'select',
          choices: (users.data ?? []).filter((user) => user.active).map(({ id, name }) => ({ value: id, label: name })),
          when: ({ kind }) => kind === 'van',
        },
        { name: 'address', label: t('customers.address'), kind: 'multiline' },
        { name: 'active', label: t('equipment.isOpen'), kind: 'switch', when: () => location !== null },
      ]}
      initial={
        location
          ? { ...location, userId: location.person?.id ?? null, address: location.address ?? '' }
          : { kind: 'stock' }
      }
      save={async ({ name, kind, userId, address, active }) => {
        const body = { name, userId: kind === 'van' ? userId || null : null, address: address || null };
        if (location) await equipment.changeLocation(location.id, { ...body, active, version: location.version });
        else await equipment.createLocation({ ...body, kind });
        await keep();
      }}
      onClose={onClose}
    />
  );
}
