export type PostState = 'draft' | 'awaiting' | 'refused' | 'planned' | 'publishing' | 'done';
export type TargetState = 'chosen' | 'waiting' | 'publishing' | 'published' | 'failed' | 'unknown';

export interface PostLine {
  id: string;
  name: string;
  channel: string;
}

interface Person {
  id: string;
  name: string;
}

export interface PostPicture {
  id: string;
  name: string;
  type: string;
  size: number;
  url: string;
}

export interface PostTarget {
  id: string;
  inbox: PostLine;
  state: TargetState;
  url: string | null;
  error: string | null;
  nextAt: string | null;
  publishedAt: string | null;
}

export interface Post {
  id: string;
  text: string;
  link: string | null;
  picture: PostPicture | null;
  state: PostState;
  problem: string | null;
  plannedAt: string | null;
  zone: string | null;
  author: Person | null;
  askedAt: string | null;
  approvedBy: Person | null;
  approvedAt: string | null;
  refusedBy: Person | null;
  refusal: string | null;
  startedAt: string | null;
  targets: PostTarget[];
  /** How often something was said under it. */
  answers: number;
  version: number;
  createdAt: string;
}

export interface PostDraft {
  text: string;
  link: string | null;
  pictureId: string | null;
  inboxIds: string[];
  plannedAt: string | null;
  zone: string | null;
}

export interface PostProblem {
  code: string;
  message: string;
  limit?: number;
  setting?: string;
}

export interface PostOnLine {
  inbox: PostLine;
  text: string;
  link: string | null;
  maxText: number | null;
  problems: PostProblem[];
}

export interface PostAnswer {
  id: string;
  text: string;
  takenBack: boolean;
  contact: Person | null;
  inbox: PostLine;
  ticket: { id: string; number: number };
  answered: boolean;
  at: string;
}
