import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../platform/http/paging.js';
import { conflict, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type {
  BroadcastChange,
  BroadcastPage,
  BroadcastPerson,
  BroadcastQuery,
  BroadcastView,
  NewBroadcast,
} from './broadcast.dto.js';
import { Broadcast, type BroadcastState } from './broadcast.entity.js';
import { BroadcastLines } from './broadcast-lines.service.js';
import { BroadcastProgress } from './broadcast-progress.service.js';

const BEFORE_IT_STARTS: readonly BroadcastState[] = ['draft', 'scheduled'];

interface Names {
  inboxes: Map<string, BroadcastView['inbox']>;
  people: Map<string, BroadcastPerson>;
}

/** Messages to many, before they start: written down, looked at, changed, thrown away. */
@Injectable()
export class BroadcastsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly lines: BroadcastLines,
    private readonly progress: BroadcastProgress,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list({ state, limit, cursor }: BroadcastQuery): Promise<BroadcastPage> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.db
      .getRepository(Broadcast)
      .createQueryBuilder('b')
      .where('(:state::text is null or b.state = :state)', { state: state ?? null })
      .andWhere('(:at::timestamptz is null or (b.created_at, b.id) < (:at::timestamptz, :id::uuid))', {
        at: after ? String(after[0]) : null,
        id: after ? String(after[1]) : null,
      })
      .orderBy('b.created_at', 'DESC')
      .addOrderBy('b.id', 'DESC')
      .take(limit + 1)
      .getMany();
    const views = new Map((await this.present(rows.slice(0, limit))).map((view) => [view.id, view]));
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.id],
      (row) => views.get(row.id)!,
    );
  }

  async one(id: string): Promise<BroadcastView> {
    const row = await this.db.getRepository(Broadcast).findOneBy({ id });
    if (!row) throw notFound('message to many');
    const [view] = await this.present([row]);
    return view!;
  }

  async create(actor: Actor, { name, inboxId, audience, content, perMinute }: NewBroadcast): Promise<BroadcastView> {
    await this.lines.on(inboxId);
    const id = newId();
    await this.work.run(async (tx) => {
      const now = this.clock.now();
      await tx.insert(Broadcast, {
        id,
        name: name.trim(),
        inboxId,
        audience: (audience ?? {}) as object,
        content: (content ?? {}) as object,
        perMinute: perMinute ?? null,
        state: 'draft',
        createdBy: actor.id,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      tx.emit('broadcast.changed', { broadcastId: id, state: 'draft' });
    });
    return this.one(id);
  }

  /** A planned one goes as it is written then; what has started stays as it is. */
  async change(id: string, { version, ...change }: BroadcastChange): Promise<BroadcastView> {
    if (change.inboxId) await this.lines.on(change.inboxId);
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, BEFORE_IT_STARTS);
      if (version !== row.version) throw stale(row.version);
      Object.assign(row, change, { version: row.version + 1, updatedAt: this.clock.now() });
      await tx.save(row);
      tx.emit('broadcast.changed', { broadcastId: id, state: row.state });
    });
    return this.one(id);
  }

  /** Only what nobody got; the rest is the record of what was said. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, BEFORE_IT_STARTS);
      await tx.manager.remove(row);
      await this.audit.record(tx, { actor, action: 'broadcast.deleted', target: { kind: 'broadcast', id } });
    });
  }

  /** Held until the transaction ends, where it is in one of these states. */
  async lock(tx: Tx, id: string, states: readonly BroadcastState[]): Promise<Broadcast> {
    const row = await tx.lock(Broadcast, { id });
    if (!row) throw notFound('message to many');
    if (!states.includes(row.state)) {
      throw conflict('wrong_state', `This is not possible while it is ${row.state}.`, { state: row.state });
    }
    return row;
  }

  private async present(rows: Broadcast[]): Promise<BroadcastView[]> {
    if (rows.length === 0) return [];
    const [figures, names] = await Promise.all([this.progress.figures(rows.map(({ id }) => id)), this.names(rows)]);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      inbox: names.inboxes.get(row.inboxId)!,
      audience: row.audience,
      content: row.content,
      perMinute: row.perMinute,
      state: row.state,
      problem: row.problem,
      startAt: row.startAt,
      zone: row.zone,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      startedBy: (row.startedBy && names.people.get(row.startedBy)) || null,
      figures: figures.get(row.id)!,
      version: row.version,
      createdAt: row.createdAt,
    }));
  }

  private async names(rows: Broadcast[]): Promise<Names> {
    const [inboxes, people] = await Promise.all([
      this.db.query<BroadcastView['inbox'][]>('select id, name, channel from inboxes where id = any($1::uuid[])', [
        rows.map(({ inboxId }) => inboxId),
      ]),
      this.db.query<BroadcastPerson[]>('select id, name from users where id = any($1::uuid[])', [
        rows.flatMap(({ startedBy }) => startedBy ?? []),
      ]),
    ]);
    return {
      inboxes: new Map(inboxes.map((one) => [one.id, one])),
      people: new Map(people.map((one) => [one.id, one])),
    };
  }
}
