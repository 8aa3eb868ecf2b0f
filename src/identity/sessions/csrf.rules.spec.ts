import { madeByOurPages, type BrowserHints } from './csrf.rules.js';

const OURS = 'https://desk.example';

it.each<[string, Partial<BrowserHints>, boolean]>([
  ['reading from anywhere', { method: 'GET', fetchSite: 'cross-site' }, true],
  ['our page, by its header', { requestedWith: 'frontdesk' }, true],
  ['our page, by its origin', { origin: OURS }, true],
  ['our page under another name of the same host', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
  ['our page, by the browser’s word', { fetchSite: 'same-origin' }, true],
  ['another site', { origin: 'https://evil.example', fetchSite: 'cross-site' }, false],
  ['another site that also found the header', { origin: 'https://evil.example', requestedWith: 'frontdesk' }, false],
  ['a sibling of our host', { origin: 'https://blog.desk.example', fetchSite: 'same-site' }, false],
  ['a sandboxed frame', { origin: 'null' }, false],
  ['no hint at all', {}, false],
])('a change by %s', (_, hints, expected) => {
  expect(madeByOurPages({ method: 'POST', host: 'desk.example', ...hints }, OURS)).toBe(expected);
});
