import type { Publishing } from '../channels/contract.js';
import { afterTargets, problemsOn, wordsOn, type LineFacts, type TargetState, type Wording } from './post.rules.js';

const page: Publishing = {
  maxText: 40,
  picture: { types: ['image/png'], maxBytes: 100, maxText: 20 },
  link: true,
};
const on = (publishing: Publishing | null, more: Partial<LineFacts> = {}): LineFacts => ({
  publishing,
  settings: {},
  isOpen: true,
  ...more,
});
const post = (more: Partial<Wording> = {}): Wording => ({
  text: 'Closed on Friday',
  link: null,
  picture: null,
  ...more,
});
const png = { type: 'image/png', size: 10 };
const link = 'https://desk.example/a';

describe('how a post reads on a line', () => {
  it.each<[string, Wording, boolean, { text: string; link: string | null }]>([
    ['words alone', post(), true, { text: 'Closed on Friday', link: null }],
    ['a link in its own place', post({ link }), true, { text: 'Closed on Friday', link }],
    ['a link under the words', post({ link }), false, { text: `Closed on Friday\n\n${link}`, link: null }],
    ['a link under a picture', post({ link, picture: png }), true, { text: `Closed on Friday\n\n${link}`, link: null }],
    [
      'a link that the words name already',
      post({ text: `See ${link}`, link }),
      false,
      { text: `See ${link}`, link: null },
    ],
  ])('%s', (_, wording, own, expected) => {
    expect(wordsOn(wording, { link: own })).toEqual(expected);
  });
});

describe('why a post cannot be published on a line', () => {
  it.each<[string, Wording, LineFacts, string[]]>([
    ['nothing hinders it', post(), on(page), []],
    ['nothing hinders it with a picture', post({ picture: png }), on(page), []],
    ['the line cannot', post(), on(null), ['cannot_publish']],
    ['the line is paused', post(), on(page, { isOpen: false }), ['closed']],
    ['the line does not know where', post(), on({ ...page, setting: 'channel' }), ['setting']],
    ['it knows where', post(), on({ ...page, setting: 'channel' }, { settings: { channel: '@us' } }), []],
    ['there are no words', post({ text: ' ' }), on(page), ['empty']],
    ['too many words', post({ text: 'x'.repeat(41) }), on(page), ['too_long']],
    ['too many words for a picture', post({ text: 'x'.repeat(21), picture: png }), on(page), ['too_long']],
    [
      'too many with the link under them',
      post({ text: 'x'.repeat(30), link }),
      on({ ...page, link: false }),
      ['too_long'],
    ],
    ['as many beside a link', post({ text: 'x'.repeat(30), link }), on(page), []],
    ['it takes no picture', post({ picture: png }), on({ ...page, picture: null }), ['no_picture']],
    ['not this type', post({ picture: { ...png, type: 'image/gif' } }), on(page), ['picture_type']],
    ['not so large', post({ picture: { ...png, size: 101 } }), on(page), ['picture_size']],
  ])('%s', (_, wording, line, expected) => {
    expect(problemsOn(wording, line).map(({ code }) => code)).toEqual(expected);
  });
});

it.each<[TargetState[], string]>([
  [['published', 'waiting'], 'publishing'],
  [['failed', 'publishing'], 'publishing'],
  [['published', 'failed'], 'done'],
  [['published', 'unknown'], 'done'],
])('a post whose targets are %p is %s', (states, expected) => {
  expect(afterTargets(states)).toBe(expected);
});
