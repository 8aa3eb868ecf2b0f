import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { tickets, type TicketQuery } from '../../api/tickets.api';
import type { Page, TicketRow } from '../../api/tickets.types';
import { useLive, useLiveEvent } from '../live/live';
import { useMe } from '../session/session';
import { useStatuses, useTeams, useUsers } from './lookups.queries';
import type { QueuePlace } from './queue-location';

export const TICKET_LISTS = ['tickets', 'list'] as const;
type Pages = InfiniteData<Page<TicketRow> & { askedAt: number }, string | undefined>;

/** The list's address for the server: names that people write become ids. */
export function useTicketQuery({ view, query, sort }: QueuePlace): TicketQuery {
  const me = useMe();
  const users = useUsers();
  const teams = useTeams();
  const statuses = useStatuses();
  return useMemo(() => {
    const idOf = (list: { id: string; name: string }[] | undefined, value: string) =>
      list?.find((item) => item.name.toLocaleLowerCase() === value.toLocaleLowerCase())?.id ?? value;
    // `all` is no view of the server's: nothing narrows it.
    const asked: TicketQuery = { view: view === 'all' ? undefined : view, sort };
    for (const { field, values } of query.filters) {
      const ids = values.map((value) => {
        if (field === 'assignee') return value === 'me' ? me.id : idOf(users.data, value);
        if (field === 'team') return idOf(teams.data, value);
        if (field === 'status') return idOf(statuses.data, value);
        return value;
      });
      asked[field] = ids.join(',');
    }
    if (query.words) asked.q = query.words;
    return asked;
  }, [view, sort, query, me.id, users.data, teams.data, statuses.data]);
}

/**
 * A list that is live without losing the reader's place: rows that are shown change where they stand; rows that would
 * come in are only counted until the reader asks for them.
 */
export function useTicketList(asked: TicketQuery) {
  const client = useQueryClient();
  const live = useLive();
  const key = useMemo(() => [...TICKET_LISTS, asked] as const, [asked]);
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const askedAt = Date.now();
      return { ...(await tickets.list({ ...asked, limit: '50', cursor: pageParam }, signal)), askedAt };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 60_000,
    // Coming back to the window must not move rows under the pointer; `peek` counts what is new instead.
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const askedAt = list.data?.pages[0]?.askedAt ?? 0;
  // Seen for one list: another list begins at none.
  const [peeked, setPeeked] = useState<{ key: typeof key; at: number; ids: string[] }>({ key, at: 0, ids: [] });
  const fresh = useMemo(() => {
    // What was seen before the list was asked again has come in, or has gone.
    if (peeked.key !== key || peeked.at < askedAt) return 0;
    const shown = new Set(rows.map((row) => row.id));
    return peeked.ids.filter((id) => !shown.has(id)).length;
  }, [peeked, key, rows, askedAt]);

  const peek = useDebouncedCallback(async () => {
    const at = Date.now();
    const first = await tickets.list({ ...asked, limit: '50' });
    const before = client.getQueryData<Pages>(key);
    // Nothing is shown yet, so there is no place to lose.
    if (before?.pages.every((page) => page.items.length === 0)) return void client.invalidateQueries({ queryKey: key });
    setPeeked({ key, at, ids: first.items.map((row) => row.id) });
  }, 400);

  useEffect(() => live.watch({ views: [asked.view ?? 'all-open'] }), [live, asked.view]);
  useLiveEvent('ticket', (fact) => {
    const known = client.getQueryData<Pages>(key)?.pages.some((page) => page.items.some((row) => row.id === fact.id));
    if (known && fact.subject !== undefined) patchRows(client, fact);
    else if (known) void refreshRow(client, fact.number);
    else void peek();
  });

  const showFresh = async () => {
    // Only the first page is asked again: the reader goes to the top.
    client.setQueryData<Pages>(key, (data) => data && { pages: data.pages.slice(0, 1), pageParams: [undefined] });
    await client.invalidateQueries({ queryKey: key });
  };
  return { ...list, rows, fresh, showFresh };
}

type Client = ReturnType<typeof useQueryClient>;

/** Puts what is known of a ticket into every list that shows it. An older version never replaces a newer one. */
export function patchRows(client: Client, fact: Partial<TicketRow> & { id: string }): void {
  client.setQueriesData<Pages>({ queryKey: TICKET_LISTS }, (data) => {
    if (!data?.pages.some((page) => page.items.some((row) => row.id === fact.id))) return data;
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.map((row) =>
          row.id === fact.id && (fact.version === undefined || fact.version >= row.version) ? { ...row, ...fact } : row,
        ),
      })),
    };
  });
}

async function refreshRow(client: Client, number: number): Promise<void> {
  const { conversations: _c, participants: _p, ...row } = await tickets.get(String(number));
  patchRows(client, row);
}
