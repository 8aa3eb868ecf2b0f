import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarsService } from '../hours/calendars.service.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { NewPackage, PackageChange, PackageView, PriceBody } from './package.dto.js';
import { allowanceOf, Package, PackagePrice } from './package.entity.js';

const SELECT = `
  select p.id, p.key, p.name, p.about, p.fields, p.calendar_id as "calendarId", p.channels, p.allowances, p.words, p.version,
    coalesce((select json_agg(json_build_object('id', x.id, 'period', x.period, 'per', x.per, 'amount', x.amount,
       'currency', x.currency, 'active', x.active) order by x.place) from package_prices x where x.package_id = p.id), '[]') as prices,
    (select count(*)::int from contracts k where k.package_id = p.id and k.state = 'active'
       and k.starts_on <= $1::date and (k.ends_on is null or k.ends_on >= $1::date)) as "activeContracts"
  from packages p`;

@Injectable()
export class PackagesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly calendars: CalendarsService,
    private readonly audit: AuditService,
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

  async create(actor: Actor, { key, name, about, fields, prices, ...terms }: NewPackage): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    await this.work
      .run(async (tx) => {
        await this.requireCalendar(tx, terms.calendarId);
        await tx.insert(Package, {
          id,
          key,
          name: name.trim(),
          about: about ?? null,
          fields: (fields ?? {}) as object,
          calendarId: terms.calendarId ?? null,
          channels: terms.channels ?? [],
          allowances: (terms.allowances ?? []).map(allowanceOf),
          words: { ...terms.words },
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        await this.setPrices(tx, id, prices ?? []);
        tx.emit('package.changed', { packageId: id });
        await this.audit.record(tx, { actor, action: 'package.created', target: { kind: 'package', id } });
      })
      .catch(refuseTaken);
    return id;
  }

  change(actor: Actor, id: string, { version, prices, ...change }: PackageChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await tx.lock(Package, { id });
      if (!row) throw notFound('package');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      await this.requireCalendar(tx, change.calendarId);
      if (change.name !== undefined) row.name = change.name.trim();
      if (change.about !== undefined) row.about = change.about;
      if (change.fields) row.fields = change.fields;
      if (change.calendarId !== undefined) row.calendarId = change.calendarId;
      if (change.channels) row.channels = change.channels;
      if (change.allowances) row.allowances = change.allowances.map(allowanceOf);
      if (change.words) row.words = { ...change.words };
      if (prices) await this.setPrices(tx, id, prices);
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      tx.emit('package.changed', { packageId: id });
      const data = { fields: Object.keys({ ...change, ...(prices && { prices }) }) };
      await this.audit.record(tx, { actor, action: 'package.changed', target: { kind: 'package', id }, data });
    });
  }

  private async setPrices(tx: Tx, packageId: string, prices: readonly PriceBody[]): Promise<void> {
    const before = await tx.query<{ id: string }>('select id from package_prices where package_id = $1', [packageId]);
    const known = new Set(before.map(({ id }) => id));
    for (const [at, { id }] of prices.entries()) {
      // Given twice it would be one price in two places.
      if (id && !known.delete(id)) throw invalid(`prices[${at}].id`, 'is no price of this package');
    }
    await tx.query('delete from package_prices where package_id = $1', [packageId]);
    if (prices.length === 0) return;
    await tx.insert(
      PackagePrice,
      prices.map(({ id, period, per, amount, currency, active }, place) => ({
        id: id ?? newId(),
        packageId,
        place,
        period,
        per,
        amount,
        currency,
        active: active ?? true,
      })),
    );
  }

  private async requireCalendar(tx: Tx, id: string | null | undefined): Promise<void> {
    if (id && !(await this.calendars.current(tx, id))) throw invalid('calendarId', 'there is no such calendar');
  }
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'packages_key') {
    throw conflict('key_taken', 'Another package has this key.');
  }
  throw error;
}
