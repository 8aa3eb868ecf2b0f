import { useDocumentVisibility } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { notifications } from '../../api/notifications.api';

export const NOTIFICATIONS = ['notifications'] as const;
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

export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: { id: string } | 'all') =>
      what === 'all' ? notifications.readAll() : notifications.read(what.id),
    onSettled: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

/** The ticket that stands open here, for what rings. */
let open: string | null = null;

/** Whether somebody reads this ticket right now. */
export const isLookedAt = (ticketId: string | null): boolean =>
  ticketId !== null && ticketId === open && document.visibilityState === 'visible' && document.hasFocus();

/** Who looks at a ticket has read what they were told about it, also what comes while it is open. */
export function useSeenTicket(ticketId: string | undefined): void {
  const client = useQueryClient();
  const unread = useUnread();
  const isVisible = useDocumentVisibility() === 'visible';
  const { mutate } = useMutation({
    mutationFn: (id: string) => notifications.readAll(id),
    onSuccess: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
    // Nobody asked for it, and the next look does it again.
    meta: { quiet: true },
  });
  useEffect(() => {
    open = ticketId ?? null;
    return () => {
      open = null;
    };
  }, [ticketId]);
  useEffect(() => {
    if (ticketId && unread > 0 && isVisible) mutate(ticketId);
  }, [ticketId, unread, isVisible, mutate]);
}
