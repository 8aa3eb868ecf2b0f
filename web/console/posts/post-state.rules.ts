import type { Post, TargetState } from '../../api/posts.types';

/** How a post is called in a word: what became of it on its lines says more than that it is through. */
export type Standing = Exclude<Post['state'], 'done'> | 'published' | 'partly' | 'failed' | 'unknown';

export function standingOf({ state, targets }: Pick<Post, 'state' | 'targets'>): Standing {
  if (state !== 'done') return state;
  const has = (wanted: TargetState): boolean => targets.some((target) => target.state === wanted);
  if (has('unknown')) return 'unknown';
  if (!has('failed')) return 'published';
  return has('published') ? 'partly' : 'failed';
}

/** When it went out, goes out, or was begun. */
export const timeOf = ({ startedAt, plannedAt, state, createdAt }: Post): string =>
  startedAt ?? (state === 'planned' ? plannedAt : null) ?? createdAt;

const LINK = /^https?:\/\/[^\s/$.?#]+\.[^\s]{2,}$/i;

/** What is not a whole link yet is not asked about. */
export const isLink = (text: string): boolean => LINK.test(text.trim());
