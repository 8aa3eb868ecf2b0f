import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { broadcasts } from '../../api/broadcasts.api';
import type { Broadcast, BroadcastDraft } from '../../api/broadcasts.types';
import { useChannels, useInboxes } from '../queue/lookups.queries';

const LIST = ['broadcasts', 'list'] as const;
const ONE = (id: string) => ['broadcasts', 'one', id] as const;

/** Figures move by the second while it goes out; receipts and answers come for days. */
const everyFew = (broadcast: Broadcast | undefined): number =>
  broadcast?.state === 'sending'
    ? 1_500
    : broadcast?.state === 'done' || broadcast?.state === 'paused'
      ? 8_000
      : 30_000;

export const useBroadcasts = () =>
  useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam }) => broadcasts.list(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => one.state === 'sending')) ? 3_000 : 30_000,
  });

export const useBroadcast = (id: string) =>
  useQuery({
    queryKey: ONE(id),
    queryFn: () => broadcasts.one(id),
    refetchInterval: ({ state }) => everyFew(state.data),
  });

export const useRecipients = (broadcast: Broadcast, state: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['broadcasts', 'recipients', broadcast.id, state ?? 'all'],
    queryFn: ({ pageParam }) => broadcasts.recipients(broadcast.id, state, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: everyFew(broadcast) * 2,
  });

/** Whom it would go to and how a few would read it, as far as it is written. */
export const usePreview = ({ inboxId, audience, content }: BroadcastDraft) =>
  useQuery({
    queryKey: ['broadcasts', 'preview', inboxId, audience, content],
    queryFn: () => broadcasts.preview({ inboxId, audience, content }),
    enabled: inboxId !== '',
    placeholderData: keepPreviousData,
  });

/** What came back from the server is shown at once, and everything around it is asked anew. */
export function useKeep(): (broadcast: Broadcast) => void {
  const client = useQueryClient();
  return (broadcast) => {
    client.setQueryData(ONE(broadcast.id), broadcast);
    void client.invalidateQueries({ queryKey: LIST });
    void client.invalidateQueries({ queryKey: ['broadcasts', 'recipients', broadcast.id] });
  };
}

/** The lines on which one can write to many. */
export function useWritableLines() {
  const inboxes = useInboxes();
  const channels = useChannels();
  const kinds = new Map((channels.data ?? []).map((channel) => [channel.kind, channel]));
  return (inboxes.data ?? []).flatMap((inbox) => {
    const channel = kinds.get(inbox.channel);
    const writes = channel && channel.abilities.delivery === 'send' && !channel.abilities.calls;
    return writes && inbox.state !== 'paused' ? [{ inbox, channel }] : [];
  });
}
