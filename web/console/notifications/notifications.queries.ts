import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { notifications } from '../../api/notifications.api';
import { useLiveEvent } from '../live/live';

const NOTIFICATIONS = ['notifications'] as const;
const UNREAD = [...NOTIFICATIONS, 'unread'] as const;

/** What the bell shows of the latest. */
const NEWEST = 10;
const PER_PAGE = 30;

export const useUnread = (): number =>
  useQuery({ queryKey: UNREAD, queryFn: notifications.unread, staleTime: Infinity }).data ?? 0;

export const useNewest = () =>
  useQuery({ queryKey: [...NOTIFICATIONS, 'newest'], queryFn: () => notifications.list({ limit: NEWEST }) });

export const useNotifications = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: [...NOTIFICATIONS, unread ? 'unread-list' : 'list'],
    queryFn: ({ pageParam }) =>
      notifications.list({ limit: PER_PAGE, cursor: pageParam, ...(unread && { unread: true }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Asks again when somebody is told something, or has read it in another tab. */
export function useLiveNotifications(): void {
  const client = useQueryClient();
  const look = () => void client.invalidateQueries({ queryKey: NOTIFICATIONS });
  useLiveEvent('notification', look);
  useLiveEvent('notifications-read', look);
}

export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: { id: string } | 'all') =>
      what === 'all' ? notifications.readAll() : notifications.read(what.id),
    onSettled: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

/** Who looks at a ticket has read what they were told about it, also what comes while it is open. */
export function useSeenTicket(ticketId: string | undefined): void {
  const client = useQueryClient();
  const unread = useUnread();
  const { mutate } = useMutation({
    mutationFn: (id: string) => notifications.readAll(id),
    onSuccess: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
    // Nobody asked for it, and the next look does it again.
    meta: { quiet: true },
  });
  useEffect(() => {
    if (ticketId && unread > 0 && document.visibilityState === 'visible') mutate(ticketId);
  }, [ticketId, unread, mutate]);
}
