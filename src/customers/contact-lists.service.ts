import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { builtOn } from '../platform/database/references.js';
import type { Tx } from '../platform/database/tx.js';
import { newId } from '../platform/ids.js';
import { isFreeMail } from './free-mail.rules.js';
import { domainOf, domainsAbove } from './identity.rules.js';
import { Suppressions } from './suppressions.service.js';
import { tidyTags } from './tag.rules.js';

type Db = Pick<Tx, 'query'>;

/** Somebody in a list, already in the form in which we compare. */
export interface ListedPerson {
  name: string | null;
  title?: string | null;
  language?: string | null;
  companyId?: string | null;
  notes?: string | null;
  tags?: string[];
  fields?: Record<string, unknown>;
  identities: ListedIdentity[];
}

export interface ListedIdentity {
  kind: 'email' | 'phone';
  /** Canonical. */
  value: string;
  display: string;
}

export interface Look {
  /** Who is known by one of the addresses and numbers, or by the name alone where there are none. */
  knownId: string | null;
  /** The addresses and numbers are those of several people. */
  several: boolean;
  /** One of them is that of somebody who was erased: they are not brought back. */
  erased: boolean;
}

/** What stood there before, to be put back. */
export interface ContactBefore {
  values: Partial<Record<'name' | 'title' | 'language' | 'company_id' | 'notes', string | null>>;
  tags?: string[];
  fields?: Record<string, unknown>;
  identityIds: string[];
}

export const identityKey = ({ kind, value }: { kind: string; value: string }): string => `${kind} ${value}`;

/** People by the thousand, in sets: a statement for each table and not for each of them. */
@Injectable()
export class ContactLists {
  constructor(
    private readonly clock: Clock,
    private readonly suppressions: Suppressions,
  ) {}

  async look(db: Db, people: readonly ListedPerson[]): Promise<Look[]> {
    const identities = people.flatMap((person) => person.identities);
    const erased = await this.suppressions.among(db, identities);
    const known = await this.known(db, identities);
    const named = await this.named(db, people);
    let at = 0;
    return people.map((person, n) => {
      const owners = new Set<string>();
      let gone = false;
      for (const identity of person.identities) {
        gone ||= erased.has(at);
        at += 1;
        const owner = known.get(identityKey(identity));
        if (owner) owners.add(owner);
      }
      const [first] = person.identities.length > 0 ? owners : [named.get(n)];
      return { knownId: first ?? null, several: owners.size > 1, erased: gone };
    });
  }

  /**
   * Makes all of them; an address that somebody has meanwhile stays theirs. Their company is the one given, or else the
   * one that owns the domain of their address. One event for all: `contacts.listed`.
   */
  async add(tx: Tx, people: readonly ListedPerson[]): Promise<string[]> {
    const now = this.clock.now();
    const domains = await this.domains(tx, people);
    const rows = people.map((person) => ({
      id: newId(),
      name: person.name ?? person.identities[0]?.display ?? '—',
      title: person.title ?? null,
      language: person.language ?? null,
      company_id: person.companyId ?? companyBy(person, domains),
      notes: person.notes ?? null,
      tags: tidyTags(person.tags ?? []),
      fields: person.fields ?? {},
    }));
    const identities = people.flatMap((person, n) =>
      person.identities.map((one) => ({ ...one, id: newId(), contact_id: rows[n]!.id })),
    );
    tx.write(
      `insert into contacts (id, name, title, language, company_id, notes, tags, fields, created_at, updated_at)
       select id, name, title, language, company_id, notes, tags, fields, $2, $2 from jsonb_to_recordset($1)
         as r(id uuid, name text, title text, language text, company_id uuid, notes text, tags text[], fields jsonb)`,
      [JSON.stringify(rows), now],
    );
    if (identities.length > 0) await this.attach(tx, identities);
    tx.emit('contacts.listed', { contactIds: rows.map(({ id }) => id) });
    return rows.map(({ id }) => id);
  }

