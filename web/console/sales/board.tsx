import { Button, Select, Skeleton, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertCircle, IconBan, IconClock, IconInfoCircle, IconPlus, IconTrophy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { BoardStage, DealBoard, DealField, DealFilter, DealRow, Pipeline } from '../../api/sales.types';
import { Late } from '../../ui/late';
import { say, sayProblem } from '../feedback/notify';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { DealCard } from './deal-card';
import { MissingDialog } from './missing-dialog';
import { costWords, totalWords } from './money.rules';
import classes from './sales.module.css';
import { useBoard, useMove } from './sales.queries';

interface Props {
  pipeline: Pipeline;
  filter: DealFilter;
  open: string | null;
  onOpen: (deal: DealRow) => void;
  onNext: (next: string | undefined) => void;
  onAdd?: (stageId: string) => void;
}

/** As many cards of a stage as anybody looks at; who wants more says so, and the list has them all. */
const FEW = 50;
const MANY = 200;

export function BoardView({ pipeline, filter, open, onOpen, onNext, onAdd }: Props) {
  const [limit, setLimit] = useState(FEW);
  const board = useBoard(pipeline.id, { ...filter, limit });
  if (board.error && !board.data) return <ProblemState error={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data) {
    return (
      <Late>
        <div className={classes.board} style={{ padding: 16 }}>
          {[0, 1, 2, 3].map((column) => (
            <Skeleton key={column} h="100%" radius="lg" />
          ))}
        </div>
      </Late>
    );
  }
  return (
    <Loaded
      board={board.data}
      filter={filter}
      open={open}
      onOpen={onOpen}
      onNext={onNext}
      onAdd={onAdd}
      onMore={limit === FEW ? () => setLimit(MANY) : undefined}
    />
  );
}

interface LoadedProps extends Omit<Props, 'pipeline'> {
  board: DealBoard;
  onMore?: () => void;
}

function Loaded({ board, filter, open, onOpen, onNext, onAdd, onMore }: LoadedProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768);
  const [shown, setShown] = useState(board.stages[0]!.id);
  const moving = useMoving(board.stages);
  const stages = isPhone ? board.stages.filter(({ id }) => id === shown) : board.stages;
  return (
    <div className={classes.boardArea}>
      <Summary board={board} filter={filter} onNext={onNext} />
      {isPhone && (
        <div className={classes.switch}>
          <Select
            aria-label={t('sales.stage')}
            allowDeselect={false}
            data={board.stages.map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` }))}
            value={stages[0] ? shown : null}
            onChange={(id) => id && setShown(id)}
          />
        </div>
      )}
      <div className={classes.board} style={{ '--columns': stages.length } as React.CSSProperties}>
        {stages.map((stage) => (
          <Column
            key={stage.id}
            stage={stage}
            board={board}
            open={open}
            moving={moving}
            onOpen={onOpen}
            onAdd={onAdd}
            onMore={onMore}
          />
        ))}
        {!isPhone && (
          <>
            <End
              icon={<IconTrophy size={16} stroke={1.75} />}
              title={t('sales.wonThisMonth')}
              of={board.won}
              board={board}
            />
            <End
              icon={<IconBan size={16} stroke={1.75} />}
              title={t('sales.lostThisMonth')}
              of={board.lost}
              board={board}
            />
          </>
        )}
      </div>
      {moving.missing && (
        <MissingDialog
          deal={moving.missing.deal}
          stage={moving.missing.stage}
          fields={moving.missing.fields}
          onClose={() => moving.ask(null)}
        />
      )}
    </div>
  );
}

interface Missing {
  deal: DealRow;
  stage: BoardStage;
  fields: DealField[];
}
interface Moving {
  missing: Missing | null;
  ask: (missing: Missing | null) => void;
  to: (deal: DealRow, stageId: string) => void;
}

/** What a stage asks for is asked at once, and then the deal moves. */
function useMoving(stages: BoardStage[]): Moving {
  const { t } = useTranslation();
  const move = useMove();
  const [missing, ask] = useState<Missing | null>(null);
  const to = (deal: DealRow, stageId: string) => {
    const stage = stages.find(({ id }) => id === stageId);
    if (!stage || stageId === deal.stage.id) return;
    move.mutate(
      { deal, stageId },
      {
        onSuccess: () => say(t('sales.movedTo', { name: deal.title, stage: stage.name })),
        onError: (error) => {
          const fields = error instanceof ApiError ? (error.problem.missing as DealField[] | undefined) : undefined;
          if (fields) ask({ deal, stage, fields });
          else sayProblem(error);
        },
      },
    );
  };
  return { missing, ask, to };
}

function Summary({ board, filter, onNext }: { board: DealBoard; filter: DealFilter; onNext: Props['onNext'] }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const { figures, totals, pipeline } = board;
  const chip = (next: string, count: number, tone: string | undefined, icon: React.ReactNode) => (
    <button
      type="button"
      className={classes.chip}
      data-tone={count > 0 ? tone : undefined}
      aria-pressed={filter.next === next}
      onClick={() => onNext(filter.next === next ? undefined : next)}
    >
      {icon}
      {t(`sales.figures.${next}`, { count })}
    </button>
  );
  return (
    <div className={classes.summary}>
      <span>
        <b>{totalWords(totals, 'worthMinor', language, pipeline.currency)}</b>{' '}
        {t('sales.inOpen', { count: figures.open })}
      </span>
      <span className={classes.rule} />
      <span className={classes.weighted}>
        <b>{totalWords(totals, 'weightedMinor', language, pipeline.currency)}</b> {t('sales.weighted')}
        <Tooltip label={t('sales.weightedHint')} multiline w={260}>
          <span tabIndex={0} role="img" aria-label={t('sales.weightedHint')}>
            <IconInfoCircle size={14} stroke={1.75} aria-hidden="true" />
          </span>
        </Tooltip>
      </span>
      {board.costs.length > 0 && (
        <span className={classes.weighted}>
          {t('sales.visitsCostLabel')} <b>{costWords(board.costs, language)}</b>
        </span>
      )}
      <span className="grow" />
      <span className={classes.chips}>
        {chip('overdue', figures.overdue, 'bad', <IconAlertCircle size={14} stroke={1.75} aria-hidden="true" />)}
        {chip('none', figures.withoutNext, 'warn', <IconPlus size={14} stroke={1.75} aria-hidden="true" />)}
        {chip('today', figures.dueToday, undefined, <IconClock size={14} stroke={1.75} aria-hidden="true" />)}
      </span>
    </div>
  );
}

interface ColumnProps {
  stage: BoardStage;
  board: DealBoard;
  open: string | null;
  moving: Moving;
  onOpen: (deal: DealRow) => void;
  onAdd?: (stageId: string) => void;
  onMore?: () => void;
}

function Column({ stage, board, open, moving, onOpen, onAdd, onMore }: ColumnProps) {
  const { t } = useTranslation();
  const { language } = useReader();
  const mayWrite = useCan()('deals:write');
  const [over, setOver] = useState(false);
  const rest = stage.count - stage.deals.length;
  return (
    <section
      className={classes.column}
      aria-label={stage.name}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!mayWrite || !event.dataTransfer.types.includes('text/deal')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const id = event.dataTransfer.getData('text/deal');
        const deal = board.stages.flatMap(({ deals }) => deals).find((one) => one.id === id);
        if (deal) moving.to(deal, stage.id);
      }}
    >
      <header>
        <h2>
          <span className="cut">{stage.name}</span> <span>{stage.count}</span>
        </h2>
        <div className={classes.total}>
          <b>{totalWords(stage.totals, 'worthMinor', language, board.pipeline.currency)}</b>
          <span>{t('sales.likely', { percent: stage.probability })}</span>
        </div>
      </header>
      <div className={classes.cards}>
        {stage.deals.map((deal) => (
          <DealCard
            key={deal.id}
            deal={deal}
            stages={board.stages}
            isOpen={open === String(deal.number)}
            onOpen={onOpen}
            onMove={mayWrite ? (stageId) => moving.to(deal, stageId) : undefined}
          />
        ))}
        {rest > 0 && onMore && (
          <Button variant="subtle" color="gray" size="xs" onClick={onMore}>
            {t('sales.moreDeals', { count: rest })}
          </Button>
        )}
        {rest > 0 && !onMore && <p className={classes.rest}>{t('sales.restInList', { count: rest })}</p>}
        {onAdd && (
          <button type="button" className={classes.add} onClick={() => onAdd(stage.id)}>
            <IconPlus size={14} stroke={1.75} aria-hidden="true" />
            {t('sales.addDeal')}
          </button>
        )}
      </div>
    </section>
  );
}

function End({
  icon,
  title,
  of,
  board,
}: {
  icon: React.ReactNode;
  title: string;
  of: DealBoard['won'];
  board: DealBoard;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  return (
    <div className={classes.strip}>
      {icon}
      <div>
        <b>{title}</b> · {t('sales.nDeals', { count: of.count })} ·{' '}
        {totalWords(of.totals, 'worthMinor', language, board.pipeline.currency)}
        {of.costs.length > 0 && ` · ${t('sales.visitsCost', { sum: costWords(of.costs, language) })}`}
      </div>
    </div>
  );
}
