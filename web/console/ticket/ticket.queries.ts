import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { MESSAGES_PER_PAGE, tickets } from '../../api/tickets.api';
import type { Message } from '../../api/tickets.types';
import { useLive, useLiveEvent } from '../live/live';
import { patchRows } from '../queue/ticket-list.queries';

export const TICKET = ['ticket'] as const;
export const messagesOf = (id: string) => [...TICKET, id, 'messages'] as const;
export const eventsOf = (id: string) => [...TICKET, id, 'events'] as const;

/** The ticket with this number; what is learned of it is shown in the lists too. */
export function useTicket(number: string) {
  const client = useQueryClient();
  const ticket = useQuery({ queryKey: [...TICKET, number], queryFn: () => tickets.get(number) });
  useEffect(() => {
    if (!ticket.data) return;
    const { conversations: _c, participants: _p, clocks: _k, visits: _v, links: _l, ...row } = ticket.data;
    patchRows(client, row);
  }, [client, ticket.data]);
  return ticket;
}

/** Newest page first; older ones are put before it. Oldest first for the reader. */
export function useMessages(id: string) {
  const query = useInfiniteQuery({
    queryKey: messagesOf(id),
    queryFn: ({ pageParam }) => tickets.messages(id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) =>
      page.items.length < MESSAGES_PER_PAGE || page.items[0]?.seq === 1 ? undefined : page.items[0]?.seq,
  });
  const messages = useMemo(() => {
    const all = new Map<string, Message>();
    for (const page of query.data?.pages ?? []) for (const message of page.items) all.set(message.id, message);
    return [...all.values()].toSorted((a, b) => a.seq - b.seq);
  }, [query.data]);
  return { ...query, messages };
}

export const useEvents = (id: string) => useQuery({ queryKey: eventsOf(id), queryFn: () => tickets.events(id) });

/** Keeps an open ticket live. A hint that says nothing newer than what is held costs nothing. */
export function useLiveTicket(id: string | undefined, number: string, version: number | undefined): void {
  const client = useQueryClient();
  const live = useLive();
  const held = useRef(0);
  useEffect(() => {
    held.current = version ?? 0;
  }, [version]);
  useEffect(() => {
    if (!id) return;
    live.watch({ tickets: [id] });
    live.viewing(id);
    return () => {
      live.watch({ tickets: [] });
      live.viewing(null);
    };
  }, [id, live]);
  useLiveEvent('ticket', (fact) => {
    if (fact.id === id && fact.version > held.current) void client.invalidateQueries({ queryKey: [...TICKET, number] });
  });
  useLiveEvent('message', (fact) => {
    if (id && fact.ticketId === id) void client.invalidateQueries({ queryKey: messagesOf(id) });
  });
  useLiveEvent('conversation', (fact) => {
    if (fact.ticketId === id) void client.invalidateQueries({ queryKey: [...TICKET, number] });
  });
  useLiveEvent('event', (fact) => {
    if (fact.ticketId !== id || !id) return;
    void client.invalidateQueries({ queryKey: eventsOf(id) });
    void client.invalidateQueries({ queryKey: messagesOf(id) });
    void client.invalidateQueries({ queryKey: [...TICKET, number] });
  });
}
