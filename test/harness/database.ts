import pg from 'pg';
import { newId } from '../../src/platform/ids.js';
import { databaseNamed } from './database-named.mjs';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own: a copy of the migrated template, or an empty one. */
export async function makeDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const admin = process.env.FRONTDESK_TEST_DATABASE!;
  const name = `t_${newId().replaceAll('-', '')}`;
  const template = empty ? 'template0' : 'template_frontdesk';
  // The template is small and its files rest in memory: copying them takes half of what logging every page does.
  await onServer(admin, `create database ${name} template ${template} strategy file_copy`);
  return {
    url: databaseNamed(admin, name),
    drop: () => onServer(admin, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
