import { Button, Select, Skeleton } from '@mantine/core';
import { IconHourglassLow, IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealFilter, DealRow, Pipeline } from '../../api/sales.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { PersonMark } from '../../ui/person-mark';
import { ProblemState } from '../feedback/problem-state';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';
import { costWords, customerOf, money } from './money.rules';
import { NextLine } from './next-line';
import classes from './sales.module.css';
import { useDealList } from './sales.queries';

interface Props {
  pipeline: Pipeline;
  filter: DealFilter;
  open: string | null;
  onOpen: (deal: DealRow) => void;
}

const STATES = ['open', 'won', 'lost', 'all'] as const;
const SORTS = ['next', 'close', 'value', 'created'] as const;

export function DealList({ pipeline, filter, open, onOpen }: Props) {
  const { t } = useTranslation();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [sort, setSort] = useState<(typeof SORTS)[number]>('next');
  const list = useDealList({
    ...filter,
    pipeline: pipeline.id,
    sort,
    state: state === 'all' ? undefined : state,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.listArea}>
      <div className={classes.summary}>
        <Select
          size="xs"
          w={140}
          allowDeselect={false}
          aria-label={t('sales.state')}
          data={STATES.map((value) => ({ value, label: t(`sales.states.${value}`) }))}
          value={state}
          onChange={(value) => value && setState(value as typeof state)}
        />
        <Select
          size="xs"
          w={200}
          allowDeselect={false}
          aria-label={t('sales.sort')}
          data={SORTS.map((value) => ({ value, label: t(`sales.sorts.${value}`) }))}
          value={sort}
          onChange={(value) => value && setSort(value as typeof sort)}
        />
      </div>
      {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <Late>
          <Skeleton h={320} radius="lg" />
        </Late>
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState icon={IconTargetArrow} title={t('sales.nothingFound')}>
          {t('sales.nothingFoundHint')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((deal) => (
            <li key={deal.id}>
              <Row deal={deal} isOpen={open === String(deal.number)} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function Row({ deal, isOpen, onOpen }: { deal: DealRow; isOpen: boolean; onOpen: (deal: DealRow) => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const customer = customerOf(deal);
  return (
    <button
      type="button"
      className={classes.row}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => onOpen(deal)}
    >
      <span className={classes.rowName}>
        <b className="cut">{customer}</b>
        <span className="cut mid">
          #{deal.number} {deal.title !== customer && deal.title}
        </span>
      </span>
      <span className={`${classes.rowStage} cut`}>
        {deal.rotting && <IconHourglassLow size={14} stroke={1.75} className="warn" aria-label={t('sales.rotting')} />}
        {deal.state === 'open' ? deal.stage.name : t(`sales.states.${deal.state}`)}
      </span>
      <span className={classes.rowValue}>
        {deal.valueMinor === null ? '–' : money(deal.valueMinor, deal.currency, reader.language)}
        {deal.months && <small>{t('sales.timesMonths', { count: deal.months })}</small>}
        {deal.costs.length > 0 && (
          <small className={classes.rowCost}>
            {t('sales.visitsCost', { sum: costWords(deal.costs, reader.language) })}
          </small>
        )}
      </span>
      <span className={classes.rowClose}>
        {deal.expectedClose ? shortDate(`${deal.expectedClose}T12:00:00Z`, now, reader) : '–'}
      </span>
      <span className={classes.rowNext}>{deal.state === 'open' && <NextLine deal={deal} />}</span>
      <PersonMark name={deal.owner?.name} side="us" size={20} />
    </button>
  );
}
