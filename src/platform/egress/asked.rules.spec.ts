import { aheadOf, requestInWords } from './asked.rules.js';

describe('a request in words', () => {
  it.each([
    ['a plain one', 'https://graph.facebook.com/v23.0/5500010?fields=name', 'GET graph.facebook.com/v23.0/5500010'],
    ['a token in the path', 'https://api.telegram.org/bot5500:AAE-x_y/getMe', 'GET api.telegram.org/…/getMe'],
    [
      'a token in the query',
      'https://graph.instagram.com/refresh?access_token=secret',
      'GET graph.instagram.com/refresh',
    ],
    ['a long part', `https://a.example/${'k'.repeat(41)}/x`, 'GET a.example/…/x'],
    ['a port', 'http://127.0.0.1:8081/', 'GET 127.0.0.1:8081'],
  ])('holds no secret: %s', (_, url, expected) => {
    expect(requestInWords('GET', new URL(url))).toBe(expected);
  });

  it('knows how far another clock is ahead', () => {
    const now = Date.parse('2026-11-29T12:00:00.500Z');

    expect(aheadOf('Sun, 29 Nov 2026 12:00:00 GMT', now)).toBe(0);
    expect(aheadOf('Sun, 29 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
    expect(aheadOf(null, now)).toBeNull();
    expect(aheadOf('nonsense', now)).toBeNull();
  });
});
