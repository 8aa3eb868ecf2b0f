import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { Board, VisitRow } from '../../api/dispatch.types';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { queryClient } from '../query-client';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import { useNow, useReader } from '../time/reader';
import { dayKey } from '../time/time';
import { Agenda } from './agenda';
import { BoardHead } from './board-head';
import { Dock } from './dock';
import classes from './dispatch.module.css';
import { askAhead, moved, shownOf, useBoard, visitOn, type Shown } from './dispatch.queries';
import { HeldNote } from './held-note';
import { VisitDialog } from './visit-dialog';
import { ProposalStrip } from './proposal-strip';
import { RulesQuestion } from './rules-question';
import type { Held, PlaceAt } from './timeline';
import { Unplanned } from './unplanned';
import { usePlanning } from './use-planning';

const PHONE = '(max-width: 1023px)';

/**
 * The library of the board is loaded with the page and while its visits are asked for, but not on a phone, which shows the
 * same day as lists.
 */
type TimelineModule = typeof import('./timeline');
let loaded: TimelineModule | null = null;
const timeline = () => import('./timeline').then((found) => (loaded = found));
if (!matchMedia(PHONE).matches) void timeline().catch(() => undefined);

/** By hand: React shows what suspends a third of a second after the page around it, to spare the eye a second change. */
function Timeline(props: ComponentProps<TimelineModule['Timeline']>) {
  const [found, setFound] = useState(loaded);
  useEffect(() => {
    if (found) return;
    // Thrown while it is drawn, where the page's own error is shown.
    void timeline().then(setFound, (error: unknown) =>
      setFound(() => {
        throw error;
      }),
    );
  }, [found]);
  return found && <found.Timeline {...props} />;
}

/** Nothing waits for it: what it asks for is there when the page asks, and what goes wrong is asked again there. */
export function loader({ request }: LoaderFunctionArgs): null {
  void askAhead(queryClient, request.url).catch(() => undefined);
  return null;
}

/** Whoever does not plan has no board: neither its days nor what is made from it. */
export function DispatchPage() {
  return useCan()('visits:plan') ? <Planning /> : <NotFound />;
}

function Planning() {
  const { t } = useTranslation();
  const today = dayKey(useNow(), useReader());
  const [search, setSearch] = useSearchParams();
  const shown = shownOf(search, today);
  const selected = search.get('visit');
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
  const board = useBoard(shown);
  const [making, setMaking] = useState<'visit' | 'emergency' | null>(null);
  useKeys({
    '[': () => put({ day: moved(shown, -1) }),
    ']': () => put({ day: moved(shown, 1) }),
    t: () => put({ day: undefined }),
    Escape: () => put({ visit: undefined }),
  });
  return (
    <main className={classes.page} aria-label={t('dispatch.title')}>
      <BoardHead shown={shown} today={today} counts={board.data?.counts} onShow={put} onMake={setMaking} />
      {board.error && !board.data ? (
        <div className={classes.problem}>
          <ProblemState error={board.error} onRetry={() => void board.refetch()} />
        </div>
      ) : board.data ? (
        <Loaded
          board={board.data}
          shown={shown}
          selected={visitOn(board.data, selected)}
          onSelect={(id) => put({ visit: id ?? undefined })}
        />
      ) : (
        <Late>
          <div style={{ padding: 24, gridColumn: '1 / -1' }}>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <Skeleton key={row} h={40} mb={16} />
            ))}
          </div>
        </Late>
      )}
      {making && (
        <VisitDialog
          isEmergency={making === 'emergency'}
          onClose={() => setMaking(null)}
          onMade={(id) => put({ visit: id })}
        />
      )}
    </main>
  );
}

function Loaded({
  board,
  shown,
  selected,
  onSelect,
}: {
  board: Board;
  shown: Shown;
  selected: VisitRow | null;
  onSelect: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery(PHONE, matchMedia(PHONE).matches);
  const [held, setHeld] = useState<Held | null>(null);
  const placeAt = useRef<PlaceAt | null>(null);
  const onReady = useCallback((found: PlaceAt | null) => {
    placeAt.current = found;
  }, []);
  const plan = usePlanning();
  const holdAt = (visit: VisitRow, x: number, y: number): Held | null => {
    const place = placeAt.current?.(x, y);
    const technician = board.technicians.find(({ id }) => id === place?.technicianId);
    return place && technician ? { visit, technician, from: place.from } : null;
  };
  return (
    <>
      <ProposalStrip shown={shown} board={board} />
      <Unplanned
        visits={board.unplanned}
        selected={selected?.id ?? null}
        onSelect={onSelect}
        onMove={(visit, x, y) => setHeld(holdAt(visit, x, y))}
        onDrop={(visit, x, y) => {
          setHeld(null);
          const place = holdAt(visit, x, y);
          if (place) void plan.place(place, null);
        }}
      />
      {isPhone ? (
        <Agenda board={board} days={shown.days} onSelect={onSelect} />
      ) : (
        <div className={classes.board}>
          {board.technicians.length === 0 && <p className={classes.nobody}>{t('dispatch.noTechnicians')}</p>}
          <Timeline
            board={board}
            shown={shown}
            selected={selected?.id ?? null}
            onSelect={onSelect}
            onHold={setHeld}
            onDrop={plan.place}
            onReady={onReady}
          />
          {held && <HeldNote held={held} board={board} />}
        </div>
      )}
      <RulesQuestion question={plan.question} />
      {selected && (
        <Dock key={selected.id} visit={selected} board={board} onClose={() => onSelect(null)} onSelect={onSelect} />
      )}
    </>
  );
}
