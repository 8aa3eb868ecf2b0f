import { Checkbox, MultiSelect, SegmentedControl, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { BroadcastAudience, BroadcastFilters } from '../../api/broadcasts.types';
import classes from './broadcasts.module.css';
import { hasFilter, LANGUAGES } from './draft.rules';
import { FieldFilters } from './field-filters';
import { languageName } from '../customers/language.rules';

const SEGMENTS = ['it-rental-short', 'iot-analytics', 'iot-automation', 'it-rental-long', 'home-automation'] as const;

interface Props {
  audience: BroadcastAudience;
  onChange: (audience: BroadcastAudience) => void;
}

/** By what they have in common, or one by one. */
export function AudiencePart({ audience, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        aria-label={t('broadcasts.parts.whom')}
        data={[
          { value: 'filters', label: t('broadcasts.byFilter') },
          { value: 'contacts', label: t('broadcasts.oneByOne') },
        ]}
        value={audience.contactIds ? 'contacts' : 'filters'}
        onChange={(how) => onChange(how === 'contacts' ? { contactIds: [] } : { filters: {} })}
      />
      {audience.contactIds ? (
        <Contacts ids={audience.contactIds} onChange={(contactIds) => onChange({ contactIds })} />
      ) : (
        <Filters filters={audience.filters ?? {}} onChange={(filters) => onChange({ filters })} />
      )}
    </>
  );
}

function Filters({ filters, onChange }: { filters: BroadcastFilters; onChange: (filters: BroadcastFilters) => void }) {
  const { t, i18n } = useTranslation();
  const put = (change: BroadcastFilters) => onChange({ ...filters, ...change });
  const any = hasFilter(filters);
  return (
    <>
      <p className={classes.hint}>{t('broadcasts.filterHint')}</p>
      <div className={classes.pair}>
        <TagsInput
          label={t('broadcasts.filters.tags')}
          maxTags={50}
          value={filters.tags ?? []}
          onChange={(tags) => put({ tags })}
        />
        <TagsInput
          label={t('broadcasts.filters.withoutTags')}
          maxTags={50}
          value={filters.withoutTags ?? []}
          onChange={(withoutTags) => put({ withoutTags })}
        />
        <Companies ids={filters.companyIds ?? []} onChange={(companyIds) => put({ companyIds })} />
        <TagsInput
          label={t('broadcasts.filters.companyTags')}
          maxTags={50}
          value={filters.companyTags ?? []}
          onChange={(companyTags) => put({ companyTags })}
        />
        <MultiSelect
          label={t('broadcasts.filters.segments')}
          data={SEGMENTS.map((value) => ({ value, label: t(`broadcasts.segments.${value}`) }))}
          value={filters.segments ?? []}
          onChange={(segments) => put({ segments })}
        />
        <MultiSelect
          label={t('broadcasts.filters.languages')}
          data={LANGUAGES.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          value={filters.languages ?? []}
          onChange={(languages) => put({ languages })}
        />
      </div>
      <FieldFilters fields={filters.fields ?? []} onChange={(fields) => put({ fields })} />
      {!any && (
        <Checkbox
          label={t('broadcasts.everybody')}
          checked={filters.everybody ?? false}
          onChange={(event) => put({ everybody: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

function Companies({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const { search, found, setSearch } = useFinder('companies', (q) => customers.companies({ q, limit: '20' }));
  const chosen = useNamed('companies', ids, customers.company);
  return (
    <MultiSelect
      label={t('broadcasts.filters.companies')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('customers.nobodyFound')}
      data={choices(found, chosen)}
      value={ids}
      onChange={onChange}
    />
  );
}

function Contacts({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const { search, found, setSearch } = useFinder('contacts', (q) => customers.contacts({ q, limit: '20' }));
  const chosen = useNamed('contacts', ids, customers.contact);
  return (
    <MultiSelect
      label={t('broadcasts.contacts')}
      description={t('broadcasts.contactsHint')}
      searchable
      maxValues={200}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('customers.nobodyFound')}
      data={choices(found, chosen)}
      value={ids}
      onChange={onChange}
    />
  );
}

interface Named {
  id: string;
  name: string;
}

function useFinder(kind: string, find: (q: string | undefined) => Promise<{ items: Named[] }>) {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 150);
  const found = useQuery({
    queryKey: [kind, 'find', asked],
    queryFn: () => find(asked || undefined),
    placeholderData: keepPreviousData,
  });
  return { search, setSearch, found: found.data?.items ?? [] };
}

/** The names of those who are chosen already, also after the page was loaded anew. */
function useNamed(kind: string, ids: string[], one: (id: string) => Promise<Named>): Named[] {
  const named = useQuery({
    queryKey: [kind, 'named', ids],
    queryFn: async () =>
      (await Promise.allSettled(ids.map(one))).flatMap((got) => (got.status === 'fulfilled' ? got.value : [])),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return ids.length > 0 ? (named.data ?? []) : [];
}

const choices = (found: Named[], chosen: Named[]) => [
  ...new Map([...chosen, ...found].map((one) => [one.id, { value: one.id, label: one.name }])).values(),
];