  /** What the list says counts; what it does not say stays. Null where all is as the list says. */
  async update(tx: Tx, id: string, person: ListedPerson): Promise<{ before: ContactBefore; version: number } | null> {
    const [row] = await tx.query<Record<string, unknown> & { tags: string[]; fields: Record<string, unknown> }>(
      'select name, title, language, company_id, notes, tags, fields, version from contacts where id = $1 for update',
      [id],
    );
    if (!row) return null;
    const given = {
      name: person.name,
      title: person.title,
      language: person.language,
      company_id: person.companyId,
      notes: person.notes,
    };
    const changed = (Object.keys(given) as (keyof typeof given)[]).filter(
      (key) => given[key] && given[key] !== row[key],
    );
    const tags = tidyTags([...row.tags, ...(person.tags ?? [])]);
    const fields = { ...row.fields, ...person.fields };
    const moreTags = tags.length > row.tags.length;
    const otherFields = JSON.stringify(fields) !== JSON.stringify(row.fields);
    const identityIds = await this.attach(
      tx,
      person.identities.map((one) => ({ ...one, id: newId(), contact_id: id })),
    );
    if (changed.length === 0 && !moreTags && !otherFields && identityIds.length === 0) return null;
    const value = (key: keyof typeof given): unknown => (changed.includes(key) ? given[key] : row[key]);
    const [after] = await tx.query<{ version: number }>(
      `update contacts set name = $2, title = $3, language = $4, company_id = $5, notes = $6, tags = $7, fields = $8,
         version = version + 1, updated_at = $9 where id = $1 returning version`,
      [
        id,
        value('name'),
        value('title'),
        value('language'),
        value('company_id'),
        value('notes'),
        tags,
        JSON.stringify(fields),
        this.clock.now(),
      ],
    );
    tx.emit('contact.changed', {
      contactId: id,
      changed: [...changed, ...(identityIds.length > 0 ? ['identities'] : [])],
    });
    return {
      version: after!.version,
      before: {
        values: Object.fromEntries(changed.map((key) => [key, row[key] as string | null])),
        ...(moreTags && { tags: row.tags }),
        ...(otherFields && { fields: row.fields }),
        identityIds,
      },
    };
  }

  /** Gives back what an update took, where nobody changed anything since. Returns whether it could. */
  async restore(tx: Tx, id: string, version: number, before: ContactBefore): Promise<boolean> {
    const [row] = await tx.query<Record<string, unknown>>(
      'select * from contacts where id = $1 and version = $2 and deleted_at is null and merged_into_id is null for update',
      [id, version],
    );
    if (!row) return false;
    const used = await builtOn(tx, 'contact_identities', before.identityIds, { column: 'identity_id', except: [] });
    if (used.size > 0) return false;
    await tx.query('delete from contact_identities where id = any($1::uuid[])', [before.identityIds]);
    const value = (key: string): unknown => (key in before.values ? before.values[key as 'name'] : row[key]);
    await tx.query(
      `update contacts set name = $2, title = $3, language = $4, company_id = $5, notes = $6, tags = $7, fields = $8,
         version = version + 1, updated_at = $9 where id = $1`,
      [
        id,
        value('name'),
        value('title'),
        value('language'),
        value('company_id'),
        value('notes'),
        before.tags ?? row.tags,
        JSON.stringify(before.fields ?? row.fields),
        this.clock.now(),
      ],
    );
    tx.emit('contact.changed', { contactId: id, changed: Object.keys(before.values) });
    return true;
  }

