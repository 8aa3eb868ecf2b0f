import { ActionIcon, Button, Checkbox, Menu, Select, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDevices, IconPlus, IconPrinter, IconSearch, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { equipment } from '../../api/equipment.api';
import { UNIT_STATES, type Unit } from '../../api/equipment.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useLocations, useModels, useUnits, type UnitFilter } from './equipment.queries';
import classes from './equipment.module.css';
import { EquipmentTabs } from './tabs';
import { UnitDialog } from './unit-dialog';
import { modelName, ModelIcon, placeWords, UnitBadge } from './unit-words';

const FILTERS = ['company', 'site', 'contract', 'location', 'model', 'state', 'family'] as const;
/** As many labels as the server prints at once. */
const MOST_LABELS = 200;

/** Every unit, with what finds one among many. */
export function EquipmentPage() {
  return useCan()('equipment:read') ? <Units /> : <NotFound />;
}

function Units() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayManage = useCan()('equipment:manage');
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get('q') ?? '');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [adding, setAdding] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  const filter: UnitFilter = { ...(asked && { q: asked }) };
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  const put = (name: (typeof FILTERS)[number], value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <main className={classes.page}>
      <div className={classes.top}>
        <header className={classes.head}>
          <h1 className="grow">{t('equipment.title')}</h1>
          {mayManage && (
            <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
              {t('equipment.newUnit')}
            </Button>
          )}
        </header>
        <EquipmentTabs />
        <div className={classes.filters}>
          <TextInput
            ref={input}
            className={classes.search}
            aria-label={t('equipment.search')}
            placeholder={t('equipment.search')}
            leftSection={<IconSearch size={16} stroke={1.75} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Filters filter={filter} put={put} />
        </div>
        {chosen.size > 0 && (
          <div className={classes.chosen} role="status">
            <span>{t('equipment.nChosen', { count: chosen.size })}</span>
            <LabelMenu ids={[...chosen].slice(0, MOST_LABELS)} />
            <ActionIcon aria-label={t('equipment.chooseNone')} onClick={() => setChosen(new Set())}>
              <IconX size={16} />
            </ActionIcon>
          </div>
        )}
      </div>
      <Rows filter={filter} chosen={chosen} toggle={toggle} />
      {adding && (
        <UnitDialog
          unit={null}
          onClose={() => setAdding(false)}
          onSaved={(unit) => navigate(`/equipment/${unit.id}`)}
        />
      )}
    </main>
  );
}

function Filters({
  filter,
  put,
}: {
  filter: UnitFilter;
  put: (name: (typeof FILTERS)[number], value: string | null) => void;
}) {
  const { t } = useTranslation();
  const models = useModels();
  const locations = useLocations();
  return (
    <>
      <Select
        clearable
        aria-label={t('equipment.state')}
        placeholder={t('equipment.anyState')}
        data={UNIT_STATES.map((value) => ({ value, label: t(`equipment.states.${value}`) }))}
        value={filter.state ?? null}
        onChange={(value) => put('state', value)}
      />
      <Select
        clearable
        searchable
        aria-label={t('equipment.model')}
        placeholder={t('equipment.anyModel')}
        data={(models.data ?? []).map((model) => ({ value: model.id, label: modelName(model) }))}
        nothingFoundMessage={t('equipment.nothingFound')}
        value={filter.model ?? null}
        onChange={(value) => put('model', value)}
      />
      <Select
        clearable
        searchable
        aria-label={t('equipment.location')}
        placeholder={t('equipment.anyPlace')}
        data={(locations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        nothingFoundMessage={t('equipment.nothingFound')}
        value={filter.location ?? null}
        onChange={(value) => put('location', value)}
      />
      <Select
        clearable
        aria-label={t('equipment.family')}
        placeholder={t('equipment.anyFamily')}
        data={['it', 'iot'].map((value) => ({ value, label: t(`equipment.families.${value}`) }))}
        value={filter.family ?? null}
        onChange={(value) => put('family', value)}
      />
      {(filter.company || filter.site || filter.contract) && (
        <Button
          variant="light"
          rightSection={<IconX size={14} />}
          onClick={() => {
            put('company', null);
            put('site', null);
            put('contract', null);
          }}
        >
          {t('equipment.ofOneCustomer')}
        </Button>
      )}
    </>
  );
}

export function LabelMenu({ ids, compact }: { ids: readonly string[]; compact?: boolean }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size={compact ? 'xs' : undefined} leftSection={<IconPrinter size={14} />}>
          {t('equipment.labels')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['sheet', 'roll'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={equipment.labels(ids, format)} target="_blank" rel="noopener">
            {t(`equipment.labelFormats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Rows({
  filter,
  chosen,
  toggle,
}: {
  filter: UnitFilter;
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useUnits(filter);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const height = window.innerWidth < 768 ? 76 : 56;
  // Its functions are not given to memoised children.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 15) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  if (list.isPending) {
    return (
      <Late>
        <div className={classes.waiting}>
          {Array.from({ length: 8 }, (_, i) => (
            <Skeleton key={i} h={36} />
          ))}
        </div>
      </Late>
    );
  }
  if (list.error && rows.length === 0) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) {
    const narrowed = Object.keys(filter).length > 0;
    return (
      <EmptyState icon={IconDevices} title={t(narrowed ? 'equipment.nothingFound' : 'equipment.empty')}>
        {t(narrowed ? 'equipment.nothingFoundHint' : 'equipment.emptyHint')}
      </EmptyState>
    );
  }
  return (
    <div ref={scroller} className={classes.rows} role="list" aria-label={t('equipment.title')}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start, key }) => {
          const unit = rows[index];
          if (!unit) return null;
          return (
            <div
              key={key}
              role="listitem"
              className={classes.slot}
              style={{ height, transform: `translateY(${start}px)` }}
            >
              <Checkbox
                className={classes.tick}
                size="xs"
                aria-label={t('equipment.choose', { tag: unit.tag })}
                checked={chosen.has(unit.id)}
                onChange={() => toggle(unit.id)}
              />
              <Row unit={unit} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  return (
    <Link className={classes.row} to={`/equipment/${unit.id}`}>
      <span className={classes.name}>
        <b>{unit.tag}</b>
        <span className="cut">{unit.serial ?? t('equipment.noSerial')}</span>
      </span>
      <span className={classes.model}>
        <ModelIcon kind={unit.model.kind} />
        <span className="cut">{modelName(unit.model)}</span>
      </span>
      <UnitBadge state={unit.state} />
      <span className={`cut ${classes.place}`}>
        {unit.parent ? t('equipment.inside', { tag: unit.parent.tag }) : placeWords(unit)}
      </span>
      <time dateTime={unit.movedAt} title={fullTime(unit.movedAt, reader)}>
        {shortTime(unit.movedAt, now, reader)}
      </time>
    </Link>
  );
}
