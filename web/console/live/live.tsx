import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Socket } from 'socket.io-client';
import type { Offer } from '../../api/assignment.api';
import type { Named } from '../../api/identity.types';
import type { TicketRow, ViewCount } from '../../api/tickets.types';
import { whenIdle } from '../../ui/when-idle';
import { ME } from '../session/session';
import { presenceOf } from './presence-key';

/** What the server tells. Sockets are hints: whoever hears of something newer than they hold asks over HTTP. */
export interface LiveEvents {
  ticket: Partial<TicketRow> & { id: string; number: number; version: number };
  event: { ticketId: string; seq: number; type?: string };
  /** A message that is known changed, such as its delivery mark. */
  message: { ticketId: string };
  conversation: { ticketId: string };
  /** A visit was planned, moved or changed. */
  visit: { visitId: string; ticketId: string; version: number };
  /** A deal was made, moved or changed. */
  deal: { dealId: string; version: number };
  /** The customer types. */
  typing: { ticketId: string; name: string; on: boolean };
  counts: ViewCount[] | { changed: boolean };
  presence: { ticketId: string; users: (Named & { typing?: boolean })[] };
  revoked: unknown;
  /** This person takes work, or not, from now on: said in another tab, or by the server. */
  availability: { state: 'online' | 'away' };
  /** A call changed: ids only. */
  call: { id: string; ticketId: string | null };
  offer: Offer;
  /** The person was told something, or has read it in another tab. */
  notification: { id: string; kind: string; ticketId: string | null };
  'notifications-read': unknown;
  'offer-ended': { id: string; ticketId: string; state: string };
}
type Listener<K extends keyof LiveEvents> = (fact: LiveEvents[K]) => void;

export interface Live {
  on: <K extends keyof LiveEvents>(name: K, listener: Listener<K>) => () => void;
  /** Which views and tickets this page shows now; what was said before is replaced. */
  watch: (what: { views?: string[]; tickets?: string[] }) => void;
  viewing: (ticketId: string | null) => void;
  typing: (ticketId: string, on: boolean) => void;
}

const LiveContext = createContext<Live | null>(null);
/** Apart from `Live`: what a page listens to must not begin anew because the line was cut. */
const ConnectedContext = createContext(true);

export const useConnected = (): boolean => use(ConnectedContext);

export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('useLive is used outside the frame');
  return live;
}

export function useLiveEvent<K extends keyof LiveEvents>(name: K, listener: Listener<K>): void {
  const live = useLive();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live.on(name, (fact) => latest.current(fact)), [live, name]);
}

/** What was fetched while the first connection was made, and is told of by hints. The rest cannot be old yet. */
const HINTED: ReadonlySet<unknown> = new Set([
  'tickets',
  'ticket',
  'views',
  'board',
  'notifications',
  'phone',
  'sales',
]);
const FIRST = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => HINTED.has(queryKey[0]) };

/** What to say again after every connection. */
interface Standing {
  views: string[];
  tickets: string[];
  viewing: string | null;
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const socket = useRef<Socket | null>(null);
  const listeners = useRef(new Map<string, Set<(fact: never) => void>>());
  const standing = useRef<Standing>({ views: [], tickets: [], viewing: null });

  useEffect(() => {
    let ended = false;
    let before = false;
    void import('socket.io-client').then(({ io }) => {
      if (ended) return;
      const opened = io('/agent', { transports: ['websocket'], withCredentials: true });
      socket.current = opened;
      opened.on('connect', () => {
        setConnected(true);
        const { views, tickets, viewing } = standing.current;
        const isFirst = !before;
        before = true;
        // Whatever happened until the server had us in its rooms was not heard: only now is it safe to ask for it. What is
        // being drawn for the first time is drawn before.
        opened.emit('subscribe', { views, tickets }, () => {
          if (isFirst) void whenIdle(() => void client.invalidateQueries(FIRST));
          else void client.invalidateQueries();
        });
        if (viewing) opened.emit('viewing', { ticketId: viewing });
      });
      opened.on('disconnect', (reason) => {
        setConnected(false);
        // Closed by the server: a right was taken away, or the session has ended. Who still may comes back.
        if (reason === 'io server disconnect') {
          setTimeout(() => {
            if (!ended) opened.connect();
          }, 1000);
        }
      });
      opened.on('connect_error', () => setConnected(false));
      opened.on('presence', ({ ticketId, users }: LiveEvents['presence']) =>
        client.setQueryData(presenceOf(ticketId), users),
      );
      opened.on('revoked', () => void client.invalidateQueries({ queryKey: ME }));
      opened.onAny((name: string, fact: unknown) => {
        for (const listener of listeners.current.get(name) ?? []) listener(fact as never);
      });
    });
    // A sleeping laptop's socket looks alive for a while after waking.
    const wake = () => {
      if (document.visibilityState === 'visible' && socket.current && !socket.current.connected)
        socket.current.connect();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      socket.current?.close();
      socket.current = null;
    };
  }, [client]);

  const live = useMemo<Live>(
    () => ({
      on: (name, listener) => {
        const set = listeners.current.get(name) ?? new Set();
        listeners.current.set(name, set.add(listener as (fact: never) => void));
        return () => set.delete(listener as (fact: never) => void);
      },
      watch: (what) => {
        Object.assign(standing.current, what);
        const { views, tickets } = standing.current;
        if (socket.current?.connected) socket.current.emit('subscribe', { views, tickets });
      },
      viewing: (ticketId) => {
        standing.current.viewing = ticketId;
        if (socket.current?.connected) socket.current.emit('viewing', { ticketId });
      },
      typing: (ticketId, on) => void socket.current?.volatile.emit('typing', { ticketId, on }),
    }),
    [],
  );
  return (
    <LiveContext value={live}>
      <ConnectedContext value={connected}>{children}</ConnectedContext>
    </LiveContext>
  );
}
