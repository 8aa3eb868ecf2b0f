import { Injectable } from '@nestjs/common';
import { CompaniesService, type CompanyBefore } from '../../customers/companies.service.js';
import { isFreeMail } from '../../customers/free-mail.rules.js';
import { canonicalDomain } from '../../customers/identity.rules.js';
import type { Segment } from '../../customers/segment.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import { customValues } from './custom-values.rules.js';
import { plainOf, type RowError, type Values } from './field.rules.js';
import {
  planOf,
  type GivenRow,
  type Handler,
  type JournalEntry,
  type Outcome,
  type Scene,
  type Verdict,
} from './handler.js';
import { Names } from './names.service.js';
import { takeAway } from './take-away.js';

/** Firms, known by their domains and their names. */
@Injectable()
export class CompaniesHandler implements Handler {
  readonly kind = 'companies';
  readonly target = 'company';
  readonly batch = 200;

  constructor(
    private readonly companies: CompaniesService,
    private readonly names: Names,
  ) {}

  async look(db: Pick<Tx, 'query'>, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]> {
    const { ids } = await this.names.companiesCalled(
      db,
      rows.map(({ values }) => String(values.name ?? '')),
    );
    const owners = await this.owners(
      db,
      rows.flatMap(({ values }) => domainsOf(values).domains),
    );
    return rows.map(({ values, knownId: byRef }) => {
      const { domains, errors } = domainsOf(values);
      const custom = customValues(scene.customFields.company, values);
      errors.push(...custom.errors);
      const name = String(values.name);
      const keys = [`name ${plainOf(name)}`, ...domains.map((domain) => `domain ${domain}`)];
      if (errors.length > 0) return { plan: 'refuse', knownId: null, errors, keys };
      const knownId = byRef ?? domains.map((domain) => owners.get(domain)).find(Boolean) ?? ids.get(name) ?? null;
      const plan = planOf(knownId, Boolean(byRef), scene.options, true);
      return { plan, knownId, errors: plan === 'skip' ? [{ field: '', reason: 'known' }] : [], keys };
    });
  }

  async write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const [verdict] = (await this.look(tx, [row], scene)) as [Verdict];
      outcomes.push(await this.one(tx, row, verdict, scene));
    }
    return outcomes;
  }

  async takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    const created = entries.filter(({ before }) => !before);
    const parts = [['company_domains', 'company_id']] as const;
    const kept = await takeAway(tx, { table: 'companies', column: 'company_id', parts }, created);
    for (const { id, version, before } of entries) {
      if (before && !(await this.companies.restore(tx, id, version, before as CompanyBefore))) kept.set(id, 'changed');
    }
    return kept;
  }

  private async one(tx: Tx, { values }: GivenRow, { plan, knownId, errors }: Verdict, scene: Scene): Promise<Outcome> {
    if (plan === 'skip' || plan === 'refuse') return { deed: plan === 'skip' ? 'skipped' : 'refused', errors };
    const owners = await this.owners(tx, domainsOf(values).domains);
    const fresh = {
      name: values.name as string,
      // A domain says whose somebody is, so it stays with the first who has it.
      domains: domainsOf(values).domains.filter((domain) => !owners.has(domain)),
      notes: values.notes as string | undefined,
      tags: [...((values.tags as string[] | undefined) ?? []), ...scene.options.tags],
      fields: customValues(scene.customFields.company, values).fields,
      segment: values.segment as Segment | undefined,
    };
    if (plan === 'create') {
      const id = await this.companies.add(tx, fresh);
      return { deed: 'created', made: { target: 'company', id, version: 1 } };
    }
    const changed = await this.companies.amend(tx, knownId!, fresh);
    return changed
      ? { deed: 'updated', made: { target: 'company', id: knownId!, ...changed } }
      : { deed: 'skipped', errors: [{ field: '', reason: 'known' }] };
  }

  private async owners(db: Pick<Tx, 'query'>, domains: readonly string[]): Promise<Map<string, string>> {
    if (domains.length === 0) return new Map();
    const rows = await db.query<{ domain: string; company_id: string }>(
      'select domain, company_id from company_domains where domain = any($1)',
      [domains],
    );
    return new Map(rows.map((row) => [row.domain, row.company_id]));
  }
}

/** Also where a whole address of a page is given. Domains at which anybody has an address say nothing, and are left out. */
function domainsOf(values: Values): { domains: string[]; errors: RowError[] } {
  const domains = new Set<string>();
  const errors: RowError[] = [];
  for (const given of (values.domains as string[] | undefined) ?? []) {
    const host = given
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/[/?#].*$/, '')
      .replace(/^www\./i, '');
    const domain = canonicalDomain(host);
    if (!domain) errors.push({ field: 'domains', reason: 'not_domain', value: given.slice(0, 80) });
    else if (!isFreeMail(domain)) domains.add(domain);
  }
  return { domains: [...domains], errors };
}
