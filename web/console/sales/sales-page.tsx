import { Button, SegmentedControl, Select, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch, IconTargetArrow } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { DealRow, Pipeline } from '../../api/sales.types';
import { EmptyState } from '../../ui/empty-state';
import { KeyCap } from '../../ui/key-cap';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useTeams, useUsers } from '../queue/lookups.queries';
import { useCan, useMe } from '../session/session';
import { useKeys } from '../shell/keys';
import { BoardView } from './board';
import { DealDialog } from './deal-dialog';
import { DealList } from './deal-list';
import { DealPane } from './deal-pane';
import { FirstPipeline } from './first-pipeline';
import { ForecastView } from './forecast';
import { MyDay } from './my-day';
import { ResultsView } from './results';
import classes from './sales.module.css';
import { useDealHints, usePipelines } from './sales.queries';

/** Before the id of a team, beside people, in the choice of whose deals are shown. */
const TEAM = 'team:';
const VIEWS = ['board', 'list', 'forecast', 'results', 'day'] as const;
type View = (typeof VIEWS)[number];

/** What customers may buy: where it stands, what it is worth, and what is to be done next. */
export function SalesPage() {
  return useCan()('deals:read') ? <Sales /> : <NotFound />;
}

function Sales() {
  const { t } = useTranslation();
  const pipelines = usePipelines();
  useDealHints();
  if (pipelines.error && !pipelines.data) {
    return <ProblemState error={pipelines.error} onRetry={() => void pipelines.refetch()} />;
  }
  if (!pipelines.data) {
    return (
      <Late>
        <div style={{ padding: 24 }} aria-label={t('sales.title')}>
          <Skeleton h={480} radius="lg" />
        </div>
      </Late>
    );
  }
  return pipelines.data.length === 0 ? <NoPipeline /> : <Pipelines all={pipelines.data} />;
}

function NoPipeline() {
  const { t } = useTranslation();
  const may = useCan()('pipelines:manage');
  const [making, setMaking] = useState(false);
  return (
    <main style={{ height: '100%', display: 'grid', placeContent: 'center' }}>
      <EmptyState
        icon={IconTargetArrow}
        title={t('sales.noPipeline')}
        action={may && <Button onClick={() => setMaking(true)}>{t('sales.makePipeline')}</Button>}
      >
        {t(may ? 'sales.noPipelineHint' : 'sales.noPipelineAsk')}
      </EmptyState>
      {making && <FirstPipeline onClose={() => setMaking(false)} />}
    </main>
  );
}

function Pipelines({ all }: { all: Pipeline[] }) {
  const { t } = useTranslation();
  const mayWrite = useCan()('deals:write');
  const me = useMe();
  const users = useUsers();
  const teams = useTeams();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 1023px)', window.innerWidth < 1024);
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const [making, setMaking] = useState<{ stageId?: string } | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const view: View = VIEWS.find((one) => one === search.get('view')) ?? 'board';
  const pipeline = all.find(({ id }) => id === search.get('pipeline')) ?? all[0]!;
  const open = search.get('deal');
  const filter = {
    owner: search.get('owner') ?? undefined,
    team: search.get('team') ?? undefined,
    next: search.get('next') ?? undefined,
    q: q || undefined,
  };
  const put = (change: Record<string, string | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(change)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      },
      { replace: true },
    );
  const show = (deal: Pick<DealRow, 'number'>) => {
    if (isNarrow) void navigate(`/sales/deals/${deal.number}`);
    else put({ deal: String(deal.number) });
  };
  useKeys({
    '/': () => find.current?.focus(),
    n: () => mayWrite && setMaking({}),
    Escape: () => put({ deal: undefined }),
  });
  return (
    <main className={classes.page} aria-label={t('sales.title')}>
      <header className={classes.bar}>
        <h1>{t('sales.title')}</h1>
        {all.length > 1 && (
          <Select
            size="xs"
            w={168}
            allowDeselect={false}
            aria-label={t('sales.pipeline')}
            data={all.map(({ id, name }) => ({ value: id, label: name }))}
            value={pipeline.id}
            onChange={(id) => put({ pipeline: id ?? undefined, deal: undefined })}
          />
        )}
        <SegmentedControl
          size="xs"
          className={classes.views}
          aria-label={t('sales.view')}
          data={VIEWS.map((value) => ({ value, label: t(`sales.views.${value}`) }))}
          value={view}
          onChange={(value) => put({ view: value === 'board' ? undefined : value })}
        />
        <span className="grow" />
        <span className={classes.filters} data-hidden={view === 'day' || undefined}>
          <TextInput
            ref={find}
            size="xs"
            className={classes.find}
            aria-label={t('sales.find')}
            placeholder={t('sales.find')}
            leftSection={<IconSearch size={14} stroke={1.75} />}
            rightSection={<KeyCap>/</KeyCap>}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Select
            size="xs"
            w={152}
            clearable
            searchable
            aria-label={t('sales.owner')}
            placeholder={t('sales.everybody')}
            data={[
              {
                group: t('sales.owner'),
                items: [
                  { value: me.id, label: t('sales.mine') },
                  ...(users.data ?? [])
                    .filter((user) => user.active && user.id !== me.id)
                    .map(({ id, name }) => ({ value: id, label: name })),
                ],
              },
              {
                group: t('sales.team'),
                items: (teams.data ?? []).map(({ id, name }) => ({ value: `${TEAM}${id}`, label: name })),
              },
            ]}
            value={filter.team ? `${TEAM}${filter.team}` : (filter.owner ?? null)}
            onChange={(whose) => {
              const isTeam = whose?.startsWith(TEAM);
              put({
                owner: (!isTeam && whose) || undefined,
                team: isTeam ? whose!.slice(TEAM.length) : undefined,
              });
            }}
          />
        </span>
        {mayWrite && (
          <Button
            size="xs"
            className={classes.newDeal}
            leftSection={<IconPlus size={14} />}
            onClick={() => setMaking({})}
          >
            {t('sales.newDeal')}
          </Button>
        )}
      </header>
      <div className={classes.content}>
        {view === 'board' && (
          <BoardView
            pipeline={pipeline}
            filter={filter}
            open={open}
            onOpen={show}
            onNext={(next) => put({ next })}
            onAdd={mayWrite ? (stageId) => setMaking({ stageId }) : undefined}
          />
        )}
        {view === 'list' && <DealList pipeline={pipeline} filter={filter} open={open} onOpen={show} />}
        {view === 'forecast' && <ForecastView pipeline={pipeline} filter={filter} />}
        {view === 'results' && (
          <ResultsView pipeline={pipeline} filter={filter} by={search.get('by')} onBy={(by) => put({ by })} />
        )}
        {view === 'day' && <MyDay />}
        {open && !isNarrow && view !== 'day' && (
          <aside className={classes.side} aria-label={t('sales.deal')}>
            <DealPane key={open} number={open} onClose={() => put({ deal: undefined })} />
          </aside>
        )}
      </div>
      {making && (
        <DealDialog
          pipeline={pipeline}
          stageId={making.stageId}
          onMade={(deal) => show(deal)}
          onClose={() => setMaking(null)}
        />
      )}
    </main>
  );
}
