import { describe, expect, it } from '@jest/globals';
import { dayWords, dueIn, shortTime, span } from './time';

const reader = { language: 'en-GB', timeZone: 'America/Sao_Paulo' };
const now = new Date('2026-11-17T17:03:00Z'); // 14:03 in São Paulo, a Tuesday

describe('times in words', () => {
  it.each([
    ['today', '2026-11-17T13:20:00Z', '10:20'],
    ['yesterday, although the same UTC day has begun elsewhere', '2026-11-17T02:30:00Z', 'Mon 23:30'],
    ['some weeks ago', '2026-10-06T12:00:00Z', '6 Oct'],
    ['another year', '2025-10-06T12:00:00Z', '6 Oct 2025'],
  ])('a message of %s', (_, at, expected) => expect(shortTime(at, now, reader)).toBe(expected));

  it.each([
    [4 * 60_000, '4 min'],
    [-4 * 60_000, '4 min'],
    [70 * 60_000, '1 h 10 min'],
    [125 * 60_000, '2 h 05 min'],
    [3 * 86_400_000, '3 d'],
  ])('%d ms read %s', (ms, words) => expect(span(ms)).toBe(words));

  it('colours only what is late or soon', () => {
    expect(dueIn('2026-11-17T16:59:00Z', now, reader)).toEqual({ tone: 'bad', late: true, words: '4 min' });
    expect(dueIn('2026-11-17T17:21:00Z', now, reader)).toMatchObject({ tone: 'warn', words: '18 min' });
    expect(dueIn('2026-11-17T18:13:00Z', now, reader)).toMatchObject({ tone: 'plain', words: '1 h 10 min' });
    expect(dueIn('2026-11-18T12:30:00Z', now, reader)).toMatchObject({
      tone: 'plain',
      words: 'Wed 09:30',
      isTime: true,
    });
  });

  it('names today and yesterday in day separators', () => {
    expect(dayWords('2026-11-17T13:00:00Z', now, reader, 'Today', 'Yesterday')).toBe('Today, 17 November');
    expect(dayWords('2026-11-16T13:00:00Z', now, reader, 'Today', 'Yesterday')).toBe('Yesterday, 16 November');
  });
});
