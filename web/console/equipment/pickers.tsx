import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import { equipment } from '../../api/equipment.api';
import type { Unit } from '../../api/equipment.types';
import { contracts } from '../../api/rules.api';
import { useCan } from '../session/session';
import { EQUIPMENT, useLocations, type UnitFilter } from './equipment.queries';
import { modelName, placeWords } from './unit-words';

interface Pick {
  value: string | null;
  onChange: (id: string | null) => void;
  label?: string;
  error?: string;
  required?: boolean;
  autoFocus?: boolean;
  known?: { id: string; name: string } | null;
}

/** A company, found by what is typed: there are too many for a list. */
export function CompanyPicker({ value, onChange, label, error, required, autoFocus, known }: Pick) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    queryKey: ['companies', 'find', asked],
    queryFn: () => customers.companies({ q: asked || undefined, limit: '20' }),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState(known ?? null);
  const list = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const shown =
    chosen && !list.some((one) => one.value === chosen.id) ? [{ value: chosen.id, label: chosen.name }] : [];
  return (
    <Select
      searchable
      clearable={!required}
      required={required}
      withAsterisk={false}
      label={label ?? t('equipment.company')}
      placeholder={t('equipment.findCompany')}
      error={error}
      data={[...shown, ...list]}
      value={value}
      filter={({ options }) => options}
      nothingFoundMessage={t('equipment.nothingFound')}
      {...(autoFocus && { 'data-autofocus': true })}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(id && option ? { id, name: option.label } : null);
        onChange(id);
      }}
    />
  );
}

export function SitePicker({ company, value, onChange, error }: Pick & { company: string | null }) {
  const { t } = useTranslation();
  const sites = useQuery({
    queryKey: ['sites', company],
    queryFn: () => customers.sites(company!),
    enabled: company !== null,
  });
  const none = sites.isSuccess && sites.data.length === 0;
  return (
    <Select
      label={t('equipment.site')}
      description={none ? t('equipment.noSites') : undefined}
      disabled={!company || none}
      error={error}
      data={(sites.data ?? []).map((site) => ({ value: site.id, label: site.name }))}
      value={value}
      onChange={onChange}
    />
  );
}

export function ContractPicker({ company, value, onChange, error }: Pick & { company: string | null }) {
  const { t } = useTranslation();
  const mayRead = useCan()('contracts:read');
  const list = useQuery({
    queryKey: ['contracts', company],
    queryFn: () => contracts.ofCompany(company!),
    enabled: company !== null && mayRead,
  });
  if (!mayRead || !company || list.data?.length === 0) return null;
  return (
    <Select
      clearable
      label={t('equipment.contract')}
      error={error}
      data={(list.data ?? [])
        .filter((one) => one.state !== 'ended')
        .map((one) => ({ value: one.id, label: one.package ? `${one.number} · ${one.package.name}` : one.number }))}
      value={value}
      onChange={onChange}
    />
  );
}

export function LocationPicker({ value, onChange, label, error, required, autoFocus }: Pick) {
  const { t } = useTranslation();
  const list = useLocations();
  const groups = (['stock', 'van', 'supplier'] as const)
    .map((kind) => ({
      group: t(`equipment.locationKinds.${kind}`),
      items: (list.data ?? [])
        .filter((one) => one.active && one.kind === kind)
        .map((one) => ({ value: one.id, label: one.name })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Select
      searchable
      clearable={!required}
      required={required}
      withAsterisk={false}
      label={label ?? t('equipment.location')}
      error={error}
      data={groups}
      value={value}
      nothingFoundMessage={t('equipment.nothingFound')}
      {...(autoFocus && { 'data-autofocus': true })}
      onChange={onChange}
    />
  );
}

/** A unit, by a piece of its tag or serial number, or by what a scanner types. */
export function UnitPicker({
  value,
  onChange,
  label,
  error,
  required,
  autoFocus,
  among,
  without,
}: Pick & { among?: UnitFilter; without?: (unit: Unit) => boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    queryKey: [...EQUIPMENT, 'find', among, asked],
    queryFn: () => equipment.list({ ...among, q: asked || undefined, standing: true, limit: 20 }),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const list = (found.data?.items ?? [])
    .filter((unit) => !without?.(unit))
    .map((unit) => ({
      value: unit.id,
      label: [unit.tag, modelName(unit.model), placeWords(unit)].filter(Boolean).join(' · '),
    }));
  const shown = chosen && !list.some((one) => one.value === chosen.value) ? [chosen] : [];
  return (
    <Select
      searchable
      clearable={!required}
      required={required}
      withAsterisk={false}
      label={label}
      placeholder={t('equipment.findUnit')}
      error={error}
      data={[...shown, ...list]}
      value={value}
      filter={({ options }) => options}
      nothingFoundMessage={t('equipment.nothingFound')}
      {...(autoFocus && { 'data-autofocus': true })}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(id && option ? { value: id, label: option.label } : null);
        onChange(id);
      }}
    />
  );
}
