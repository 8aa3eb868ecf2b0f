import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Reading } from '../platform/database/reading.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { CompaniesQuery, CompanyChange, CompanyView, NewCompany } from './company.dto.js';
import { Company, CompanyDomain } from './company.entity.js';
import { CustomFieldsService } from './custom-fields.service.js';
import { isFreeMail } from './free-mail.rules.js';
import { canonicalDomain, cleaned } from './identity.rules.js';
import { anywhere } from './search.rules.js';
import { tidyTags } from './tag.rules.js';

/** What stood there before a list said more. `domains`: those that it added. */
export interface CompanyBefore {
  domains: string[];
  notes?: string | null;
  tags?: string[];
  fields?: Record<string, unknown>;
  segment?: Company['segment'];
}

type CompanyRow = Omit<CompanyView, 'notes'> & { notes: string | null };

const SELECT = `
  select k.id, k.name, k.notes, k.tags, k.fields, k.segment, k.created_at as "createdAt", k.version,
    (select coalesce(array_agg(d.domain order by d.domain), '{}') from company_domains d where d.company_id = k.id) as domains
  from companies k`;

@Injectable()
export class CompaniesService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly fields: CustomFieldsService,
    private readonly audit: AuditService,
  ) {}

  async list({ q, tag, limit, cursor }: CompaniesQuery): Promise<Page<CompanyView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['k.deleted_at is null'];
    const text = cleaned(q ?? '');
    if (text) {
      const piece = $(anywhere(text));
      where.push(`k.id in (
        select id from companies where plain(name) like plain(${piece})
        union select id from companies where plain(name) %> plain(${$(text)})
        union select company_id from company_domains where domain like lower(${piece}))`);
    }
    if (tag) where.push(`k.tags @> array[${$(tag.toLowerCase())}]`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`k.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.reading.queryPlanned<CompanyRow>(
      `${SELECT} where ${where.join(' and ')} order by k.id desc limit $1`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.id], present);
  }

  async one(id: string): Promise<CompanyView> {
    const [row] = await this.reading.query<CompanyRow>(`${SELECT} where k.id = $1 and k.deleted_at is null`, [id]);
    if (!row) throw notFound('company');
    return present(row);
  }

  /** Held, so that it cannot be deleted before the caller's row points at it. */
  async require(tx: Tx, id: string, path: string): Promise<void> {
    const [row] = await tx.query('select 1 from companies where id = $1 and deleted_at is null for key share', [id]);
    if (!row) throw invalid(path, 'there is no such company');
  }

  create(fresh: NewCompany): Promise<string> {
    return this.work.run((tx) => this.add(tx, fresh));
  }

  /** For whoever makes one in a transaction of their own, such as a prospect that becomes a customer. */
  async add(tx: Tx, fresh: NewCompany): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    await tx.insert(Company, {
      id,
      name: cleaned(fresh.name),
      notes: fresh.notes ?? null,
      tags: tidyTags(fresh.tags ?? []),
      fields: (await this.fields.changed(tx, 'company', {}, fresh.fields)) as object,
      segment: fresh.segment ?? null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await this.setDomains(tx, id, fresh.domains ?? []);
    tx.emit('company.changed', { companyId: id, changed: ['created'] });
    return id;
  }

  /** Companies of which a list says the name and nothing more: one statement for all of them. Their ids, in that order. */
  addNamed(tx: Tx, names: readonly string[], tags: readonly string[]): string[] {
    if (names.length === 0) return [];
    const rows = names.map((name) => ({ id: newId(), name: cleaned(name) }));
    tx.write(
      `insert into companies (id, name, tags, fields, version, created_at, updated_at)
       select id, name, $2, '{}', 1, $3, $3 from jsonb_to_recordset($1) as r(id uuid, name text)`,
      [JSON.stringify(rows), tidyTags([...tags]), this.clock.now()],
    );
    for (const { id } of rows) tx.emit('company.changed', { companyId: id, changed: ['created'] });
    return rows.map(({ id }) => id);
  }

  change(id: string, { version, domains, ...change }: CompanyChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (change.name !== undefined) row.name = cleaned(change.name);
      if (change.notes !== undefined) row.notes = change.notes;
      if (change.tags) row.tags = tidyTags(change.tags);
      if (change.segment !== undefined) row.segment = change.segment;
      row.fields = await this.fields.changed(tx, 'company', row.fields, change.fields);
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      if (domains) await this.setDomains(tx, id, domains);
      const changed = [...Object.keys(change), ...(domains ? ['domains'] : [])];
      tx.emit('company.changed', { companyId: id, changed });
    });
  }

  /** What a list says more about a company. Null where it says nothing new. */
  async amend(
    tx: Tx,
    id: string,
    more: Pick<NewCompany, 'domains' | 'notes' | 'tags' | 'fields' | 'segment'>,
  ): Promise<{ before: CompanyBefore; version: number } | null> {
    const row = await this.locked(tx, id);
    const had = (await tx.manager.findBy(CompanyDomain, { companyId: id })).map(({ domain }) => domain);
    const before: CompanyBefore = { domains: [] };
    const fresh = (more.domains ?? []).filter((domain) => !had.includes(domain));
    const tags = tidyTags([...row.tags, ...(more.tags ?? [])]);
    const fields = await this.fields.changed(tx, 'company', row.fields, more.fields);
    if (more.notes && more.notes !== row.notes) before.notes = row.notes;
    if (more.segment && more.segment !== row.segment) before.segment = row.segment;
    if (tags.length > row.tags.length) before.tags = row.tags;
    if (JSON.stringify(fields) !== JSON.stringify(row.fields)) before.fields = row.fields;
    before.domains = fresh;
    if (Object.keys(before).length === 1 && fresh.length === 0) return null;
    Object.assign(row, { tags, fields, notes: more.notes ?? row.notes, segment: more.segment ?? row.segment });
    await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
    if (fresh.length > 0) await this.setDomains(tx, id, [...had, ...fresh]);
    tx.emit('company.changed', { companyId: id, changed: Object.keys(before) });
    return { before, version: row.version };
  }

  /** Gives back what `amend` took, where nobody changed anything since. Returns whether it could. */
  async restore(tx: Tx, id: string, version: number, { domains, ...values }: CompanyBefore): Promise<boolean> {
    const row = await tx.lock(Company, { id, version, deletedAt: IsNull() });
    if (!row) return false;
    await tx.save(Object.assign(row, values, { version: row.version + 1, updatedAt: this.clock.now() }));
    if (domains.length > 0) await tx.manager.delete(CompanyDomain, { companyId: id, domain: In(domains) });
    tx.emit('company.changed', { companyId: id, changed: Object.keys(values) });
    return true;
  }

  /** Its people stay, without a company; what was worked on for it keeps its name. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const now = this.clock.now();
      await tx.save(Object.assign(row, { deletedAt: now, updatedAt: now, version: row.version + 1 }));
      await tx.manager.delete(CompanyDomain, { companyId: id });
      await tx.query(
        'update sites set deleted_at = $2, version = version + 1 where company_id = $1 and deleted_at is null',
        [id, now],
      );
      await tx.query('update contacts set company_id = null, version = version + 1 where company_id = $1', [id]);
      tx.emit('company.changed', { companyId: id, changed: ['deleted'] });
      await this.audit.record(tx, { actor, action: 'company.deleted', target: { kind: 'company', id } });
    });
  }

  private async locked(tx: Tx, id: string): Promise<Company> {
    const row = await tx.lock(Company, { id, deletedAt: IsNull() });
    if (!row) throw notFound('company');
    return row;
  }

  private async setDomains(tx: Tx, companyId: string, given: string[]): Promise<void> {
    const wanted = [...new Set(given.map(ownDomain))];
    const before = (await tx.manager.findBy(CompanyDomain, { companyId })).map((row) => row.domain);
    const gone = before.filter((domain) => !wanted.includes(domain));
    const fresh = wanted.filter((domain) => !before.includes(domain));
    if (gone.length > 0) await tx.manager.delete(CompanyDomain, { domain: In(gone), companyId });
    if (fresh.length === 0) return;
    const added = await tx.query<{ domain: string }>(
      `insert into company_domains (domain, company_id) select d, $2 from unnest($1::text[]) d on conflict do nothing returning domain`,
      [fresh, companyId],
    );
    const taken = fresh.find((domain) => !added.some((row) => row.domain === domain));
    if (taken) throw conflict('domain_taken', `Another company has the domain ${taken}.`, { domain: taken });
    await this.gather(tx, companyId, fresh);
  }

  /** Those who wrote before the domain was known join now. */
  private async gather(tx: Tx, companyId: string, domains: string[]): Promise<void> {
    await tx.query(
      `update contacts c set company_id = $1, version = version + 1
       where c.company_id is null and c.deleted_at is null and exists (
         select 1 from contact_identities i
         where i.contact_id = c.id and i.kind = 'email' and i.valid_to is null and split_part(i.value, '@', 2) = any($2))`,
      [companyId, domains],
    );
  }
}

function ownDomain(given: string, index: number): string {
  const domain = canonicalDomain(given);
  if (!domain) throw invalid(`domains[${index}]`, 'must be a domain such as acme.com');
  if (isFreeMail(domain)) throw invalid(`domains[${index}]`, 'anybody can have an address at this domain');
  return domain;
}

const present = ({ notes, ...row }: CompanyRow): CompanyView => (notes === null ? row : { ...row, notes });
