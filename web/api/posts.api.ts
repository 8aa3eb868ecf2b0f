import { api } from './client';
import type { Post, PostAnswer, PostDraft, PostOnLine } from './posts.types';
import type { Page } from './tickets.types';

export const posts = {
  list: (cursor?: string) => api.get<Page<Post>>('/posts', { limit: 30, cursor }),
  /** Those under which something on this ticket was said. */
  ofTicket: async (ticket: string): Promise<Post[]> =>
    (await api.get<Page<Post>>('/posts', { ticket, limit: 5 })).items,
  one: (id: string) => api.get<Post>(`/posts/${id}`),
  create: (draft: PostDraft) => api.post<Post>('/posts', draft),
  change: (id: string, change: PostDraft & { version: number }) => api.patch<Post>(`/posts/${id}`, change),
  remove: (id: string) => api.delete(`/posts/${id}`),
  preview: (draft: Pick<PostDraft, 'text' | 'link' | 'pictureId' | 'inboxIds'>) =>
    api.post<{ lines: PostOnLine[] }>('/posts/preview', draft),
  ask: ({ id, version }: Post) => api.post<Post>(`/posts/${id}/ask`, { version }),
  withdraw: ({ id }: Post) => api.post<Post>(`/posts/${id}/withdraw`),
  publish: ({ id, version }: Post) => api.post<Post>(`/posts/${id}/publish`, { version }),
  refuse: ({ id, version }: Post, reason: string) => api.post<Post>(`/posts/${id}/refuse`, { version, reason }),
  isThere: ({ id }: Post, targetId: string) => api.post<Post>(`/posts/${id}/targets/${targetId}/there`, {}),
  again: ({ id }: Post, targetId: string) => api.post<Post>(`/posts/${id}/targets/${targetId}/again`),
  answers: (id: string, cursor?: string) => api.get<Page<PostAnswer>>(`/posts/${id}/answers`, { cursor, limit: 30 }),
};
