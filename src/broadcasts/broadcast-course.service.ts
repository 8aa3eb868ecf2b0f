import { Injectable } from '@nestjs/common';
import { HeldMessages } from '../channels/delivery/held-messages.service.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { Refusal } from '../platform/http/refusal.js';
import { Audiences } from './audience.service.js';
import type { StartBroadcast } from './broadcast.dto.js';
import type { Broadcast, BroadcastState } from './broadcast.entity.js';
import { BroadcastLines, type BroadcastOn } from './broadcast-lines.service.js';
import { problemsWith } from './broadcast.rules.js';
import { BroadcastsService } from './broadcasts.service.js';

/**
 * Start, pause, resume, stop. Each holds the row that the sender must hold too, and the messages that are ready but have
 * not left: so it takes effect with its answer, and nothing leaves after it but what was on its way already.
 */
@Injectable()
export class BroadcastCourse {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly broadcasts: BroadcastsService,
    private readonly lines: BroadcastLines,
    private readonly audiences: Audiences,
    private readonly held: HeldMessages,
    private readonly audit: AuditService,
  ) {}

  /** Now, or planned for later; what hinders it is said at once in either case. */
  async start(actor: Actor, id: string, { at, zone }: StartBroadcast): Promise<void> {
    const { inbox } = await this.broadcasts.one(id);
    const on = await this.lines.on(inbox.id);
    const templates = await this.lines.templatesOf(on);
    await this.work.run(async (tx) => {
      const row = await this.broadcasts.lock(tx, id, ['draft', 'scheduled']);
      const errors = row.inboxId === inbox.id ? problemsWith(row, on.facts, templates) : [];
      if (errors.length > 0) {
        throw new Refusal('not_ready', 422, 'This message cannot go out as it is.', { errors });
      }
      const later = at && at > this.clock.now() ? at : null;
      Object.assign(row, { startAt: later, zone: zone ?? null, startedBy: actor.id });
      if (later) await this.move(tx, row, 'scheduled');
      else await this.begin(tx, row, on);
      await this.note(tx, actor, row, later ? 'broadcast.scheduled' : 'broadcast.started');
    });
  }

  /** Its time has come. What was decided when it was planned is asked again, for much may have changed. */
  async startPlanned(id: string): Promise<void> {
    const on = await this.lines.on((await this.broadcasts.one(id)).inbox.id);
    const templates = await this.lines.knownTemplatesOf(on);
    await this.work.run(async (tx) => {
      const row = await this.broadcasts.lock(tx, id, ['scheduled']);
      if (!row.startAt || row.startAt > this.clock.now()) return;
      const [problem] = problemsWith(row, on.facts, templates);
      if (problem) await this.move(tx, Object.assign(row, { problem: `${problem.path} ${problem.message}` }), 'draft');
      else await this.begin(tx, row, on);
    });
  }

  async pause(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.broadcasts.lock(tx, id, ['sending']);
      await this.held.hold(tx, await this.underWay(tx, id));
      await this.move(tx, row, 'paused');
      await this.note(tx, actor, row, 'broadcast.paused');
    });
  }

  async resume(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.broadcasts.lock(tx, id, ['paused']);
      await this.move(tx, Object.assign(row, { problem: null }), 'sending');
      await this.held.release(tx, await this.underWay(tx, id));
      await this.note(tx, actor, row, 'broadcast.resumed');
    });
  }

  /** For good. A planned one is a draft again: nobody has got anything. */
  async stop(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.broadcasts.lock(tx, id, ['scheduled', 'sending', 'paused']);
      if (row.state === 'scheduled') {
        await this.move(tx, Object.assign(row, { startAt: null }), 'draft');
      } else {
        await this.held.cancel(tx, await this.underWay(tx, id));
        await tx.query(
          `update broadcast_recipients set state = 'stopped' where broadcast_id = $1 and state = 'waiting'`,
          [id],
        );
        await this.move(tx, Object.assign(row, { endedAt: this.clock.now() }), 'stopped');
      }
      await this.note(tx, actor, row, 'broadcast.stopped');
    });
  }

  private async begin(tx: Tx, row: Broadcast, { inbox, facts }: BroadcastOn): Promise<void> {
    const line = { inbox, windowHours: facts.windowHours };
    await this.audiences.fix(tx, row.id, row.audience, row.content, line);
    const now = this.clock.now();
    await this.move(tx, Object.assign(row, { startedAt: now, nextAt: now, problem: null }), 'sending');
  }

  private async move(tx: Tx, row: Broadcast, state: BroadcastState): Promise<void> {
    await tx.save(Object.assign(row, { state, version: row.version + 1, updatedAt: this.clock.now() }));
    tx.emit('broadcast.changed', { broadcastId: row.id, state });
  }

  /** Those that have not left. */
  private async underWay(tx: Tx, id: string): Promise<string[]> {
    const rows = await tx.query<{ message_id: string }>(
      `select r.message_id from broadcast_recipients r join messages m on m.id = r.message_id
       where r.broadcast_id = $1 and m.state = 'queued'`,
      [id],
    );
    return rows.map((row) => row.message_id);
  }

  private note(tx: Tx, actor: Actor, row: Broadcast, action: string): Promise<void> {
    return this.audit.record(tx, { actor, action, target: { kind: 'broadcast', id: row.id } });
  }
}
