import { Injectable } from '@nestjs/common';
import { PackagesService } from '../../contracts/packages.service.js';
import type { PackageView } from '../../contracts/package.dto.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { DataSource } from 'typeorm';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';

/** Which packages anybody may read of. Nothing, until somebody says so. */
@Injectable()
export class Showcase {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly packages: PackagesService,
    private readonly audit: AuditService,
  ) {}

  async ids(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>('select package_id as id from public_packages order by place');
    return rows.map(({ id }) => id);
  }

  async shown(): Promise<PackageView[]> {
    const ids = await this.ids();
    if (ids.length === 0) return [];
    const all = new Map((await this.packages.list()).map((one) => [one.id, one]));
    return ids.flatMap((id) => all.get(id) ?? []);
  }

  async set(actor: Actor, packageIds: string[]): Promise<void> {
    await this.work.run(async (tx) => {
      const known = await tx.query<{ id: string }>('select id from packages where id = any($1::uuid[]) for key share', [
        packageIds,
      ]);
      packageIds.forEach((id, at) => {
        if (!known.some((one) => one.id === id)) throw invalid(`packageIds[${at}]`, 'there is no such package');
      });
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['public packages']);
      await tx.query('delete from public_packages');
      await tx.query(
        'insert into public_packages (package_id, place) select id, place from unnest($1::uuid[]) with ordinality as p(id, place)',
        [packageIds],
      );
      await this.audit.record(tx, { actor, action: 'public-packages.changed', data: { packageIds } });
    });
  }
}
