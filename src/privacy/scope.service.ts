import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isNameless } from '../customers/nameless.rules.js';
import { countryPrefix } from '../customers/phone.rules.js';
import type { Tx } from '../platform/database/tx.js';
import { finders, inScope } from '../platform/privacy/personal-data.js';
import type { KnownBy } from './markers.rules.js';

type Db = Pick<Tx, 'query'>;

/** Finders find what others find by: more rounds than there are kinds would mean that something never ends. */
const MAX_ROUNDS = 12;

/** Which rows are about somebody, written down by kind and id, so that a killed work finds them again when they say nothing. */
@Injectable()
export class Scopes {
  constructor(private readonly db: DataSource) {}

  async begin(db: Db, workId: string, kind: string, ids: readonly string[]): Promise<void> {
    await db.query(
      'insert into privacy_scope (request_id, kind, id) select $1, $2, unnest($3::text[]) on conflict do nothing',
      [workId, kind, ids],
    );
  }

  /** Asks every room until nothing new comes. Returns how many rows were found that were not known before. */
  async collect(db: Db, workId: string): Promise<number> {
    let total = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      let fresh = 0;
      for (const { kind, sql } of finders()) {
        const [row] = await db.query<{ count: number }>(
          `with found as (${inScope(sql)}), kept as (
             insert into privacy_scope (request_id, kind, id)
             select distinct $1::uuid, $2, found.id::text from found where found.id is not null
             on conflict do nothing returning 1
           ) select count(*)::int as count from kept`,
          [workId, kind],
        );
        fresh += row?.count ?? 0;
      }
      total += fresh;
      if (fresh === 0) return total;
    }
    throw new Error('the rows of a person do not come to an end');
  }

  async counts(db: Db, workId: string): Promise<Record<string, number>> {
    const rows = await db.query<{ kind: string; count: number }>(
      'select kind, count(*)::int as count from privacy_scope where request_id = $1 group by kind order by kind',
      [workId],
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }

  async ids(workId: string, kind: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'select id from privacy_scope where request_id = $1 and kind = $2 order by id',
      [workId, kind],
    );
    return rows.map(({ id }) => id);
  }

  async forget(db: Db, workId: string): Promise<void> {
    await db.query('delete from privacy_scope where request_id = $1', [workId]);
  }

  /** By what they are known: now, and in everything that they ever wrote from. */
  async knownBy(db: Db, workId: string): Promise<KnownBy> {
    const identities = await db.query<{ kind: string; value: string; display: string }>(
      inScope(`select kind, value, display from contact_identities where id in @identity`),
      [workId],
    );
    const names = await db.query<{ name: string }>(
      // A name that somebody else has too stays: it would be taken from them.
      inScope(`select name from (select name from contacts where id in @contact
        union select sender ->> 'name' from messages
          where id in @message and author_kind = 'contact' and author_id in @contact and sender ->> 'name' is not null) known
        where not exists (select from contacts c where plain(c.name) = plain(known.name) and c.deleted_at is null
          and c.merged_into_id is null and c.id not in @contact)`),
      [workId],
    );
    const of = (...kinds: string[]) => identities.filter(({ kind }) => kinds.includes(kind));
    return {
      addresses: [...new Set(of('email').flatMap(({ value, display }) => [value, display]))],
      phones: [...new Set(of('phone').flatMap(({ value, display }) => [value, display]))].map(numberOf),
      names: names.map(({ name }) => name).filter((name) => !isNameless(name)),
      ids: of('visitor', 'external').map(({ value }) => value),
    };
  }
}

function numberOf(given: string): KnownBy['phones'][number] {
  const prefix = countryPrefix(given.startsWith('+') ? given.replace(/[^+\d]/g, '') : given) ?? '';
  return { digits: given.replace(/\D/g, ''), prefix: prefix.replace('+', '') };
}
