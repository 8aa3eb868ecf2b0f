import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { dispatch } from '../../api/dispatch.api';
import type { Board, VisitAction } from '../../api/dispatch.types';
import { useLiveEvent } from '../live/live';
import { meQuery, useMe } from '../session/session';
import { dayKey } from '../time/time';
import { instantIn } from '../time/wall-time.rules';

export const BOARD = ['board'] as const;
export const SERIES = ['visit-series'] as const;
const HINTS_MS = 150;

export interface Shown {
  /** The first day, `2026-11-18`. */
  day: string;
  days: 1 | 7;
  territory?: string;
  skill?: string;
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const moved = ({ day, days }: Shown, by: 1 | -1): string => dayAfter(day, by * days);

/** What the address of the board asks for; without a day it is today. */
export const shownOf = (search: URLSearchParams, today: string): Shown => ({
  day: search.get('day') ?? today,
  days: search.get('view') === 'week' ? 7 : 1,
  territory: search.get('territory') ?? undefined,
  skill: search.get('skill') ?? undefined,
});

const spanIn = (timeZone: string, { day, days }: Shown): { from: string; to: string } => ({
  from: instantIn(timeZone, `${day}T00:00`).toISOString(),
  to: instantIn(timeZone, `${dayAfter(day, days)}T00:00`).toISOString(),
});

export function useSpan(shown: Shown): { from: string; to: string } {
  return spanIn(useMe().timeZone, shown);
}

const boardQuery = (timeZone: string, shown: Shown) => {
  const query = { ...spanIn(timeZone, shown), territory: shown.territory, skill: shown.skill };
  return queryOptions({
    queryKey: [...BOARD, query],
    queryFn: ({ signal }) => dispatch.board(query, signal),
  });
};

/** Asks for the board as soon as it is known who asks, while the page around it is still being drawn. */
export async function askAhead(client: QueryClient, address: string): Promise<void> {
  const { timeZone, permissions } = await client.ensureQueryData(meQuery);
  if (!permissions.includes('visits:plan')) return;
  const today = dayKey(new Date(), { language: 'en', timeZone });
  await client.prefetchQuery(boardQuery(timeZone, shownOf(new URL(address).searchParams, today)));
}

/** What others plan, and what technicians tell, is on the board at once. A plan of a whole day is many hints, and one look. */
function useHints() {
  const client = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useLiveEvent('visit', () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: BOARD });
      void client.invalidateQueries({ queryKey: ['visit'] });
    }, HINTS_MS);
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
}

export function useBoard(shown: Shown) {
  useHints();
  return useQuery({
    ...boardQuery(useMe().timeZone, shown),
    placeholderData: keepPreviousData,
    // Visits overrun while nobody writes anything: what the board says about "late" ages by itself.
    refetchInterval: 60_000,
  });
}

/** Whatever changes visits; the board is read anew afterwards, whether it worked or not. */
function useBoardChange<T, R>(mutationFn: (of: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    // Whoever asks says what was refused, or asks on.
    meta: { quiet: true },
    mutationFn,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: BOARD }),
        client.invalidateQueries({ queryKey: ['visit'] }),
        // Where somebody was put, nobody else fits any more.
        client.invalidateQueries({ queryKey: ['suggestions'] }),
      ]),
  });
}

export const useSchedule = () =>
  useBoardChange(
    ({ id, ...slot }: { id: string; from: string; technicianIds: string[]; version: number; force?: boolean }) =>
      dispatch.schedule(id, slot),
  );

export const useInsert = () =>
  useBoardChange(({ id, ...place }: { id: string } & Parameters<typeof dispatch.insert>[1]) =>
    dispatch.insert(id, place),
  );

export const useStep = () =>
  useBoardChange(
    ({ id, action, ...body }: { id: string; action: VisitAction; version: number; reason?: string; text?: string }) =>
      dispatch.step(id, action, body),
  );

export const visitOn = (board: Board, id: string | null) =>
  board.visits.find((visit) => visit.id === id) ?? board.unplanned.find((visit) => visit.id === id) ?? null;
