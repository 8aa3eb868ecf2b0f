import { foundAmong, type PagePost } from './page-posts.rules.js';

const WORDS = 'Closed\non Friday';
const triedAt = new Date('2026-11-02T12:00:00Z');
const later = (seconds: number): string => new Date(triedAt.getTime() + seconds * 1000).toISOString();
const ours = (at: string, id = '5_1'): PagePost => ({ id, message: WORDS, created_time: at });
const crlf: PagePost = { ...ours(later(2)), message: WORDS.replace('\n', '\r\n') };
const ask = (posts: PagePost[], afterSeconds: number, all = true) =>
  foundAmong(posts, { text: WORDS, triedAt, now: new Date(later(afterSeconds)), all });

describe('whether a post is there whose answer was lost', () => {
  it.each<[string, PagePost[], number, boolean, unknown]>([
    ['it is the one with our words', [ours(later(2))], 30, true, ours(later(2))],
    ['seconds that were cut off are no reason', [ours(later(-1))], 30, true, ours(later(-1))],
    ['the same words of last week are another post', [ours(later(-7 * 86_400))], 600, true, 'not-published'],
    ['other words are another post', [{ ...ours(later(2)), message: 'Closed' }], 600, true, 'not-published'],
    ['lines may be broken in another way', [crlf], 30, true, crlf],
    ['nothing yet says nothing', [], 30, true, 'unknown'],
    ['nothing after minutes says that it is not', [], 600, true, 'not-published'],
    ['unless the list ends before it', [], 600, false, 'unknown'],
    ['two of them are for people to tell apart', [ours(later(2)), ours(later(9), '5_2')], 600, true, 'unknown'],
  ])('%s', (_, posts, after, all, expected) => {
    expect(ask(posts, after, all)).toEqual(expected);
  });
});
