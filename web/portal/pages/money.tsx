import { Button } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client';
import { EmptyState } from '../../ui/empty-state';
import { money, dayWords } from '../../ui/money.rules';
import { InvoiceLine } from '../parts/money';
import { Lines, Problem } from '../parts/states';
import { portal } from '../portal.api';

export function Money() {
  const { t } = useTranslation();
  return (
    <>
      <div className="hello">
        <h1>{t('money')}</h1>
        <span className="grow" />
        <Button component={Link} to="/packages" variant="default">
          {t('packages.see')}
        </Button>
        <Button component={Link} to="/statement" variant="default">
          {t('statement.see')}
        </Button>
      </div>
      <div className="grid">
        <div className="col">
          <Invoices />
        </div>
        <div className="col">
          <Balance />
          <Contracts />
        </div>
      </div>
    </>
  );
}

function Invoices() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['invoices', 'all'],
    queryFn: ({ pageParam }) => portal.invoices({ limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const invoices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="card o2">
      <header>
        <h2>{t('invoices')}</h2>
      </header>
      {list.error ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Lines count={4} />
      ) : invoices.length === 0 ? (
        <EmptyState icon={IconReceipt} title={t('noInvoices')} />
      ) : (
        invoices.map((invoice) => <InvoiceLine key={invoice.id} invoice={invoice} />)
      )}
      {list.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('earlier')}
        </Button>
      )}
    </section>
  );
}

function Balance() {
  const { t, i18n } = useTranslation();
  const balance = useQuery({ queryKey: ['balance'], queryFn: portal.balance });
  const items = balance.data?.items ?? [];
  return (
    <section className="card o1">
      <header>
        <h2>{t('owed')}</h2>
      </header>
      {balance.error ? (
        <Problem error={balance.error} onRetry={() => void balance.refetch()} />
      ) : balance.isPending ? (
        <Lines count={1} />
      ) : items.length === 0 ? (
        <p className="quiet">{t('owesNothing')}</p>
      ) : (
        items.map((one) => (
          <div className="fig owed" key={one.currency}>
            <strong>{money(one.open, one.currency, i18n.language)}</strong>
            {one.overdue > 0 && (
              <span className="bad">
                {t('ofThatOverdue', { amount: money(one.overdue, one.currency, i18n.language) })}
              </span>
            )}
          </div>
        ))
      )}
    </section>
  );
}

function Contracts() {
  const { t, i18n } = useTranslation();
  const contracts = useQuery({ queryKey: ['contracts'], queryFn: portal.contracts });
  const items = contracts.data?.items ?? [];
  return (
    <section className="card o3">
      <header>
        <h2>{t('contracts')}</h2>
      </header>
      {contracts.error ? (
        <Problem error={contracts.error} onRetry={() => void contracts.refetch()} />
      ) : contracts.isPending ? (
        <Lines count={2} />
      ) : items.length === 0 ? (
        <p className="quiet">{t('noContracts')}</p>
      ) : (
        items.map((one) => (
          <div className="li" key={one.id}>
            <div className="cut">
              <div className="a cut">
                {one.number} {one.package && `· ${one.package}`}
              </div>
              <div className="b whole">
                {[
                  t(`contractKind.${one.kind}`),
                  one.endsOn
                    ? t('untilDay', { day: dayWords(one.endsOn, i18n) })
                    : t('sinceDay', { day: dayWords(one.startsOn, i18n) }),
                  ...one.sites.map(({ name }) => name),
                ].join(' · ')}
              </div>
              {one.signatures.map(({ id, name, signedOn, document }) => (
                <div className="b whole" key={id}>
                  {t('signedBy', { name, day: dayWords(signedOn, i18n) })}
                  {document && ' · '}
                  {document && (
                    <a className="link" href={addressOf(`/portal/signatures/${id}/document`)} download>
                      {t('signedDocument')}
                    </a>
                  )}
                </div>
              ))}
            </div>
          </div>
        ))
      )}
    </section>
  );
}
