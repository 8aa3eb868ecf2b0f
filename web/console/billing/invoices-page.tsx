import { Button, Menu, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDots, IconFileInvoice, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { invoices } from '../../api/billing.api';
import type { InvoiceRow, InvoiceSums } from '../../api/billing.types';
import { EmptyState } from '../../ui/empty-state';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { BankDialog } from './bank-dialog';
import { useInvoices, useSums } from './billing.queries';
import classes from './billing.module.css';
import { dayWords, money } from '../../ui/money.rules';
import { monthWords } from './money.rules';
import { MoneyTabs, StateBadge } from './money-tabs';
import { RunDialog } from './run-dialog';
import { RunNote } from './run-note';
import { Unmatched } from './unmatched';

const STATES = ['draft', 'issued', 'partly_paid', 'overdue', 'paid', 'void'];

export function InvoicesPage() {
  return useCan()('invoices:read') ? <Invoices /> : <NotFound />;
}

function Invoices() {
  const { t } = useTranslation();
  const mayManage = useCan()('invoices:manage');
  const [search, setSearch] = useSearchParams();
  const [dialog, setDialog] = useState<'run' | 'bank' | null>(null);
  const q = search.get('q') ?? '';
  const state = search.get('state');
  const [asked] = useDebouncedValue(q, 200);
  const list = useInvoices({ q: asked || undefined, state: state ?? undefined });
  const sums = useSums();
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
  const filtered = Boolean(asked || state);
  const makeThem = mayManage && (
    <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => setDialog('run')}>
      {t('billing.run.start')}
    </Button>
  );
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <MoneyTabs />
        <header className={classes.head}>
          <div className="grow">
            <h1>{t('billing.invoices')}</h1>
          </div>
          {mayManage && (
            <div className={classes.actions}>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" leftSection={<IconDots size={14} />}>
                    {t('billing.more')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setDialog('bank')}>{t('billing.bank.title')}</Menu.Item>
                  {(['csv', 'json'] as const).map((format) => (
                    <Menu.Item key={format} component="a" href={invoices.exported(format, ...lastYear())} download>
                      {t('billing.export', { format: format.toUpperCase() })}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
              {makeThem}
            </div>
          )}
        </header>
        <RunNote />
        {sums.data && sums.data.length > 0 && (
          <Figures sums={sums.data} state={state} onState={(s) => put('state', s)} />
        )}
        {mayManage && <Unmatched />}
        <div className={classes.filters}>
          <TextInput
            aria-label={t('billing.find')}
            placeholder={t('billing.find')}
            leftSection={<IconSearch size={14} />}
            value={q}
            onChange={(event) => put('q', event.currentTarget.value)}
          />
          <Select
            aria-label={t('billing.state')}
            placeholder={t('billing.everyState')}
            clearable
            data={STATES.map((value) => ({ value, label: t(`billing.states.${value}`) }))}
            value={state}
            onChange={(value) => put('state', value)}
          />
        </div>
        {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState
            icon={IconFileInvoice}
            title={t(filtered ? 'billing.noneFound' : 'billing.none')}
            action={!filtered && makeThem}
          >
            {t(filtered ? 'billing.noneFoundHint' : 'billing.noneHint')}
          </EmptyState>
        )}
        <InvoiceList rows={rows} />
        {list.hasNextPage && (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </div>
      {dialog === 'run' && <RunDialog onClose={() => setDialog(null)} />}
      {dialog === 'bank' && <BankDialog currency={sums.data?.[0]?.currency ?? 'BRL'} onClose={() => setDialog(null)} />}
    </main>
  );
}

function lastYear(): [from: string, to: string] {
  const now = new Date();
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return [day(new Date(now.getTime() - 365 * 86_400_000)), day(now)];
}

function Figures({
  sums,
  state,
  onState,
}: {
  sums: InvoiceSums[];
  state: string | null;
  onState: (state: string | null) => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  return (
    <>
      {sums.map((sum) => (
        <div key={sum.currency} className={classes.figures}>
          <div>
            {t('billing.open')}
            <strong>{money(sum.open, sum.currency, language)}</strong>
            {t('billing.nInvoices', { count: sum.openCount })}
          </div>
          <button
            type="button"
            data-tone={sum.overdue > 0 ? 'bad' : undefined}
            aria-pressed={state === 'overdue'}
            onClick={() => onState(state === 'overdue' ? null : 'overdue')}
          >
            {t('billing.overdue')}
            <strong>{money(sum.overdue, sum.currency, language)}</strong>
            {t('billing.nInvoices', { count: sum.overdueCount })}
          </button>
          <div>
            {t('billing.paidThisMonth')}
            <strong>{money(sum.paidThisMonth, sum.currency, language)}</strong>
            {sum.currency}
          </div>
          <button
            type="button"
            aria-pressed={state === 'draft'}
            onClick={() => onState(state === 'draft' ? null : 'draft')}
          >
            {t('billing.drafts')}
            <strong>{sum.drafts}</strong>
            {t('billing.notIssued')}
          </button>
        </div>
      ))}
    </>
  );
}

export function InvoiceList({ rows, ofContract }: { rows: InvoiceRow[]; ofContract?: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  if (rows.length === 0) return null;
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link className={classes.row} to={`/invoices/${row.id}`}>
            <span className={classes.name}>
              <b className="cut">{ofContract ? (row.ref ?? t('billing.states.draft')) : row.company.name}</b>
              <span className={`cut ${classes.small}`}>
                {[
                  !ofContract && (row.ref ?? t('billing.notIssued')),
                  row.kind === 'credit-note' && t('billing.creditNote'),
                  !ofContract && row.contract?.number,
                  row.period && monthWords(row.period, reader),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {row.kind === 'credit-note' ? (
              <span />
            ) : (
              <StateBadge state={row.state} words={t(`billing.states.${row.state}`)} />
            )}
            <span className={classes.small}>
              {row.dueOn
                ? t('billing.dueOn', { day: dayWords(row.dueOn, reader) })
                : row.issuedOn && dayWords(row.issuedOn, reader)}
            </span>
            <span className={classes.right}>
              <b>{money(row.kind === 'invoice' ? row.total : -row.total, row.currency, reader.language)}</b>
              {row.open > 0 && row.open < row.total && (
                <span className={classes.small} style={{ display: 'block' }}>
                  {t('billing.stillOpen', { amount: money(row.open, row.currency, reader.language) })}
                </span>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
