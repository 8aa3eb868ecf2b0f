import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import type { DeviceKeyChange, DeviceKeysQuery, DeviceKeyView, NewDeviceKey } from './device-key.dto.js';

const SEAL = 'device key';
/** Whoever sends often makes the database note it no more often than this. */
const NOTE_EVERY_MS = 10_000;
const SHOWN_UNITS = 50;

const SELECT = `
  select k.id, k.name, k.active, k.previous_sealed is not null as renewing, k.used_at as "usedAt", k.refused_at as "refusedAt",
    k.refused_because as "refusedBecause", k.version, k.created_at as "createdAt",
    (select count(*)::int from telemetry_key_units u where u.key_id = k.id) as "unitCount",
    coalesce((select json_agg(json_build_object('id', e.id, 'tag', e.tag, 'name', m.maker || ' ' || m.name) order by e.tag)
      from (select equipment_id from telemetry_key_units u where u.key_id = k.id limit ${SHOWN_UNITS}) u
      join equipment e on e.id = u.equipment_id join equipment_models m on m.id = e.model_id), '[]') as units
  from telemetry_keys k`;

export interface KeySecrets {
  version: number;
  /** The one that holds, then the one that is on its way out. */
  secrets: string[];
}

/** Keys with which devices sign: made, renewed without a gap, switched off. A secret is shown when it is made, and never again. */
@Injectable()
export class DeviceKeys {
  private readonly log = Logs.for('telemetry');
  private readonly noted = new Map<string, number>();
  /** Opening one costs more than checking a signature; the sealed text is its name. */
  private readonly opened = new Map<string, string>();

  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly metrics: Metrics,
  ) {}

  async list({ unit, limit, cursor }: DeviceKeysQuery): Promise<Page<DeviceKeyView>> {
    const parameters: unknown[] = [limit + 1];
    const where = ['true'];
    if (unit)
      where.push(`k.id in (select key_id from telemetry_key_units where equipment_id = $${parameters.push(unit)})`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`k.id < $${parameters.push(String(after[0]))}::uuid`);
    const rows = await this.db.query<Omit<DeviceKeyView, 'url'>[]>(
      `${SELECT} where ${where.join(' and ')} order by k.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => this.shown(row),
    );
  }

  async one(id: string): Promise<DeviceKeyView> {
    const [row] = await this.db.query<Omit<DeviceKeyView, 'url'>[]>(`${SELECT} where k.id = $1`, [id]);
    if (!row) throw notFound('device key');
    return this.shown(row);
  }

  async create(actor: Actor, { name, unitIds }: NewDeviceKey): Promise<DeviceKeyView> {
    const id = newId();
    const secret = randomToken('fdd_');
    await this.work.run(async (tx) => {
      await tx.query('insert into telemetry_keys (id, name, secret_sealed, created_at) values ($1, $2, $3, $4)', [
        id,
        name.trim() || name,
        this.vault.seal(secret, SEAL),
        this.clock.now(),
      ]);
      await this.setUnits(tx, id, unitIds);
      await this.note(tx, actor, id, 'created', { units: unitIds.length });
    });
    return { ...(await this.one(id)), secret };
  }

  change(actor: Actor, id: string, { version, name, unitIds, active }: DeviceKeyChange): Promise<void> {
    return this.work.run(async (tx) => {
      const now = await this.held(tx, id);
      if (version !== undefined && version !== now) throw stale(now);
      await tx.query(
        'update telemetry_keys set name = coalesce($2, name), active = coalesce($3, active), version = version + 1 where id = $1',
        [id, name?.trim() || null, active ?? null],
      );
      if (unitIds) await this.setUnits(tx, id, unitIds);
      await this.note(tx, actor, id, 'changed', { active, units: unitIds?.length });
    });
  }

  /** The earlier one goes on being believed until it is ended, so that no device falls silent meanwhile. */
  async renew(actor: Actor, id: string): Promise<string> {
    const secret = randomToken('fdd_');
    await this.work.run(async (tx) => {
      await this.held(tx, id);
      await tx.query(
        'update telemetry_keys set previous_sealed = secret_sealed, secret_sealed = $2, version = version + 1 where id = $1',
        [id, this.vault.seal(secret, SEAL)],
      );
      await this.note(tx, actor, id, 'renewed', {});
    });
    return secret;
  }

  endPrevious(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      await this.held(tx, id);
      await tx.query('update telemetry_keys set previous_sealed = null, version = version + 1 where id = $1', [id]);
      await this.note(tx, actor, id, 'previous-ended', {});
    });
  }

  /** Read each time: a key that was switched off opens nothing from that moment. */
  async secretsOf(id: string): Promise<KeySecrets | undefined> {
    const [row] = await this.reading.query<{ version: number; sealed: string; previous: string | null }>(
      'select version, secret_sealed as sealed, previous_sealed as previous from telemetry_keys where id = $1 and active',
      [id],
    );
    if (!row) return undefined;
    const sealed = [row.sealed, row.previous].filter((one): one is string => one !== null);
    return { version: row.version, secrets: sealed.map((one) => this.open(one)) };
  }

  noteUsed(id: string): void {
    this.noteNow(`used ${id}`, 'update telemetry_keys set used_at = $2 where id = $1', [id]);
  }

  noteRefused(id: string, because: string | null): void {
    this.metrics.refusedSignatures.inc({ channel: 'telemetry' });
    this.noteNow(
      `refused ${id}`,
      'update telemetry_keys set refused_at = $2, refused_because = $3 where id = $1',
      [id],
      because,
    );
  }

  /** Beside the answer: it must not wait for what only helps whoever sets devices up. */
  private noteNow(what: string, sql: string, [id]: [string], ...more: unknown[]): void {
    const now = this.clock.millis();
    if (now - (this.noted.get(what) ?? 0) < NOTE_EVERY_MS) return;
    if (this.noted.size > 20_000) this.noted.clear();
    this.noted.set(what, now);
    this.db
      .query(sql, [id, this.clock.now(), ...more])
      .catch((error: unknown) => this.log.warn({ err: error, key: id }, 'the use of a key was not noted'));
  }

  private open(sealed: string): string {
    let secret = this.opened.get(sealed);
    if (secret === undefined) {
      secret = this.vault.open(sealed, SEAL);
      if (this.opened.size >= 5_000) this.opened.clear();
      this.opened.set(sealed, secret);
    }
    return secret;
  }

  private async held(tx: Tx, id: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>('select version from telemetry_keys where id = $1 for update', [
      id,
    ]);
    if (!row) throw notFound('device key');
    return row.version;
  }

  private async setUnits(tx: Tx, id: string, unitIds: string[]): Promise<void> {
    await tx.query('delete from telemetry_key_units where key_id = $1', [id]);
    const added = await tx.query(
      `insert into telemetry_key_units (key_id, equipment_id) select $1::uuid, e.id from equipment e where e.id = any($2::uuid[]) returning 1`,
      [id, unitIds],
    );
    if (added.length < unitIds.length) throw invalid('unitIds', 'names a unit that does not exist');
  }

  private note(tx: Tx, actor: Actor, id: string, what: string, data: Record<string, unknown>): Promise<void> {
    return this.audit.record(tx, { actor, action: `device-key.${what}`, target: { kind: 'device-key', id }, data });
  }

  private shown(row: Omit<DeviceKeyView, 'url'>): DeviceKeyView {
    return { ...row, url: `${this.config.publicUrl}/hooks/telemetry/${row.id}` };
  }
}
