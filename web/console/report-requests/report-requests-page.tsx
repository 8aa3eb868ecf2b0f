import { Button, SegmentedControl, Select, Skeleton, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileAnalytics, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ReportRow, RequestState } from '../../api/report-requests.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { dayWords } from '../../ui/money.rules';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan, useMe } from '../session/session';
import { useReader } from '../time/reader';
import { AskDialog } from './ask-dialog';
import classes from './report-requests.module.css';
import { useOpenReports, useReports, type ReportFilter } from './report-requests.queries';
import { ReportsTabs } from './reports-tabs';

const COLUMNS = ['requested', 'accepted', 'analysis', 'review', 'presented'] as const;
const STATES: (RequestState | 'open')[] = ['open', ...COLUMNS, 'published', 'declined', 'withdrawn'];

/** Reports that customers asked for: how far each is, and which is late. */
export function ReportRequestsPage() {
  return useCan()('report-requests:read') ? <Requests /> : <NotFound />;
}

function Requests() {
  const { t } = useTranslation();
  const mayAsk = useCan()('report-requests:ask');
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const view = params.get('view') === 'list' ? 'list' : 'board';
  const [mine, setMine] = useState(false);
  const [late, setLate] = useState(false);
  const [state, setState] = useState<RequestState | 'open' | null>(null);
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q, 250);
  const [asking, setAsking] = useState(false);
  const filter: ReportFilter = {
    ...(mine && { owner: me.id }),
    ...(late && { late: true }),
    ...(words.trim() && { q: words.trim() }),
    ...(params.get('company') && { company: params.get('company')! }),
  };
  const fresh = mayAsk && (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAsking(true)}>
      {t('reportRequests.new')}
    </Button>
  );
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <ReportsTabs current="requests" />
        <header className={classes.head}>
          <h1>{t('reportRequests.title')}</h1>
          <div className={classes.tools}>
            <TextInput
              type="search"
              aria-label={t('reportRequests.find')}
              placeholder={t('reportRequests.find')}
              leftSection={<IconSearch size={14} aria-hidden="true" />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
            {view === 'list' && (
              <Select
                aria-label={t('reportRequests.state')}
                placeholder={t('reportRequests.allStates')}
                clearable
                w={160}
                data={STATES.map((value) => ({ value, label: t(`reportRequests.states.${value}`) }))}
                value={state}
                onChange={(value) => setState(value as RequestState | null)}
              />
            )}
            <Switch label={t('reportRequests.mine')} checked={mine} onChange={() => setMine(!mine)} />
            <Switch label={t('reportRequests.onlyLate')} checked={late} onChange={() => setLate(!late)} />
            <SegmentedControl
              aria-label={t('reportRequests.view')}
              data={(['board', 'list'] as const).map((value) => ({ value, label: t(`reportRequests.views.${value}`) }))}
              value={view}
              onChange={(value) =>
                setParams((before) => {
                  before.set('view', value);
                  return before;
                })
              }
            />
            {fresh}
          </div>
        </header>
        {view === 'board' ? (
          <Board filter={filter} action={fresh} />
        ) : (
          <List filter={{ ...filter, ...(state && { state }) }} action={fresh} />
        )}
      </div>
      {asking && <AskDialog companyId={params.get('company') ?? undefined} onClose={() => setAsking(false)} />}
    </main>
  );
}

const isNarrowed = ({ owner, late, q }: ReportFilter): boolean => Boolean(owner ?? late ?? q);

function Nothing({ filter, action }: { filter: ReportFilter; action: React.ReactNode }) {
  const { t } = useTranslation();
  if (isNarrowed(filter)) return <EmptyState icon={IconSearch} title={t('reportRequests.nothingFound')} />;
  return (
    <EmptyState icon={IconFileAnalytics} title={t('reportRequests.none')} action={action}>
      {t('reportRequests.noneHint')}
    </EmptyState>
  );
}

function Board({ filter, action }: { filter: ReportFilter; action: React.ReactNode }) {
  const { t } = useTranslation();
  const open = useOpenReports(filter, true);
  if (open.error && !open.data) return <ProblemState error={open.error} onRetry={() => void open.refetch()} />;
  if (!open.data) return <Loading />;
  if (open.data.length === 0) return <Nothing filter={filter} action={action} />;
  return (
    <div className={classes.board}>
      {COLUMNS.map((state) => {
        const rows = open.data
          .filter((one) => one.state === state)
          .toSorted((a, b) => (a.dueOn ?? a.wantedOn ?? '9').localeCompare(b.dueOn ?? b.wantedOn ?? '9'));
        return (
          <section key={state} className={classes.column} aria-label={t(`reportRequests.states.${state}`)}>
            <h2>
              {t(`reportRequests.states.${state}`)} <span>{rows.length}</span>
            </h2>
            {rows.map((one) => (
              <Card key={one.id} one={one} />
            ))}
            {rows.length === 0 && <p className={classes.empty}>{t('reportRequests.emptyColumn')}</p>}
          </section>
        );
      })}
    </div>
  );
}

function Card({ one }: { one: ReportRow }) {
  const { t } = useTranslation();
  return (
    <Link className={classes.card} to={`/report-requests/${one.number}`}>
      <b>{one.title}</b>
      <span className="mid">
        R{one.number} · {one.company.name}
      </span>
      <span className={classes.foot}>
        <DueWords one={one} />
        {one.owner && <span>{one.owner.name}</span>}
        {one.beyond && <span className={classes.mark}>{t('reportRequests.beyond')}</span>}
      </span>
    </Link>
  );
}

export function DueWords({ one }: { one: ReportRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  if (one.dueOn) {
    return (
      <span data-late={one.late || undefined}>
        {t(one.late ? 'reportRequests.wasDue' : 'reportRequests.dueBy', { day: dayWords(one.dueOn, reader) })}
      </span>
    );
  }
  return <span>{one.wantedOn && t('reportRequests.wantedBy', { day: dayWords(one.wantedOn, reader) })}</span>;
}

function List({ filter, action }: { filter: ReportFilter; action: React.ReactNode }) {
  const { t } = useTranslation();
  const list = useReports(filter);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.error && !list.data) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  if (rows.length === 0) return <Nothing filter={filter} action={action} />;
  return (
    <>
      <ul className={classes.list}>
        {rows.map((one) => (
          <li key={one.id}>
            <Link className={classes.row} to={`/report-requests/${one.number}`}>
              <span style={{ minWidth: 0 }}>
                <b className="cut" style={{ display: 'block' }}>
                  {one.title}
                </b>
                <span className="mid cut" style={{ display: 'block' }}>
                  R{one.number} · {one.company.name}
                </span>
              </span>
              <DueWords one={one} />
              <span className="cut">{one.owner?.name}</span>
              <span>
                <span className={classes.state} data-state={one.state}>
                  {t(`reportRequests.states.${one.state}`)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

const Loading = () => (
  <Late>
    <Skeleton h={240} radius="lg" />
  </Late>
);
