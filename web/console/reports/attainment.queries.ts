import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { promises } from '../../api/promises.api';
import type { AttainmentRow, Group, Target } from '../../api/promises.types';
import { useNow, useReader } from '../time/reader';
import { dayKey } from '../time/time';
import { instantIn } from '../time/wall-time.rules';
import { firstDayOf, type Range } from './range.rules';

/** What a figure stands for: give it back to the server and get the rows behind it. */
export interface Behind {
  by?: Group;
  key?: string;
  target?: Target;
  state?: 'met' | 'breached' | 'abandoned';
}

/** Most rows that are written into a file; beyond it somebody wants the API. */
const MOST_ROWS = 20_000;

export function useSince(range: Range): { from: string; zone: string } {
  const reader = useReader();
  const today = dayKey(useNow(), reader);
  return {
    from: instantIn(reader.timeZone, `${firstDayOf(range, today)}T00:00`).toISOString(),
    zone: reader.timeZone,
  };
}

export function useAttainment(by: Group, range: Range) {
  const since = useSince(range);
  return useQuery({
    queryKey: ['attainment', by, since],
    queryFn: () => promises.attainment({ by, ...since }),
    placeholderData: keepPreviousData,
  });
}

export function useRowsBehind(behind: Behind, range: Range) {
  const since = useSince(range);
  return useInfiniteQuery({
    queryKey: ['attainment', 'rows', behind, since],
    queryFn: ({ pageParam }) => promises.attainmentRows({ ...behind, ...since, limit: '50', cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export async function everyRow(behind: Behind, since: { from: string; zone: string }): Promise<AttainmentRow[]> {
  const rows: AttainmentRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await promises.attainmentRows({ ...behind, ...since, limit: '200', cursor });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && rows.length < MOST_ROWS);
  return rows;
}
