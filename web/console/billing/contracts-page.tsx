import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileText, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Contract } from '../../api/rules.types';
import { EmptyState } from '../../ui/empty-state';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { useContracts, useToday } from './billing.queries';
import classes from './billing.module.css';
import { monthlyOf } from './contract.rules';
import { dayWords, money } from '../../ui/money.rules';
import { MoneyTabs, StateBadge } from './money-tabs';
import { NewContractDialog } from './new-contract-dialog';

const STATES = ['draft', 'active', 'ended', 'cancelled'];

export function ContractsPage() {
  return useCan()('contracts:read') ? <Contracts /> : <NotFound />;
}

function Contracts() {
  const { t } = useTranslation();
  const mayWrite = useCan()('contracts:write');
  const [making, setMaking] = useState(false);
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const state = search.get('state');
  const [asked] = useDebouncedValue(q, 200);
  const list = useContracts({ q: asked || undefined, state: state ?? undefined });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const put = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <MoneyTabs />
        <header className={classes.head}>
          <div className="grow">
            <h1>{t('billing.contracts')}</h1>
            <p>{t('billing.contractsIntro')}</p>
          </div>
          {mayWrite && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
              {t('customers.newContract')}
            </Button>
          )}
        </header>
        <div className={classes.filters}>
          <TextInput
            aria-label={t('billing.findContract')}
            placeholder={t('billing.findContract')}
            leftSection={<IconSearch size={14} />}
            value={q}
            onChange={(event) => put('q', event.currentTarget.value)}
          />
          <Select
            aria-label={t('billing.state')}
            placeholder={t('billing.everyState')}
            clearable
            data={STATES.map((value) => ({ value, label: t(`billing.contractStates.${value}`) }))}
            value={state}
            onChange={(value) => put('state', value)}
          />
        </div>
        {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState icon={IconFileText} title={t(asked || state ? 'billing.noneFound' : 'billing.noContracts')}>
            {t(asked || state ? 'billing.noneFoundHint' : 'billing.noContractsHint')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={classes.list}>
            {rows.map((row) => (
              <li key={row.id}>
                <Row contract={row} />
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
        {making && <NewContractDialog onClose={() => setMaking(false)} />}
      </div>
    </main>
  );
}

function Row({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const monthly = monthlyOf(contract, useToday());
  return (
    <Link className={classes.row} to={`/contracts/${contract.id}`}>
      <span className={classes.name}>
        <b className="cut">{contract.company.name}</b>
        <span className={`cut ${classes.small}`}>
          {[contract.number, contract.package?.name, t(`rules.values.${contract.kind}`)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <StateBadge state={contract.state} words={t(`billing.contractStates.${contract.state}`)} />
      <span className={classes.small}>
        {contract.endsOn
          ? t('customers.until', { day: dayWords(contract.endsOn, reader) })
          : t('customers.since', { day: dayWords(contract.startsOn, reader) })}
      </span>
      <span className={classes.right}>
        {monthly && (
          <>
            <b>{money(monthly.amount, monthly.currency, reader.language)}</b>
            <span className={classes.small} style={{ display: 'block' }}>
              {t('billing.aMonth')}
            </span>
          </>
        )}
      </span>
    </Link>
  );
}
