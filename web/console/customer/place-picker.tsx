import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import { CompanyPicker } from '../equipment/pickers';
import classes from './place-picker.module.css';

/** Places of one company, each by its name. */
export function useSites(companyId: string | null | undefined) {
  return useQuery({
    queryKey: ['sites', companyId],
    queryFn: () => customers.sites(companyId!),
    enabled: Boolean(companyId),
  });
}

/** How places are called where only their ids are at hand: those of the newest, which are nearly all. */
export function useSiteNames(): (id: string) => string | undefined {
  const some = useQuery({ queryKey: ['sites', 'named'], queryFn: customers.newestSites, staleTime: 5 * 60_000 });
  return (id) => some.data?.find((site) => site.id === id)?.name;
}

/** A place of any customer: first whose it is. */
export function PlacePicker({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation();
  const site = useQuery({ queryKey: ['site', value], queryFn: () => customers.site(value!), enabled: value !== null });
  const owner = useQuery({
    queryKey: ['company', site.data?.companyId],
    queryFn: () => customers.company(site.data!.companyId),
    enabled: site.data !== undefined,
  });
  const [picked, setPicked] = useState<string | null>(null);
  const company = picked ?? site.data?.companyId ?? null;
  const sites = useSites(company);
  if (value && !owner.data && !owner.error && !site.error && !picked) return null;
  return (
    <div className={classes.pair}>
      <CompanyPicker
        value={company}
        known={owner.data ?? null}
        required
        onChange={(id) => {
          setPicked(id);
          onChange(null);
        }}
      />
      <Select
        label={t('ticket.place')}
        required
        withAsterisk={false}
        disabled={!company || sites.data?.length === 0}
        description={sites.data?.length === 0 ? t('ticket.noPlaces') : undefined}
        data={(sites.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
