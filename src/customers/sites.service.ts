import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Reading } from '../platform/database/reading.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { CompaniesService } from './companies.service.js';
import { SiteView, type NewSite, type SiteChange, type SitesQuery } from './site.dto.js';
import { Site } from './site.entity.js';

@Injectable()
export class SitesService {
  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly companies: CompaniesService,
    private readonly audit: AuditService,
  ) {}

  async list({ company, limit, cursor }: SitesQuery): Promise<Page<SiteView>> {
    const parameters: unknown[] = [limit + 1];
    const where = ['deleted_at is null'];
    if (company) where.push(`company_id = $${parameters.push(company)}`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`id < $${parameters.push(String(after[0]))}::uuid`);
    const rows = await this.reading.entities(
      Site,
      `where ${where.join(' and ')} order by id desc limit $1`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.id], SiteView.of);
  }

  async one(id: string): Promise<SiteView> {
    const row = await this.db.getRepository(Site).findOneBy({ id, deletedAt: IsNull() });
    if (!row) throw notFound('site');
    return SiteView.of(row);
  }

  create(fresh: NewSite): Promise<SiteView> {
    return this.work.run((tx) => this.add(tx, fresh));
  }

  /** For whoever makes one in a transaction of their own, such as a deal that is won. */
  async add(tx: Tx, fresh: NewSite): Promise<SiteView> {
    await this.companies.require(tx, fresh.companyId, 'companyId');
    const now = this.clock.now();
    const row: Site = {
      timezone: null,
      accessNotes: null,
      lat: null,
      lng: null,
      ...fresh,
      id: newId(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    requireBoth(row);
    await tx.insert(Site, row);
    tx.emit('company.changed', { companyId: row.companyId, changed: ['sites'] });
    return SiteView.of(row);
  }

  change(id: string, { version, ...change }: SiteChange): Promise<SiteView> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      Object.assign(row, change, { version: row.version + 1, updatedAt: this.clock.now() });
      requireBoth(row);
      await tx.save(row);
      tx.emit('company.changed', { companyId: row.companyId, changed: ['siteDetails'] });
      return SiteView.of(row);
    });
  }

  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      tx.emit('company.changed', { companyId: row.companyId, changed: ['sites'] });
      await this.audit.record(tx, { actor, action: 'site.deleted', target: { kind: 'site', id } });
    });
  }

  private async locked(tx: Tx, id: string): Promise<Site> {
    const row = await tx.lock(Site, { id, deletedAt: IsNull() });
    if (!row) throw notFound('site');
    return row;
  }
}

function requireBoth({ lat, lng }: Site): void {
  if ((lat === null) !== (lng === null))
    throw invalid(lat === null ? 'lat' : 'lng', 'give both lat and lng, or neither');
}
