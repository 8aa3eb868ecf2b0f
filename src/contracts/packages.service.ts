import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { conflict, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { NewPackage, PackageChange, PackageView } from './package.dto.js';
import { Package } from './package.entity.js';

const SELECT = `
  select p.id, p.key, p.name, p.about, p.fields, p.version,
    (select count(*)::int from contracts k where k.package_id = p.id and k.state = 'active'
       and k.starts_on <= $1::date and (k.ends_on is null or k.ends_on >= $1::date)) as "activeContracts"
  from packages p`;

@Injectable()
export class PackagesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** They are few: nobody sells hundreds. */
  list(): Promise<PackageView[]> {
    return this.db.query<PackageView[]>(`${SELECT} order by lower(p.name), p.id limit 500`, [this.clock.now()]);
  }

  async one(id: string): Promise<PackageView> {
    const [row] = await this.db.query<PackageView[]>(`${SELECT} where p.id = $2`, [this.clock.now(), id]);
    if (!row) throw notFound('package');
    return row;
  }

  async create({ key, name, about, fields }: NewPackage): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    await this.work
      .run(async (tx) => {
        await tx.insert(Package, {
          id,
          key,
          name: name.trim(),
          about: about ?? null,
          fields: (fields ?? {}) as object,
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        tx.emit('package.changed', { packageId: id });
      })
      .catch(refuseTaken);
    return id;
  }

  change(id: string, { version, ...change }: PackageChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await tx.lock(Package, { id });
      if (!row) throw notFound('package');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (change.name !== undefined) row.name = change.name.trim();
      if (change.about !== undefined) row.about = change.about;
      if (change.fields) row.fields = change.fields;
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      tx.emit('package.changed', { packageId: id });
    });
  }
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'packages_key') {
    throw conflict('key_taken', 'Another package has this key.');
  }
  throw error;
}