  /**
   * Takes away those whom nobody touched since: no change, no word, no work. Returns why each of the others stays.
   * `except`: tables of the asker in which they stand without having been touched.
   */
  async takeAway(tx: Tx, ids: readonly string[], except: readonly string[]): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    const rows = await tx.query<{ id: string; changed: boolean }>(
      `select id, version > 1 or merged_into_id is not null as changed from contacts where id = any($1::uuid[]) for update`,
      [ids],
    );
    for (const { id, changed } of rows) if (changed) kept.set(id, 'changed');
    const own = ['contact_identities', ...except];
    for (const [id, place] of await builtOn(tx, 'contacts', ids, { column: 'contact_id', except: own }))
      kept.set(id, place);
    const identities = await tx.query<{ id: string; contact_id: string }>(
      'select id, contact_id from contact_identities where contact_id = any($1::uuid[])',
      [ids],
    );
    const used = await builtOn(
      tx,
      'contact_identities',
      identities.map(({ id }) => id),
      {
        column: 'identity_id',
        except: [],
      },
    );
    for (const { id, contact_id } of identities) if (used.has(id)) kept.set(contact_id, used.get(id)!);
    const free = ids.filter((id) => !kept.has(id));
    await tx.query('delete from contact_identities where contact_id = any($1::uuid[])', [free]);
    await tx.query('delete from contacts where id = any($1::uuid[])', [free]);
    return kept;
  }

  private async known(db: Db, identities: readonly ListedIdentity[]): Promise<Map<string, string>> {
    if (identities.length === 0) return new Map();
    const rows = await db.query<{ kind: string; value: string; contact_id: string }>(
      `select i.kind, i.value, i.contact_id from unnest($1::text[], $2::text[]) as given(kind, value)
       join contact_identities i on i.kind = given.kind and i.scope = '' and i.value = given.value and i.valid_to is null`,
      [identities.map(({ kind }) => kind), identities.map(({ value }) => value)],
    );
    return new Map(rows.map((row) => [identityKey(row), row.contact_id]));
  }

  /** Without an address or a number, the same name in the same company is the same person. */
  private async named(db: Db, people: readonly ListedPerson[]): Promise<Map<number, string>> {
    const asked = people.flatMap(({ name, companyId, identities }, at) =>
      name && identities.length === 0 ? [{ at, name, company_id: companyId ?? null }] : [],
    );
    if (asked.length === 0) return new Map();
    const rows = await db.query<{ at: number; id: string }>(
      `select distinct on (r.at) r.at, c.id from jsonb_to_recordset($1) as r(at int, name text, company_id uuid)
       join contacts c on plain(c.name) = plain(r.name) and c.company_id is not distinct from r.company_id
         and c.deleted_at is null and c.merged_into_id is null
       order by r.at, c.id`,
      [JSON.stringify(asked)],
    );
    return new Map(rows.map(({ at, id }) => [at, id]));
  }

  private async domains(db: Db, people: readonly ListedPerson[]): Promise<Map<string, string>> {
    const all = new Set(people.flatMap((person) => (person.companyId ? [] : domainsOf(person))));
    if (all.size === 0) return new Map();
    const rows = await db.query<{ domain: string; company_id: string }>(
      'select domain, company_id from company_domains where domain = any($1)',
      [[...all]],
    );
    return new Map(rows.map((row) => [row.domain, row.company_id]));
  }

  private async attach(tx: Tx, identities: readonly (ListedIdentity & { id: string; contact_id: string })[]) {
    if (identities.length === 0) return [];
    const rows = await tx.query<{ id: string }>(
      `insert into contact_identities (id, contact_id, kind, scope, value, display, valid_from)
       select id, contact_id, kind, '', value, display, $2 from jsonb_to_recordset($1)
         as r(id uuid, contact_id uuid, kind text, value text, display text)
       on conflict (kind, scope, value) where valid_to is null do nothing returning id`,
      [JSON.stringify(identities), this.clock.now()],
    );
    return rows.map(({ id }) => id);
  }
}

const domainsOf = ({ identities }: ListedPerson): string[] =>
  identities.flatMap(({ kind, value }) => {
    const domain = kind === 'email' ? domainOf(value) : '';
    return domain && !isFreeMail(domain) ? domainsAbove(domain) : [];
  });

function companyBy(person: ListedPerson, domains: ReadonlyMap<string, string>): string | null {
  for (const domain of domainsOf(person)) {
    const found = domains.get(domain);
    if (found) return found;
  }
  return null;
}
