import { ActionIcon } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contracts } from '../../api/rules.api';
import type { Contract } from '../../api/rules.types';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useNow } from '../time/reader';

const KINDS = ['service', 'rental'];
const TERMS = ['long', 'short'];
const STATES = ['draft', 'active', 'ended'];

/** What a company bought, and until when. */
export function CompanyContracts({ companyId }: { companyId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const can = useCan();
  const now = useNow(60_000);
  const mayRead = can('contracts:read');
  const mayWrite = can('contracts:write');
  const key = ['contracts', companyId];
  const list = useQuery({ queryKey: key, queryFn: () => contracts.ofCompany(companyId), enabled: mayRead });
  const packages = useQuery({ queryKey: ['packages'], queryFn: contracts.packages, enabled: mayRead });
  const [editing, setEditing] = useState<Contract | 'new' | null>(null);
  if (!mayRead) return null;
  const today = now.toISOString().slice(0, 10);
  const known = editing && editing !== 'new' ? editing : null;
  const word = (value: string) => t(`rules.values.${value}`);
  const choices = (values: string[]) => values.map((value) => ({ value, label: word(value) }));
  return (
    <section className={panel.section}>
      <h3>
        {t('customers.contracts')}
        {mayWrite && (
          <ActionIcon size={24} ml="auto" aria-label={t('customers.newContract')} onClick={() => setEditing('new')}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {list.data?.map((one) => (
        <div key={one.id} className={panel.line}>
          <span className="grow">
            <span className="cut" style={{ display: 'block' }}>
              {one.number} · {one.package?.name ?? word(one.kind)}
            </span>
            <span className={panel.notes}>
              {[
                word(one.kind),
                word(one.term),
                word(one.state),
                one.endsOn ? t('customers.until', { day: one.endsOn }) : t('customers.since', { day: one.startsOn }),
              ].join(' · ')}
            </span>
          </span>
          {mayWrite && (
            <ActionIcon aria-label={`${t('common.edit')}: ${one.number}`} onClick={() => setEditing(one)}>
              <IconPencil size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {list.data?.length === 0 && <p className={panel.notes}>{t('customers.noContracts')}</p>}
      {editing && (
        <EditDialog
          title={known?.number ?? t('customers.newContract')}
          fields={[
            {
              name: 'number',
              label: t('customers.contractNumber'),
              hint: t('customers.contractNumberHint'),
              kind: 'text',
              when: () => !known,
            },
            {
              name: 'packageId',
              label: t('customers.package'),
              kind: 'select',
              choices: (packages.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: 'kind',
              label: t('customers.contractKind'),
              kind: 'select',
              required: true,
              choices: choices(KINDS),
            },
            {
              name: 'term',
              label: t('customers.contractTerm'),
              kind: 'select',
              required: true,
              choices: choices(TERMS),
            },
            {
              name: 'state',
              label: t('customers.contractState'),
              kind: 'select',
              required: true,
              choices: choices(STATES),
            },
            {
              name: 'startsOn',
              label: t('customers.startsOn'),
              hint: t('customers.dayHint'),
              kind: 'text',
              required: true,
            },
            { name: 'endsOn', label: t('customers.endsOn'), hint: t('customers.dayHint'), kind: 'text' },
          ]}
          initial={
            known
              ? { ...known, packageId: known.package?.id ?? null, endsOn: known.endsOn ?? '' }
              : { kind: 'service', term: 'long', state: 'active', startsOn: today }
          }
          save={async ({ number, packageId, kind, term, state, startsOn, endsOn }) => {
            const body = { packageId: packageId || null, kind, term, state, startsOn, endsOn: endsOn || null };
            if (known) await contracts.change(known.id, { ...body, version: known.version });
            else await contracts.create({ ...body, companyId, ...(number ? { number } : {}) });
            await client.invalidateQueries({ queryKey: key });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
