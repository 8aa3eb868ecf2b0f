import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { zoneOf } from '../hours/zone.rules.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { NewRota, OnCallView, RotaChange, RotaList, RotaView } from './rota.dto.js';
import { SlaRota } from './rota.entity.js';
import { onCall } from './rota.rules.js';

/** On-call rotas: who is woken when it must be somebody. */
@Injectable()
export class RotasService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<RotaList> {
    const rows = await this.db
      .getRepository(SlaRota)
      .find({ where: { deletedAt: IsNull() }, order: { name: 'ASC' }, take: 200 });
    return { items: await Promise.all(rows.map((row) => this.present(row))), nextCursor: null };
  }

  async one(id: string): Promise<RotaView> {
    return this.present(await this.found(id));
  }

  async onCall(id: string, at: Date): Promise<OnCallView> {
    return this.personAt(await this.found(id), at);
  }

  /** Within a transaction: who is on call then; null where nobody is, or the rota is gone. */
  async userOnCall(tx: Tx, id: string, at: Date): Promise<string | null> {
    const row = await tx.find(SlaRota, { id });
    if (!row || row.deletedAt) return null;
    const userId = personIn(row, at);
    const [active] = userId ? await tx.query('select 1 from users where id = $1 and active', [userId]) : [];
    return active ? userId : null;
  }

  async create(actor: Actor, body: NewRota): Promise<RotaView> {
    const id = await this.work.run(async (tx) => {
      const now = this.clock.now();
      const row: SlaRota = {
        standIns: [],
        ...body,
        id: newId(),
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await this.refuse(tx, row);
      await tx.insert(SlaRota, row);
      await this.audit.record(tx, { actor, action: 'rota.created', target: { kind: 'rota', id: row.id } });
      return row.id;
    });
    return this.one(id);
  }

  async change(actor: Actor, id: string, { version, ...change }: RotaChange): Promise<RotaView> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      Object.assign(row, change, { version: row.version + 1, updatedAt: this.clock.now() });
      await this.refuse(tx, row);
      await tx.save(row);
      await this.audit.record(tx, { actor, action: 'rota.changed', target: { kind: 'rota', id } });
    });
    return this.one(id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const [user] = await tx.query<{ name: string }>(
        `select name from sla_policies where deleted_at is null and definition::text like '%' || $1 || '%' limit 1`,
        [id],
      );
      if (user) throw conflict('rota_in_use', `The policy “${user.name}” calls whoever is on it.`);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'rota.deleted', target: { kind: 'rota', id } });
    });
  }

  private async refuse(tx: Tx, row: SlaRota): Promise<void> {
    if (Number.isNaN(Date.parse(`${row.startsOn}T00:00:00Z`))) throw invalid('startsOn', 'is no day');
    const people = [...new Set([...row.members, ...row.standIns.map((one) => one.userId)])];
    const known = await tx.query('select 1 from users where id = any($1::uuid[]) and active', [people]);
    if (known.length < people.length) throw invalid('members', 'names somebody who does not work here');
    for (const [at, one] of row.standIns.entries())
      if (new Date(one.to) <= new Date(one.from)) throw invalid(`standIns[${at}].to`, 'is not after its beginning');
  }

  private async locked(tx: Tx, id: string): Promise<SlaRota> {
    const row = await tx.lockById(SlaRota, id);
    if (!row || row.deletedAt) throw notFound('rota');
    return row;
  }

  private async found(id: string): Promise<SlaRota> {
    const row = await this.db.getRepository(SlaRota).findOneBy({ id, deletedAt: IsNull() });
    if (!row) throw notFound('rota');
    return row;
  }

  private async present(row: SlaRota): Promise<RotaView> {
    const { id, name, timezone, members, turnDays, startsOn, handover, standIns, version } = row;
    const now = await this.personAt(row, this.clock.now());
    return { id, name, timezone, members, turnDays, startsOn, handover, standIns, now, version };
  }

  private async personAt(row: SlaRota, at: Date): Promise<OnCallView> {
    const id = personIn(row, at);
    const person = id ? (await this.users.briefs([id])).get(id) : undefined;
    return { at, user: person ? { id: person.id, name: person.name } : null };
  }
}

const personIn = (row: SlaRota, at: Date): string | null => onCall(row, at, zoneOf(row.timezone).wall(at.getTime()));
