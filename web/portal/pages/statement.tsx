import { Button, TextInput } from '@mantine/core';
import { IconChevronLeft, IconDownload, IconReceipt } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client';
import { EmptyState } from '../../ui/empty-state';
import { dayWords, money } from '../../ui/money.rules';
import { Lines, Problem } from '../parts/states';
import { portal, type Statement } from '../portal.api';

/** What was invoiced and paid, with what was owed after each. */
export function StatementPage() {
  const { t } = useTranslation();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const range = { ...(from && { from }), ...(to && { to }) };
  const statement = useQuery({
    queryKey: ['statement', from, to],
    queryFn: () => portal.statement(range),
    placeholderData: keepPreviousData,
  });
  const parts = statement.data?.items ?? [];
  return (
    <>
      <Link className="crumb" to="/money">
        <IconChevronLeft size={14} aria-hidden /> {t('money')}
      </Link>
      <div className="hello">
        <h1>{t('statement.title')}</h1>
        <span className="grow" />
        <Button
          component="a"
          variant="default"
          href={addressOf('/portal/statement/pdf', range)}
          download
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        >
          {t('statement.pdf')}
        </Button>
      </div>
      <div className="filters">
        <TextInput
          type="date"
          label={t('statement.from')}
          value={from || (statement.data?.from ?? '')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('statement.to')}
          value={to || (statement.data?.to ?? '')}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      {statement.error ? (
        <Problem error={statement.error} onRetry={() => void statement.refetch()} />
      ) : statement.isPending ? (
        <Lines count={6} />
      ) : parts.length === 0 ? (
        <section className="card">
          <EmptyState icon={IconReceipt} title={t('statement.nothing')} />
        </section>
      ) : (
        parts.map((part) => <Part key={part.currency} part={part} />)
      )}
    </>
  );
}

function Part({ part: { currency, opening, closing, entries } }: { part: Statement['items'][number] }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number): string => money(value, currency, i18n.language);
  return (
    <section className="card" style={{ marginBottom: 16 }} aria-label={currency}>
      <table className="eq statement">
        <thead>
          <tr>
            <th scope="col">{t('statement.day')}</th>
            <th scope="col">{t('statement.what')}</th>
            <th scope="col" className="num">
              {t('statement.amount')}
            </th>
            <th scope="col" className="num">
              {t('statement.balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td />
            <td className="mid">{t('statement.opening')}</td>
            <td />
            <td className="num">{amount(opening)}</td>
          </tr>
          {entries.map((one) => (
            <tr key={`${one.kind} ${one.id}`}>
              <td>{dayWords(one.on, i18n)}</td>
              <td>{[t(`statement.kind.${one.kind}`), one.ref].filter(Boolean).join(' ')}</td>
              <td className="num">{amount(one.amount)}</td>
              <td className="num">{amount(one.balance)}</td>
            </tr>
          ))}
          <tr>
            <td />
            <td>
              <b>{t('statement.closing')}</b>
            </td>
            <td />
            <td className="num">
              <b>{amount(closing)}</b>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
