import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import type { PoolClient } from 'pg';

/** Statements are written down in the code, so they are few. Where one is put together at run time, it is not prepared. */
const MOST = 400;
const names = new Map<string, string | undefined>();

/** The statement's name on every connection; undefined once there are too many. */
function nameOf(sql: string): string | undefined {
  if (names.has(sql)) return names.get(sql);
  if (names.size >= MOST) return undefined;
  const name = createHash('sha1').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}

/**
 * Runs a statement that PostgreSQL parses and plans once for each connection instead of each time: for the writing path
 * that is a third of its work. Errors are those that TypeORM would throw.
 */
export async function runPrepared<R>(manager: EntityManager, sql: string, values: unknown[]): Promise<R[]> {
  const client = (await manager.queryRunner!.connect()) as PoolClient;
  try {
    const { rows } = await client.query({ name: nameOf(sql), text: sql, values });
    return rows as R[];
  } catch (error) {
    throw new QueryFailedError(sql, values, error as Error);
  }
}
