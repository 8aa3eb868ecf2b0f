import { Injectable } from '@nestjs/common';
import {
  ContactLists,
  identityKey,
  type ContactBefore,
  type ListedPerson,
  type Look,
} from '../../customers/contact-lists.service.js';
import { canonical } from '../../customers/identity.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import { customValues } from './custom-values.rules.js';
import { plainOf, type RowError, type Values } from './field.rules.js';
import {
  planOf,
  type GivenRow,
  type Handler,
  type JournalEntry,
  type Made,
  type Outcome,
  type Scene,
  type Verdict,
} from './handler.js';
import { Names, type Named } from './names.service.js';

interface Read {
  person: ListedPerson;
  errors: RowError[];
}

/** Tables of ours in which somebody stands because they were read in. */
const OWN = ['import_rows', 'import_journal', 'import_refs'];

/** People. The kind that comes by the hundred thousand: everything in sets. */
@Injectable()
export class ContactsHandler implements Handler {
  readonly kind = 'contacts';
  readonly target = 'contact';
  readonly batch = 1_000;

  constructor(
    private readonly lists: ContactLists,
    private readonly names: Names,
  ) {}

  async look(db: Pick<Tx, 'query'>, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]> {
    const reads = rows.map((row) => readPerson(row.values, scene));
    return this.judge(db, rows, reads, scene, await this.names.companiesCalled(db, companiesOf(rows)));
  }

  private async judge(
    db: Pick<Tx, 'query'>,
    rows: readonly GivenRow[],
    reads: readonly Read[],
    scene: Scene,
    { ids, several }: Named,
  ): Promise<Verdict[]> {
    for (const [n, { person, errors }] of reads.entries()) {
      const company = rows[n]!.values.company as string | undefined;
      if (!company) continue;
      person.companyId = ids.get(company) ?? null;
      if (several.has(company)) errors.push({ field: 'company', reason: 'ambiguous', value: company });
      if (!person.companyId && !scene.options.makeCompanies)
        errors.push({ field: 'company', reason: 'unknown', value: company });
    }
    const looks = await this.lists.look(
      db,
      reads.map(({ person }) => person),
    );
    return reads.map((read, n) => verdictOf(read, looks[n]!, rows[n]!, scene));
  }

  async write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    // Read once: that numbers are understood costs more than that they are stored.
    const reads = rows.map(({ values }) => readPerson(values, scene));
    for (let from = 0; from < rows.length;) {
      const to = waveEnd(rows, reads, from);
      outcomes.push(...(await this.writeWave(tx, rows.slice(from, to), reads.slice(from, to), scene)));
      from = to;
    }
    return outcomes;
  }

  async takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    const created = entries.filter(({ before }) => !before).map(({ id }) => id);
    for (const [id, why] of await this.lists.takeAway(tx, created, OWN)) kept.set(id, why);
    for (const { id, version, before } of entries) {
      if (before && !(await this.lists.restore(tx, id, version, before as ContactBefore))) kept.set(id, 'changed');
    }
    return kept;
  }

  /** Rows of which none is the same person as another. */
  private async writeWave(tx: Tx, rows: readonly GivenRow[], reads: readonly Read[], scene: Scene): Promise<Outcome[]> {
    const called = await this.names.companiesCalled(tx, companiesOf(rows));
    const verdicts = await this.judge(tx, rows, reads, scene, called);
    const doing = rows.flatMap((row, n) =>
      ['create', 'update'].includes(verdicts[n]!.plan)
        ? [{ row, verdict: verdicts[n]!, person: reads[n]!.person }]
        : [],
    );
    const wanted = companiesOf(doing.map(({ row }) => row));
    const { ids, made } = this.names.companiesFor(tx, wanted, called, scene.options);
    const refs = await this.names.byRef(
      tx,
      scene,
      'company',
      doing.map(({ row }) => row.values.companyRef as string),
    );
    const people = new Map<GivenRow, ListedPerson>();
    for (const { row, person } of doing) {
      person.companyId = refs.get(row.values.companyRef as string) ?? ids.get(row.values.company as string) ?? null;
      people.set(row, person);
    }
    const fresh = doing.filter(({ verdict }) => verdict.plan === 'create').map(({ row }) => row);
    const created =
      fresh.length > 0
        ? await this.lists.add(
            tx,
            fresh.map((row) => people.get(row)!),
          )
        : [];
    const idOf = new Map(fresh.map((row, n) => [row, created[n]!]));
    const outcomes: Outcome[] = [];
    for (const [n, row] of rows.entries()) {
      const verdict = verdicts[n]!;
      const more = companyMade(made, people.get(row)?.companyId);
      if (verdict.plan === 'create') {
        outcomes.push({ deed: 'created', made: { target: 'contact', id: idOf.get(row)!, version: 1 }, more });
      } else if (verdict.plan === 'update') {
        const changed = await this.lists.update(tx, verdict.knownId!, people.get(row)!);
        outcomes.push(
          changed
            ? { deed: 'updated', made: { target: 'contact', id: verdict.knownId!, ...changed }, more }
            : { deed: 'skipped', errors: [{ field: '', reason: 'known' }], more },
        );
      } else outcomes.push({ deed: verdict.plan === 'skip' ? 'skipped' : 'refused', errors: verdict.errors });
    }
    return outcomes;
  }
}

