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

  /** The same, and those are made that nobody has; the made ones go into the journal. */
  async companiesFor(
    tx: Tx,
    names: readonly string[],
    options: Options,
  ): Promise<{ ids: Map<string, string>; made: Map<string, Made> }> {
    const { ids } = await this.companiesCalled(tx, names);
    const made = new Map<string, Made>();
    if (!options.makeCompanies) return { ids, made };
    const fresh = new Map<string, string>();
    for (const name of names) {
      if (ids.has(name)) continue;
      const plain = plainOf(name);
      let id = fresh.get(plain);
      if (!id) {
        id = await this.companies.add(tx, { name, tags: options.tags });
        fresh.set(plain, id);
        made.set(id, { target: 'company', id, version: 1 });
      }
      ids.set(name, id);
    }
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

  async usersBy(db: Db, emails: readonly string[]): Promise<Map<string, string>> {
    const wanted = [...new Set(emails.map((email) => email.toLowerCase()))];
    if (wanted.length === 0) return new Map();
    const rows = await db.query<{ email: string; id: string }>(
      'select lower(email) as email, id from users where lower(email) = any($1)',
      [wanted],
    );
    return new Map(rows.map(({ email, id }) => [email, id]));
  }
}
