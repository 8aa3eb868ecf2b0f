import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconFileAnalytics, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { dayWords } from '../../ui/money.rules';
import { Lines, Problem } from '../parts/states';
import { portal, type Report } from '../portal.api';

export function Reports() {
  const { t } = useTranslation();
  const [which, setWhich] = useState<'open' | 'ended'>('open');
  const list = useInfiniteQuery({
    queryKey: ['reports', which],
    queryFn: ({ pageParam }) => portal.reports({ state: which, limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const reports = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const quota = list.data?.pages[0]?.quota;
  const isUsedUp = quota?.left === 0 && quota.beyond === 'refused';
  const ask = !isUsedUp && (
    <Button component={Link} to="/reports/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('report.ask')}
    </Button>
  );
  return (
    <>
      <div className="hello">
        <div>
          <h1>{t('reports')}</h1>
          {quota && quota.included !== null && (
            <p className="mid">
              {t(isUsedUp ? 'report.usedUp' : 'report.quota', { left: quota.left, included: quota.included })}
            </p>
          )}
        </div>
        <span className="grow" />
        {reports.length > 0 && ask}
      </div>
      <div className="filters">
        <SegmentedControl
          aria-label={t('report.which')}
          data={(['open', 'ended'] as const).map((value) => ({ value, label: t(`report.tabs.${value}`) }))}
          value={which}
          onChange={(value) => setWhich(value)}
        />
      </div>
      <section className="card list" aria-label={t('reports')}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Lines count={4} />
        ) : reports.length === 0 ? (
          <EmptyState icon={IconFileAnalytics} title={t(`report.none.${which}`)} action={which === 'open' && ask}>
            {which === 'open' && t('report.noneHint')}
          </EmptyState>
        ) : (
          reports.map((one) => <Row key={one.id} one={one} />)
        )}
      </section>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('moreOfIt')}
        </Button>
      )}
    </>
  );
}

function Row({ one }: { one: Report }) {
  const { t, i18n } = useTranslation();
  return (
    <Link className="li" to={`/reports/${one.number}`}>
      <div className="cut">
        <div className="a cut">{one.title}</div>
        <div className="b cut">{[`R${one.number}`, one.mine ? null : one.askedBy].filter(Boolean).join(' · ')}</div>
      </div>
      <div className="reportat">
        <span className={one.late ? 'st warn' : 'st mid'}>
          {one.late && <IconAlertTriangle size={14} stroke={1.75} aria-hidden />}
          {t(`report.states.${one.state}`)}
        </span>
        {one.dueOn && one.state !== 'published' && (
          <span className="sm mid">{t('report.promised', { day: dayWords(one.dueOn, i18n) })}</span>
        )}
      </div>
    </Link>
  );
}
