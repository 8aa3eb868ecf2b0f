import { expect, it } from '@jest/globals';
import { isLink, standingOf } from './post-state.rules';
import type { Post, TargetState } from '../../api/posts.types';

const done = (...states: TargetState[]): Pick<Post, 'state' | 'targets'> => ({
  state: 'done',
  targets: states.map((state) => ({ state }) as Post['targets'][number]),
});

it.each([
  ['published everywhere', done('published', 'published'), 'published'],
  ['in part', done('published', 'failed'), 'partly'],
  ['nowhere', done('failed'), 'failed'],
  ['not known', done('published', 'failed', 'unknown'), 'unknown'],
  ['not begun', { state: 'awaiting' as const, targets: [] }, 'awaiting'],
])('a post that is %s', (_, post, expected) => {
  expect(standingOf(post)).toBe(expected);
});

it.each([
  ['https://desk.example/a', true],
  ['http://a.br', true],
  ['https://', false],
  ['desk.example', false],
])('%s is a link: %p', (text, expected) => {
  expect(isLink(text)).toBe(expected);
});
