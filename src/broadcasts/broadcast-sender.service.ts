import { Injectable } from '@nestjs/common';
import { forbids } from '../conversations/consents.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Logs } from '../platform/telemetry/logs.js';
import { DataSource } from 'typeorm';
import { Outreach } from '../tickets/replies/outreach.service.js';
import { Broadcast } from './broadcast.entity.js';
import { nextAfter } from './broadcast.rules.js';
import { BroadcastLines, type BroadcastOn } from './broadcast-lines.service.js';
import { BroadcastWording, type ReaderRow, type Saying } from './broadcast-wording.service.js';
import { READER } from './reader.sql.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'broadcasts.send': { broadcastId: string };
  }
}

/** No more than these wait for the line at a time, so that its budget is not fought for, and a pause finds little to hold. */
const UNDER_WAY = 25;
/** One job works so long at most; the next goes on with the second that follows. */
const TURN_MS = 2_000;
const SECOND = 1_000;

type Next = ReaderRow & {
  id: string;
  place: number;
  contactId: string;
  companyId: string | null;
  gone: boolean;
  optedOut: boolean;
  restricted: boolean;
};

interface Course {
  on: BroadcastOn;
  saying: Saying;
  actor: Actor;
}

/** `ended`: nothing more to do here. Else when to go on. */
type Step = 'ended' | { waitMs: number };

/**
 * Speaks to one recipient after the other. Each is told in one transaction that holds the broadcast, marks the recipient
 * and writes the message: whatever dies, and however many work, nobody is told twice. From there the message goes the way
 * of every reply.
 */
