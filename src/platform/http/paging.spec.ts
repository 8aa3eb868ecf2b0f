import 'reflect-metadata';
import { decodeCursor, encodeCursor, pageOf } from './paging.js';

describe('cursors', () => {
  it('come back as they went out', () => {
    const key = ['2026-03-15T10:00:00.000Z', 7, null];
    expect(decodeCursor(encodeCursor(key), 3)).toEqual(key);
    expect(decodeCursor(undefined, 3)).toBeNull();
  });

  it.each([
    ['words', 'next page please'],
    ['no array', Buffer.from('{"a":1}').toString('base64url')],
    ['too short', encodeCursor(['a'])],
    ['an object within', Buffer.from('[{"$gt":1},2]').toString('base64url')],
    ['a boolean within', Buffer.from('[true,2]').toString('base64url')],
  ])('are refused when they are %s', (_, cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(expect.objectContaining({ status: 422, code: 'invalid_cursor' }));
  });
});

describe('a page', () => {
  const rows = [1, 2, 3];

  it('ends without a cursor where there is no further row', () => {
    expect(pageOf(rows, 3, (r) => [r], String)).toEqual({ items: ['1', '2', '3'], nextCursor: null });
  });

  it('points behind its last row where there is one', () => {
    const page = pageOf(rows, 2, (r) => [r], String);
    expect(page.items).toEqual(['1', '2']);
    expect(decodeCursor(page.nextCursor!, 1)).toEqual([2]);
  });
});
