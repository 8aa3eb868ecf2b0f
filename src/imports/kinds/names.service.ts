import { Injectable } from '@nestjs/common';
import { CompaniesService } from '../../customers/companies.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { plainOf } from './field.rules.js';
import type { Made, Options, Scene } from './handler.js';
import type { Target } from './kinds.rules.js';

type Db = Pick<Tx, 'query'>;

export interface Named {
  /** By the name as it stands in the file. */
  ids: Map<string, string>;
  several: Set<string>;
}

/** What rows call by name or by the id that it has elsewhere. */
@Injectable()
export class Names {
  constructor(private readonly companies: CompaniesService) {}

  /** Companies of these names: case, accents and spaces do not tell them apart. */
  async companiesCalled(db: Db, names: readonly string[]): Promise<Named> {
    const found: Named = { ids: new Map(), several: new Set() };
    const wanted = [...new Set(names)];
    if (wanted.length === 0) return found;
    const rows = await db.query<{ given: string; ids: string[] }>(
      `select given, array_agg(k.id order by k.id) as ids from unnest($1::text[]) given
       join companies k on plain(k.name) = plain(given) and k.deleted_at is null group by given`,
      [wanted],
    );
    for (const { given, ids } of rows) {
      found.ids.set(given, ids[0]!);
      if (ids.length > 1) found.several.add(given);
    }
    return found;
  }

  /** Those of `called`, and those are made that nobody has; the made ones go into the journal. */
  companiesFor(
    tx: Tx,
    names: readonly string[],
    { ids }: Named,
    options: Options,
  ): { ids: Map<string, string>; made: Map<string, Made> } {
    const made = new Map<string, Made>();
    if (!options.makeCompanies) return { ids, made };
    // Case, accents and spaces do not tell two of them apart; the first way of writing it stays.
    const fresh = new Map<string, string>();
    for (const name of names) if (!ids.has(name) && !fresh.has(plainOf(name))) fresh.set(plainOf(name), name);
    const created = this.companies.addNamed(tx, [...fresh.values()], options.tags);
    const idOf = new Map([...fresh.keys()].map((plain, n) => [plain, created[n]!]));
    for (const name of names) if (!ids.has(name)) ids.set(name, idOf.get(plainOf(name))!);
    for (const id of created) made.set(id, { target: 'company', id, version: 1 });
    return { ids, made };
  }

  /** What was read in before under these ids, from the same place. */
  async byRef(
    db: Db,
    { source, options }: Pick<Scene, 'source' | 'options'>,
    target: Target,
    refs: readonly (string | null | undefined)[],
  ): Promise<Map<string, string>> {
    const wanted = [...new Set(refs.filter((ref): ref is string => Boolean(ref)))];
    if (wanted.length === 0) return new Map();
    const rows = await db.query<{ ref: string; target_id: string }>(
      'select ref, target_id from import_refs where source = $1 and account = $2 and target = $3 and ref = any($4)',
      [source, options.account, target, wanted],
    );
    return new Map(rows.map((row) => [row.ref, row.target_id]));
  }

  /** Our own people by address, or by name where only one is called so: not every desk tells the addresses of its agents. */
  async usersBy(db: Db, words: readonly string[]): Promise<Map<string, string>> {
    const wanted = [...new Set(words.filter(Boolean).map((word) => word.toLowerCase()))];
    if (wanted.length === 0) return new Map();
    const rows = await db.query<{ word: string; ids: string[] }>(
      `select word, array_agg(u.id) as ids from unnest($1::text[]) word
       join users u on lower(u.email) = word or plain(u.name) = plain(word) group by word`,
      [wanted],
    );
    return new Map(rows.flatMap(({ word, ids }) => (ids.length === 1 ? [[word, ids[0]!] as const] : [])));
  }
}