@Injectable()
export class BroadcastSender {
  private readonly log = Logs.for('broadcasts');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly lines: BroadcastLines,
    private readonly wording: BroadcastWording,
    private readonly outreach: Outreach,
    private readonly settings: SettingsService,
    private readonly users: UsersService,
  ) {}

  /** The second is part of the id: however often it is asked for, there is one job for each. */
  async schedule(broadcastId: string, waitMs = 0): Promise<void> {
    const second = Math.ceil((this.clock.millis() + waitMs) / SECOND);
    await this.jobs.add(
      'broadcasts.send',
      { broadcastId },
      { id: `broadcast.${broadcastId}.${second}`, delayMs: Math.max(0, second * SECOND - this.clock.millis()) },
    );
  }

  async turn(broadcastId: string): Promise<void> {
    const course = await this.courseOf(broadcastId);
    if (!course) return;
    const until = this.clock.millis() + TURN_MS;
    for (;;) {
      const step = await this.step(broadcastId, course);
      if (step === 'ended') return;
      if (step.waitMs > 0 || this.clock.millis() >= until) return this.schedule(broadcastId, step.waitMs + 1);
    }
  }

  private async courseOf(id: string): Promise<Course | null> {
    const row = await this.db.getRepository(Broadcast).findOneBy({ id, state: 'sending' });
    if (!row) return null;
    const on = await this.lines.on(row.inboxId).catch((error: unknown) => this.lineIsGone(id, error));
    if (!on) return null;
    const [templates, { company }, person] = await Promise.all([
      this.lines.knownTemplatesOf(on),
      this.settings.current(),
      row.startedBy ? this.users.find(row.startedBy) : null,
    ]);
    const actor: Actor = person ? { ...SYSTEM, kind: 'user', id: person.id, name: person.name } : SYSTEM;
    const saying = { content: row.content, inboxId: row.inboxId, templates, agent: actor.name, house: company };
    return { on, saying, actor };
  }

  /** Not lost: it waits, and says why. */
  private async lineIsGone(id: string, error: unknown): Promise<null> {
    this.log.warn({ err: error, broadcastId: id }, 'the line of a broadcast is gone');
    await this.work.run(async (tx) => {
      const [paused] = await tx.query(
        `update broadcasts set state = 'paused', problem = 'line_closed', updated_at = $2 where id = $1 and state = 'sending' returning id`,
        [id, this.clock.now()],
      );
      if (paused) tx.emit('broadcast.changed', { broadcastId: id, state: 'paused' });
    });
    return null;
  }

  private async step(id: string, course: Course): Promise<Step> {
    return this.work.run(async (tx) => {
      // Who finds it held leaves it to the other.
      const [held] = await tx.query<{ next_at: Date | null; per_minute: number | null; name: string }>(
        `select next_at, per_minute, name from broadcasts where id = $1 and state = 'sending' for update skip locked`,
        [id],
      );
      if (!held) return 'ended';
      const now = this.clock.now();
      const early = (held.next_at?.getTime() ?? 0) - now.getTime();
      if (early > 0) return { waitMs: early };
      const next = await this.next(tx, id, course.saying.inboxId);
      if (!next) return this.finish(tx, id);
      if (course.on.inbox.state === 'paused') return { waitMs: 10 * SECOND };
      if (await this.isBusy(tx, id, next.place)) return { waitMs: SECOND };
      if (!(await this.tell(tx, { id, name: held.name }, next, course))) return { waitMs: 0 };
      const after = nextAfter(held.next_at, now, held.per_minute);
      await tx.query('update broadcasts set next_at = $2 where id = $1', [id, after]);
      return { waitMs: Math.max(0, after.getTime() - this.clock.millis()) };
    });
  }

  private async next(tx: Tx, id: string, inboxId: string): Promise<Next | undefined> {
    const [next] = await tx.query<Next>(
      `select r.id, r.place, i.contact_id as "contactId", ${READER.columns},
         i.valid_to is not null or c.deleted_at is not null as gone,
         c.restricted_at is not null as restricted,
         exists (select 1 from opt_outs o join contact_identities mine on mine.id = o.identity_id
           where o.inbox_id = $2 and mine.contact_id = c.id and o.ended_at is null)
           or ${forbids('c.id', '(select channel from inboxes where id = $2)', ['everything', 'broadcasts'])} as "optedOut"
       from broadcast_recipients r join contact_identities i on i.id = r.identity_id ${READER.from}
       where r.broadcast_id = $1 and r.state = 'waiting' order by r.place limit 1 for update of r`,
      [id, inboxId],
    );
    return next;
  }

  /** As many as may be are on their way. Those that are tried again later stand in nobody's way. */
  private async isBusy(tx: Tx, id: string, place: number): Promise<boolean> {
    const [row] = await tx.query<{ busy: number }>(
      `select count(*)::int as busy from (
         select message_id from broadcast_recipients
         where broadcast_id = $1 and place < $2 and state = 'told' order by place desc limit ${UNDER_WAY}) r
       join messages m on m.id = r.message_id
       where m.state = 'sending' or (m.state = 'queued' and m.send_at < $3)`,
      [id, place, new Date(this.clock.millis() + 5 * SECOND)],
    );
    return (row?.busy ?? 0) >= UNDER_WAY;
  }

  /** False where nothing was said to this one after all. */
  private async tell(
    tx: Tx,
    broadcast: { id: string; name: string },
    next: Next,
    { on, saying, actor }: Course,
  ): Promise<boolean> {
    const why = next.gone ? 'no_address' : next.restricted ? 'restricted' : next.optedOut ? 'opted_out' : null;
    const said = why ? null : this.wording.for(next, saying);
    if (!said) {
      await this.leaveOut(tx, next.id, why ?? 'no_wording');
      return false;
    }
    const spoken = await this.outreach.say(tx, actor, { inbox: on.inbox, threaded: on.threaded }, next, {
      subject: said.subject,
      text: said.text,
      title: broadcast.name,
      clientId: `broadcast:${broadcast.id}`,
      meta: {
        broadcast: { id: broadcast.id, name: broadcast.name },
        optOut: said.optOut,
        ...(said.template && { template: said.template }),
      },
    });
    await tx.query(
      `update broadcast_recipients set state = 'told', message_id = $2, conversation_id = $3, told_at = $4 where id = $1`,
      [next.id, spoken.messageId, spoken.conversationId, this.clock.now()],
    );
    return true;
  }

  private async leaveOut(tx: Tx, recipientId: string, reason: string): Promise<void> {
    await tx.query(`update broadcast_recipients set state = 'left_out', reason = $2 where id = $1`, [
      recipientId,
      reason,
    ]);
  }

  private async finish(tx: Tx, id: string): Promise<Step> {
    await tx.query(
      `update broadcasts set state = 'done', ended_at = $2, updated_at = $2, version = version + 1 where id = $1`,
      [id, this.clock.now()],
    );
    tx.emit('broadcast.changed', { broadcastId: id, state: 'done' });
    return 'ended';
  }
}
