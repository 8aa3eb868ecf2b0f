import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { contracts } from '../../api/rules.api';
import { NewContractDialog } from '../billing/new-contract-dialog';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { dayWords } from '../../ui/money.rules';

/** What a company bought, and until when. */
export function CompanyContracts({ companyId }: { companyId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const can = useCan();
  const mayRead = can('contracts:read');
  const mayWrite = can('contracts:write');
  const key = ['contracts', companyId];
  const list = useQuery({ queryKey: key, queryFn: () => contracts.ofCompany(companyId), enabled: mayRead });
  const [making, setMaking] = useState(false);
  if (!mayRead) return null;
  const word = (value: string) => t(`rules.values.${value}`);
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
      {making && <NewContractDialog companyId={companyId} onClose={() => setMaking(false)} />}
    </section>
  );
}
