import { api } from './client';
import type {
  AnswerArticle,
  Article,
  ArticleOpinion,
  ArticleQuery,
  ArticleRow,
  ArticleTraits,
  ArticleVersion,
  Category,
  KnowledgeFigures,
} from './knowledge.types';
import type { Page } from './tickets.types';

export const knowledge = {
  list: (query: ArticleQuery, cursor?: string) =>
    api.get<Page<ArticleRow>>('/knowledge/articles', { ...query, limit: 50, cursor }),
  one: (id: string) => api.get<Article>(`/knowledge/articles/${id}`),
  create: (body: ArticleTraits & { language: string; title: string; summary?: string; body?: string }) =>
    api.post<Article>('/knowledge/articles', body),
  fromMessage: (body: { ticketId: string; messageId: string }) =>
    api.post<Article>('/knowledge/articles/from-message', body),
  change: ({ id, version }: Article, traits: ArticleTraits) =>
    api.patch<Article>(`/knowledge/articles/${id}`, { version, ...traits }),
  write: (
    { id, version }: Article,
    language: string,
    wording: { title: string; summary: string; body: string; slug?: string },
  ) => api.put<Article>(`/knowledge/articles/${id}/translations/${language}`, { version, ...wording }),
  move: ({ id, version }: Article, move: 'ask' | 'withdraw' | 'publish' | 'archive' | 'reopen') =>
    api.post<Article>(`/knowledge/articles/${id}/${move}`, { version }),
  remove: (id: string) => api.delete(`/knowledge/articles/${id}`),
  versions: async (id: string, language: string): Promise<ArticleVersion[]> =>
    (await api.get<Page<ArticleVersion>>(`/knowledge/articles/${id}/translations/${language}/versions`)).items,
  version: (id: string, language: string, number: number) =>
    api.get<ArticleVersion & { body: string; summary: string }>(
      `/knowledge/articles/${id}/translations/${language}/versions/${number}`,
    ),
  restore: ({ id, version }: Article, language: string, number: number) =>
    api.post<Article>(`/knowledge/articles/${id}/translations/${language}/versions/${number}/restore`, { version }),
  read: (id: string, language: string) =>
    api.get<{ title: string; body: string }>(`/knowledge/articles/${id}/reading/${language}`),
  answers: (query: { q?: string; ticket?: string; language?: string }) =>
    api.get<Page<AnswerArticle> & { language: string }>('/knowledge/answers', query),
  inserted: (id: string) => api.post<void>(`/knowledge/articles/${id}/inserted`, {}),
  categories: async (): Promise<Category[]> => (await api.get<Page<Category>>('/knowledge/categories')).items,
  makeCategory: (body: { names: Record<string, string>; about: Record<string, string>; parentId: string | null }) =>
    api.post<Category>('/knowledge/categories', body),
  changeCategory: (
    { id, version }: Category,
    body: { names: Record<string, string>; about: Record<string, string>; parentId: string | null },
  ) => api.patch<Category>(`/knowledge/categories/${id}`, { version, ...body }),
  orderCategories: (ids: string[]) => api.put<Page<Category>>('/knowledge/categories/order', { ids }),
  removeCategory: (id: string) => api.delete(`/knowledge/categories/${id}`),
  opinions: (query: { state?: 'new' | 'done'; article?: string }, cursor?: string) =>
    api.get<Page<ArticleOpinion>>('/knowledge/feedback', { ...query, limit: 30, cursor }),
  settle: (id: string, state: 'new' | 'done') => api.put<void>(`/knowledge/feedback/${id}/state`, { state }),
  figures: (days: number) => api.get<KnowledgeFigures>('/knowledge/figures', { days }),
};
