import { Refusal } from '../../platform/http/refusal.js';
import { readAfter, readContact, readHandshake, readMessage, readOn, readRating } from './calls.rules.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof Refusal ? error.code : `crash: ${String(error)}`;
  }
};

const HOSTILE: unknown[] = [
  undefined,
  null,
  0,
  '',
  'text',
  [],
  [[]],
  true,
  Number.NaN,
  { toString: null },
  Object.create(null),
  new Date(0),
  Symbol.iterator,
];

describe('whatever a stranger sends', () => {
  it.each(HOSTILE.map((body) => [body]))('%p is refused and breaks nothing', (body) => {
    for (const read of [readMessage, readAfter, readOn, readRating, readContact]) {
      expect(codeOf(() => read(body))).toBe('bad_request');
    }
    expect(['bad_request', 'unauthorized']).toContain(codeOf(() => readHandshake(body)));
  });

  it.each(HOSTILE.filter((v) => v !== undefined && v !== '' && v !== 'text').map((v) => [v]))(
    'a message whose text is %p is refused',
    (text) => {
      expect(codeOf(() => readMessage({ clientId: 'a', text }))).toBe('bad_request');
    },
  );

  it.each([[''], ['a'.repeat(65)], ['a b'], ["'; drop table messages; --"], [{}], [1]])(
    'clientId %p is refused',
    (clientId) => {
      expect(codeOf(() => readMessage({ clientId, text: 'hello' }))).toBe('bad_request');
    },
  );

  it.each([[['x']], [['../../etc/passwd']], ['x'], [Array(11).fill('0190a000-0000-7000-8000-000000000000')], [[{}]]])(
    'attachments %j are refused',
    (attachments) => {
      expect(codeOf(() => readMessage({ clientId: 'a', text: 'hello', attachments }))).toBe('bad_request');
    },
  );
});

describe('a message', () => {
  it('has as many characters as people count', () => {
    expect(codeOf(() => readMessage({ clientId: 'a', text: '😀'.repeat(10_000) }))).toBe('accepted');
    expect(codeOf(() => readMessage({ clientId: 'a', text: '😀'.repeat(10_001) }))).toBe('too_long');
    expect(codeOf(() => readMessage({ clientId: 'a', text: 'x'.repeat(1_000_000) }))).toBe('too_long');
  });

  it('keeps what a database can keep', () => {
    expect(readMessage({ clientId: 'a', text: 'a\u0000b\ud800c' }).text).toBe('ab\ufffdc');
  });

  it.each(['   ', '\n', '\u0000'])('of nothing (%j) is refused', (text) => {
    expect(codeOf(() => readMessage({ clientId: 'a', text }))).toBe('bad_request');
  });

  it('may be an attachment alone, and ignores what it does not know', () => {
    const id = '0190A000-0000-7000-8000-000000000000';
    expect(readMessage({ clientId: 'a', attachments: [id, id], isAdmin: true })).toEqual({
      clientId: 'a',
      text: '',
      attachments: [id.toLowerCase()],
    });
  });
});

describe('the handshake', () => {
  it('takes an identity only whole', () => {
    expect(codeOf(() => readHandshake({ inbox: 'k', identity: { id: '7' } }))).toBe('unauthorized');
    expect(codeOf(() => readHandshake({ inbox: 'k', identity: 'admin' }))).toBe('bad_request');
  });

  it('drops what is not an address or a language', () => {
    const read = readHandshake({
      inbox: 'k',
      lang: '../en',
      identity: { id: '7', hash: 'x', email: 'no address', name: ' Ana\u0007 \n' },
    });
    expect(read).toEqual({ inbox: 'k', identity: { id: '7', hash: 'x', name: 'Ana' } });
  });
});

it.each([[0], [6], [2.5], ['5'], [null]])('a rating of %p is refused', (score) => {
  expect(codeOf(() => readRating({ score }))).toBe('bad_request');
});

it.each(['ana', 'ana@', '@x.org', 'ana@x', 'a b@x.org', 'ana@x.org\nBcc: all@x.org', 'ana@x.org,bob@x.org'])(
  '%j is no e-mail address',
  (email) => {
    expect(codeOf(() => readContact({ email }))).toBe('bad_request');
  },
);
