import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Refusal } from './refusal.js';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  /** Give it back as `?cursor=` for the next page; null at the end. */
  nextCursor: string | null;
}

export type Key = string | number | null;

/** The sort key of the last row, opaque to callers. */
export const encodeCursor = (key: Key[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

export function decodeCursor(cursor: string | undefined, length: number): Key[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits =
      Array.isArray(key) &&
      key.length === length &&
      key.every((k) => k === null || ['string', 'number'].includes(typeof k));
    if (fits) return key as Key[];
  } catch {
    // falls through: the same answer for every unreadable cursor
  }
  throw new Refusal('invalid_cursor', 422, 'This cursor is not one of ours.', {
    errors: [{ path: 'cursor', message: 'use nextCursor of an earlier page' }],
  });
}

/** Rows were asked for one more than `limit`: the extra one tells that there is a next page. */
export function pageOf<R, T>(rows: R[], limit: number, keyOf: (row: R) => Key[], present: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}
