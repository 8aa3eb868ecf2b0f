import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { posts } from '../../api/posts.api';
import type { Post, PostDraft } from '../../api/posts.types';
import { useChannels, useInboxes } from '../queue/lookups.queries';

const LIST = ['posts', 'list'] as const;
const ONE = (id: string) => ['posts', 'one', id] as const;

const everyFew = (post: Post | undefined): number =>
  post?.state === 'publishing' ? 1_500 : post?.state === 'draft' || post?.state === 'refused' ? 60_000 : 10_000;

export const usePosts = () =>
  useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam }) => posts.list(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => one.state === 'publishing')) ? 3_000 : 30_000,
  });

export const usePost = (id: string) =>
  useQuery({
    queryKey: ONE(id),
    queryFn: () => posts.one(id),
    refetchInterval: ({ state }) => everyFew(state.data),
  });

export const useAnswers = (post: Post) =>
  useInfiniteQuery({
    queryKey: ['posts', 'answers', post.id],
    queryFn: ({ pageParam }) => posts.answers(post.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 10_000,
  });

/** How it reads on each line, as far as it is written. */
export const usePostPreview = ({ text, link, pictureId, inboxIds }: PostDraft) =>
  useQuery({
    queryKey: ['posts', 'preview', text, link, pictureId, inboxIds],
    queryFn: () => posts.preview({ text, link, pictureId, inboxIds }),
    enabled: inboxIds.length > 0,
    placeholderData: keepPreviousData,
  });

/** What came back from the server is shown at once, and everything around it is asked anew. */
export function useKeepPost(): (post: Post) => void {
  const client = useQueryClient();
  return (post) => {
    client.setQueryData(ONE(post.id), post);
    void client.invalidateQueries({ queryKey: LIST });
  };
}

/** The lines that publish. */
export function usePublishingLines() {
  const inboxes = useInboxes();
  const channels = useChannels();
  const kinds = new Set((channels.data ?? []).filter(({ abilities }) => abilities.publishing).map(({ kind }) => kind));
  return {
    isReady: inboxes.isSuccess && channels.isSuccess,
    lines: (inboxes.data ?? [])
      .filter(({ channel }) => kinds.has(channel))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}
