import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../../api/customers.api';
import type { CalendarValues } from '../../../api/hours.types';
import { contracts } from '../../../api/rules.api';
import { CompanyPicker } from '../../equipment/pickers';
import { useCan } from '../../session/session';
import settings from '../settings.module.css';
import classes from './hours.module.css';

type Use = CalendarValues['uses'][number];
const KINDS = ['contract', 'site'] as const;

/** Contracts and sites are too many for a list: first the company, then what of it lives by these hours. */
export function UsesElsewhere({ uses, onChange }: { uses: Use[]; onChange: (uses: Use[]) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [company, setCompany] = useState<string | null>(null);
  const mayRead = { contract: can('contracts:read'), site: can('customers:read') };
  const named = useNames(uses.filter(({ kind }) => kind === 'contract' || kind === 'site'));
  const sites = useQuery({
    queryKey: ['sites', company],
    queryFn: () => customers.sites(company!),
    enabled: company !== null && mayRead.site,
  });
  const agreed = useQuery({
    queryKey: ['contracts', company],
    queryFn: () => contracts.ofCompany(company!),
    enabled: company !== null && mayRead.contract,
  });
  const choices = {
    contract: (agreed.data ?? []).map(({ id, number }) => ({ value: id, label: number })),
    site: (sites.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
  return (
    <div>
      <b className={settings.label}>{t('hours.useElsewhere')}</b>
      <p className={settings.small}>{t('hours.useElsewhereHint')}</p>
      {named.map(({ use, name }) => (
        <div key={`${use.kind} ${use.id}`} className={classes.use}>
          <span className="grow cut">
            {name} <span className="mid">{t(`hours.scope.${use.kind}`)}</span>
          </span>
          <ActionIcon
            size={24}
            aria-label={t('hours.removeUse', { name })}
            onClick={() => onChange(uses.filter((one) => one !== use))}
          >
            <IconX size={14} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div className={settings.two}>
        <CompanyPicker value={company} onChange={setCompany} />
        {company &&
          KINDS.filter((kind) => mayRead[kind]).map((kind) => (
            <Select
              key={kind}
              label={t(`hours.scope.${kind}`)}
              disabled={choices[kind].length === 0}
              data={choices[kind].filter(({ value }) => !uses.some(({ id }) => id === value))}
              value={null}
              onChange={(id) => id && onChange([...uses, { kind, id }])}
            />
          ))}
      </div>
    </div>
  );
}

function useNames(uses: Use[]): { use: Use; name: string }[] {
  const found = useQueries({
    queries: uses.map(({ kind, id }) => ({
      queryKey: ['hours', 'use', kind, id],
      queryFn: async () => (kind === 'site' ? (await customers.site(id)).name : (await contracts.one(id)).number),
      meta: { quiet: true },
      retry: false,
    })),
  });
  return uses.map((use, at) => ({ use, name: found[at]?.data ?? '…' }));
}
