import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { contracts } from '../../api/rules.api';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useNow, useReader } from '../time/reader';
import { dayWords } from '../../ui/money.rules';

const KINDS = ['service', 'rental'];
const TERMS = ['long', 'short'];

/** What a company bought, and until when. */
export function CompanyContracts({ companyId }: { companyId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const reader = useReader();
  const can = useCan();
  const now = useNow(60_000);
  const mayRead = can('contracts:read');
  const mayWrite = can('contracts:write');
  const key = ['contracts', companyId];
  const list = useQuery({ queryKey: key, queryFn: () => contracts.ofCompany(companyId), enabled: mayRead });
  const packages = useQuery({ queryKey: ['packages'], queryFn: contracts.packages, enabled: mayRead });
  const [making, setMaking] = useState(false);
  if (!mayRead) return null;
  const today = now.toISOString().slice(0, 10);
  const word = (value: string) => t(`rules.values.${value}`);
  const choices = (values: string[]) => values.map((value) => ({ value, label: word(value) }));
  return (
    <section className={panel.section}>
      <h3>
        {t('customers.contracts')}
        {mayWrite && (
          <ActionIcon size={24} ml="auto" aria-label={t('customers.newContract')} onClick={() => setMaking(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {list.data?.map((one) => (
        <Link key={one.id} to={`/contracts/${one.id}`} className={panel.line}>
          <span className="grow">
            <span className="cut" style={{ display: 'block' }}>
              {one.number} · {one.package?.name ?? word(one.kind)}
            </span>
            <span className={panel.notes}>
              {[
                word(one.kind),
                word(one.term),
                t(`billing.contractStates.${one.state}`),
                one.endsOn
                  ? t('customers.until', { day: dayWords(one.endsOn, reader) })
                  : t('customers.since', { day: dayWords(one.startsOn, reader) }),
              ].join(' · ')}
            </span>
          </span>
        </Link>
      ))}
      {list.data?.length === 0 && <p className={panel.notes}>{t('customers.noContracts')}</p>}
      {making && (
        <EditDialog
          title={t('customers.newContract')}
          fields={[
            {
              name: 'number',
              label: t('customers.contractNumber'),
              hint: t('customers.contractNumberHint'),
              kind: 'text',
            },
            {
              name: 'packageId',
              label: t('customers.package'),
              hint: t('billing.packageHint'),
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
            { name: 'startsOn', label: t('customers.startsOn'), kind: 'date', required: true },
            { name: 'endsOn', label: t('customers.endsOn'), kind: 'date' },
          ]}
          initial={{ kind: 'service', term: 'long', startsOn: today, endsOn: '' }}
          save={async ({ number, packageId, kind, term, startsOn, endsOn }) => {
            const body = { packageId: packageId || null, kind, term, startsOn, endsOn: endsOn || null };
            const made = await contracts.create({ ...body, companyId, ...(number ? { number } : {}) });
            await client.invalidateQueries({ queryKey: ['contracts'] });
            void navigate(`/contracts/${made.id}`);
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </section>
  );
}
