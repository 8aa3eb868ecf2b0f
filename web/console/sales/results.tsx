import { Button, Modal, Select, Skeleton } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  RESULT_GROUPS,
  type DealFilter,
  type Pipeline,
  type ResultEnd,
  type ResultGroup,
  type Results,
} from '../../api/sales.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import { costWords, customerOf, money, totalWords } from './money.rules';
import classes from './sales.module.css';
import { useResultDeals, useResults } from './sales.queries';

interface Behind {
  title: string;
  key?: string;
  state: 'won' | 'lost';
}

interface Props {
  pipeline: Pipeline;
  filter: DealFilter;
  by: string | null;
  onBy: (by: string | undefined) => void;
}

/** What was won and lost in the last twelve months, and what the visits for it have cost; every figure opens its deals. */
export function ResultsView({ pipeline, filter, by: wanted, onBy }: Props) {
  const { t } = useTranslation();
  const by = RESULT_GROUPS.find((one) => one === wanted) ?? 'month';
  const query = { by, owner: filter.owner, team: filter.team, q: filter.q };
  const results = useResults(pipeline.id, query);
  const [behind, setBehind] = useState<Behind | null>(null);
  return (
    <div className={classes.listArea}>
      <div className={classes.summary}>
        <Select
          size="xs"
          w={200}
          allowDeselect={false}
          aria-label={t('sales.resultsBy')}
          data={RESULT_GROUPS.map((value) => ({ value, label: t(`sales.resultGroups.${value}`) }))}
          value={by}
          onChange={(value) => onBy(!value || value === 'month' ? undefined : value)}
        />
      </div>
      <p className={classes.intro}>{t('sales.resultsIntro')}</p>
      {results.error && !results.data && <ProblemState error={results.error} onRetry={() => void results.refetch()} />}
      {results.isPending && (
        <Late>
          <Skeleton h={320} radius="lg" />
        </Late>
      )}
      {results.data?.items.length === 0 && (
        <EmptyState icon={IconTargetArrow} title={t('sales.noResults')}>
          {t('sales.noResultsHint')}
        </EmptyState>
      )}
      {results.data && results.data.items.length > 0 && (
        <Lines results={results.data} currency={pipeline.currency} onOpen={setBehind} />
      )}
      {behind && <BehindDialog pipeline={pipeline} query={query} behind={behind} onClose={() => setBehind(null)} />}
    </div>
  );
}

function Lines({
  results,
  currency,
  onOpen,
}: {
  results: Results;
  currency: string;
  onOpen: (behind: Behind) => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  const nameOf = useNames(results.by);
  // Only what was lost has a reason for it.
  const withWon = results.by !== 'reason';
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const lines = [
    ...results.items.map((line) => ({ ...line, title: nameOf(line), only: line.key as string | undefined })),
    { title: t('sales.inAll'), key: 'all', only: undefined, won: results.won, lost: results.lost },
  ];
  const count = (state: 'won' | 'lost', end: ResultEnd, title: string, key: string | undefined) =>
    end.count === 0 ? (
      '0'
    ) : (
      <button
        type="button"
        className={classes.figure}
        aria-label={`${title}, ${t(`sales.states.${state}`)}: ${end.count}`}
        onClick={() => onOpen({ title: `${title} · ${t(`sales.states.${state}`)}`, key, state })}
      >
        {end.count}
      </button>
    );
  return (
    // Wider than a phone: it is moved by the keys as well.
    <div className={classes.tableArea} tabIndex={0} role="region" aria-label={t('sales.views.results')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t(`sales.resultGroups.${results.by}`)}</th>
            {withWon && <th scope="col">{t('sales.wonCount')}</th>}
            <th scope="col">{t('sales.lostCount')}</th>
            {withWon && (
              <>
                <th scope="col">{t('sales.wonShare')}</th>
                <th scope="col">{t('sales.wonWorth')}</th>
                <th scope="col">{t('sales.wonCosts')}</th>
              </>
            )}
            <th scope="col">{t('sales.lostSum')}</th>
            <th scope="col">{t('sales.lostCosts')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, only, title, won, lost }) => (
            <tr key={key} className={only === undefined ? classes.sumLine : undefined}>
              <th scope="row">{title}</th>
              {withWon && <td>{count('won', won, title, only)}</td>}
              <td>{count('lost', lost, title, only)}</td>
              {withWon && (
                <>
                  <td>{share.format(won.count / Math.max(1, won.count + lost.count))}</td>
                  <td>{won.count > 0 ? totalWords(won.totals, 'worthMinor', language, currency) : '–'}</td>
                  <td>{costWords(won.costs, language) || '–'}</td>
                </>
              )}
              <td>{lost.count > 0 ? totalWords(lost.totals, 'worthMinor', language, currency) : '–'}</td>
              <td>{costWords(lost.costs, language) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useNames(by: ResultGroup): (line: { key: string; name: string | null }) => string {
  const { t } = useTranslation();
  const { language } = useReader();
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return ({ key, name }) => {
    if (key === 'none') return t(`sales.withoutGroup.${by}`);
    if (by === 'month') return month.format(new Date(`${key}-15T00:00:00Z`));
    if (by === 'segment') return t(`rules.values.${key}`);
    return name ?? key;
  };
}

function BehindDialog({
  pipeline,
  query,
  behind,
  onClose,
}: {
  pipeline: Pipeline;
  query: Record<string, string | undefined>;
  behind: Behind;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  const deals = useResultDeals(pipeline.id, { ...query, key: behind.key, state: behind.state });
  return (
    <Modal opened onClose={onClose} title={behind.title} size="lg">
      {deals.error && <ProblemState error={deals.error} onRetry={() => void deals.refetch()} />}
      <ul className={classes.behind}>
        {deals.data?.pages
          .flatMap(({ items }) => items)
          .map((deal) => (
            <li key={deal.id}>
              <Link to={`/sales/deals/${deal.number}`}>
                <span className={classes.rowName}>
                  <b className="cut">{customerOf(deal)}</b>
                  <span className="cut mid">
                    #{deal.number} {deal.title}
                  </span>
                </span>
                <span className={classes.rowValue}>
                  {money(deal.worthMinor, deal.currency, language)}
                  {deal.costs.length > 0 && (
                    <small>{t('sales.visitsCost', { sum: costWords(deal.costs, language) })}</small>
                  )}
                </span>
              </Link>
            </li>
          ))}
      </ul>
      {deals.hasNextPage && (
        <Button variant="default" mt={12} loading={deals.isFetchingNextPage} onClick={() => void deals.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Modal>
  );
}