/** Each made company once, with the first of its people. */
function companyMade(made: Map<string, Made>, companyId: string | null | undefined): Made[] {
  const found = companyId ? made.get(companyId) : undefined;
  if (!found) return [];
  made.delete(found.id);
  return [found];
}

const companiesOf = (rows: readonly GivenRow[]): string[] =>
  rows.flatMap(({ values }) => (typeof values.company === 'string' ? [values.company] : []));

function waveEnd(rows: readonly GivenRow[], reads: readonly Read[], from: number): number {
  const seen = new Set<string>();
  for (let at = from; at < rows.length; at += 1) {
    const keys = keysOf(reads[at]!.person, rows[at]!.values);
    if (keys.some((key) => seen.has(key))) return at;
    for (const key of keys) seen.add(key);
  }
  return rows.length;
}

const keysOf = ({ identities, name }: ListedPerson, values: Values): string[] =>
  identities.length > 0
    ? identities.map(identityKey)
    : [`name ${plainOf(name ?? '')} / ${plainOf(String(values.company ?? values.companyRef ?? ''))}`];

function verdictOf({ person, errors }: Read, look: Look, row: GivenRow, scene: Scene): Verdict {
  const keys = keysOf(person, row.values);
  if (look.erased) errors.push({ field: '', reason: 'erased' });
  if (errors.length > 0) return { plan: 'refuse', knownId: null, errors, keys };
  const knownId = row.knownId ?? look.knownId;
  const plan = planOf(knownId, Boolean(row.knownId), scene.options, true);
  return { plan, knownId, errors: plan === 'skip' ? [{ field: '', reason: 'known' }] : [], keys };
}

/** Somebody as the directory keeps them. */
export function readPerson(values: Values, { options, customFields }: Pick<Scene, 'options' | 'customFields'>): Read {
  const errors: RowError[] = [];
  const identities = new Map<string, ListedPerson['identities'][number]>();
  const add = (field: string, given: unknown): void => {
    if (typeof given !== 'string' || given === '') return;
    const kind = field === 'phone' || field === 'mobile' ? 'phone' : 'email';
    const found = canonical(kind, given, options.country);
    if (!found) errors.push({ field, reason: kind === 'email' ? 'not_email' : 'not_phone', value: given.slice(0, 80) });
    else identities.set(`${kind} ${found.value}`, { kind, ...found });
  };
  add('mail', values.mail);
  for (const one of (values.otherEmails as string[] | undefined) ?? []) add('otherEmails', one);
  add('phone', values.phone);
  add('mobile', values.mobile);
  const name =
    (values.name as string | undefined) ?? [values.firstName, values.lastName].filter(Boolean).join(' ').slice(0, 200);
  if (!name && identities.size === 0 && errors.length === 0) errors.push({ field: 'name', reason: 'missing' });
  const custom = customValues(customFields.contact, values);
  errors.push(...custom.errors);
  return {
    errors,
    person: {
      name: name || null,
      title: values.title as string | undefined,
      language: languageOf(values.language),
      notes: values.notes as string | undefined,
      tags: [...((values.tags as string[] | undefined) ?? []), ...options.tags],
      fields: custom.fields,
      identities: [...identities.values()],
    },
  };
}

/** A tag of BCP 47 as far as it can be told; what is written out (“Portuguese”) is not guessed. */
export const languageOf = (given: unknown): string | undefined =>
  typeof given === 'string' && /^[a-z]{2,3}([-_][a-z\d]{2,8})*$/i.test(given)
    ? given
        .replaceAll('_', '-')
        .replace(/^[a-z]+/i, (part) => part.toLowerCase())
        .replace(/-([a-z]{2})$/i, (part) => part.toUpperCase())
    : undefined;
