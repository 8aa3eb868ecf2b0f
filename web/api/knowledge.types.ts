export const ARTICLE_STATES = ['draft', 'in_review', 'published', 'archived'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];
export const AUDIENCES = ['public', 'customers', 'packages', 'internal'] as const;
export type Audience = (typeof AUDIENCES)[number];

interface Named {
  id: string;
  name: string;
}

export interface ArticleRow {
  id: string;
  title: string;
  state: ArticleState;
  audience: Audience;
  categoryId: string | null;
  tags: string[];
  author: Named | null;
  languages: { language: string; title: string; live: boolean; changed: boolean }[];
  reviewBy: string | null;
  publishedAt: string | null;
  updatedAt: string;
  viewed: number;
  helpful: number;
  unhelpful: number;
}

export interface Wording {
  language: string;
  slug: string;
  title: string;
  summary: string;
  body: string;
  live: boolean;
  changed: boolean;
  liveAt: string | null;
  url: string | null;
}

export interface Article {
  id: string;
  state: ArticleState;
  audience: Audience;
  packages: Named[];
  categoryId: string | null;
  tags: string[];
  author: Named | null;
  reviewBy: string | null;
  publishedAt: string | null;
  ticketNumber: number | null;
  source: string | null;
  translations: Wording[];
  version: number;
  updatedAt: string;
}

export interface ArticleTraits {
  categoryId?: string | null;
  audience?: Audience;
  packageIds?: string[];
  tags?: string[];
  reviewBy?: string | null;
}

export interface ArticleVersion {
  number: number;
  what: 'written' | 'restored' | 'imported';
  title: string;
  by: Named | null;
  at: string;
}

export interface Category {
  id: string;
  parentId: string | null;
  slug: string;
  names: Record<string, string>;
  about: Record<string, string>;
  articles: number;
  version: number;
}

export interface ArticleOpinion {
  id: string;
  article: { id: string; title: string };
  language: string;
  helpful: boolean;
  said: string;
  state: 'new' | 'done';
  contact: Named | null;
  at: string;
}

export interface KnowledgeFigures {
  viewed: number;
  suggested: number;
  opened: number;
  solved: number;
  inserted: number;
  helpful: number;
  unhelpful: number;
  waiting: number;
  articles: {
    id: string;
    title: string;
    viewed: number;
    solved: number;
    inserted: number;
    helpful: number;
    unhelpful: number;
  }[];
  missed: { language: string; query: string; times: number; lastAt: string }[];
}

export interface AnswerArticle {
  id: string;
  title: string;
  summary: string;
  language: string;
  audience: Audience;
  url: string | null;
  readable: boolean | null;
}

export interface ArticleQuery {
  state?: ArticleState;
  audience?: Audience;
  category?: string;
  q?: string;
  review?: 'due';
}
