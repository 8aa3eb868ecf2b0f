import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { tickets } from '../../api/tickets.api';
import type { TicketView } from '../../api/tickets.types';
import { useLiveEvent } from '../live/live';

export const VIEWS = ['views'] as const;
export const VIEW_COUNTS = ['views', 'counts'] as const;

export const useViews = () => useQuery({ queryKey: VIEWS, queryFn: tickets.views, staleTime: 5 * 60_000 });

/** The built-in views are named by the catalogue, people's own by themselves. */
export function viewName(view: Pick<TicketView, 'key' | 'name'>, t: TFunction): string {
  return view.key ? t(`queue.views.${view.key}`, { defaultValue: view.name }) : view.name;
}

/** How many stand in each view, by its id. Kept by the server's word, asked again where that is missing. */
export function useViewCounts(): Map<string, number> {
  const client = useQueryClient();
  const counts = useQuery({ queryKey: VIEW_COUNTS, queryFn: tickets.viewCounts, refetchInterval: 60_000 });
  useLiveEvent('counts', (fact) => {
    if (Array.isArray(fact)) client.setQueryData(VIEW_COUNTS, fact);
    else void client.invalidateQueries({ queryKey: VIEW_COUNTS });
  });
  return new Map((counts.data ?? []).map(({ viewId, count }) => [viewId, count]));
}
