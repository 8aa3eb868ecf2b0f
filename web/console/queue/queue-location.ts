import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { parse, write, type Query } from './query-language';

export const SORTS = ['due', 'updated', 'created', 'priority'] as const;
export type Sort = (typeof SORTS)[number];

export interface QueuePlace {
  view: string;
  query: Query;
  sort: Sort;
}

/** Which list is shown stands in the address: `?view=mine&q=priority:high&sort=updated`. */
export function useQueuePlace() {
  const [params, setParams] = useSearchParams();
  const view = params.get('view') ?? 'all-open';
  const q = params.get('q') ?? '';
  const asked = params.get('sort') as Sort | null;
  const place = useMemo<QueuePlace>(
    () => ({ view, query: parse(q), sort: asked && SORTS.includes(asked) ? asked : 'due' }),
    [view, q, asked],
  );
  const go = useCallback(
    (change: { query?: Query; sort?: Sort }) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        if (change.query) {
          const text = write(change.query);
          if (text) after.set('q', text);
          else after.delete('q');
        }
        if (change.sort) after.set('sort', change.sort);
        return after;
      }),
    [setParams],
  );
  /** Where a ticket opens without leaving this list. */
  const to = useCallback((number: number) => `/tickets/${number}${params.size ? `?${params}` : ''}`, [params]);
  return { ...place, go, to, search: params.size ? `?${params}` : '' };
}
