import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HeldMessages } from '../channels/delivery/held-messages.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy, Subscribe } from '../platform/outbox/listeners.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';
import { BroadcastCourse } from './broadcast-course.service.js';
import { BroadcastSender } from './broadcast-sender.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'broadcasts.sweep': Record<string, never>;
  }
}

/** Who writes later than this after our message writes of something else. */
const REPLY_DAYS = 14;

@Injectable()
export class BroadcastListeners {
  private readonly log = Logs.for('broadcasts');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly course: BroadcastCourse,
    private readonly sender: BroadcastSender,
    private readonly held: HeldMessages,
  ) {}

  @Subscribe('broadcast.changed', { name: 'broadcasts.go', when: ({ state }) => state === 'sending' })
  async go({ broadcastId }: Events['broadcast.changed']): Promise<void> {
    await this.sender.schedule(broadcastId);
  }

  @Job('broadcasts.send')
  async send({ broadcastId }: { broadcastId: string }): Promise<void> {
    await this.sender.turn(broadcastId);
  }

  /** What is due by the clock, and what a lost job left lying. */
  @Job('broadcasts.sweep', { every: 5_000 })
  async sweep(): Promise<void> {
    const rows: { id: string; state: string }[] = await this.db.query(
      `select id, state from broadcasts where (state = 'scheduled' and start_at <= $1) or (state = 'sending' and next_at < $2)`,
      [this.clock.now(), new Date(this.clock.millis() - 3_000)],
    );
    for (const { id, state } of rows) {
      const done = state === 'scheduled' ? this.course.startPlanned(id) : this.sender.schedule(id);
      await done.catch((error: unknown) =>
        this.log.warn({ err: error, broadcastId: id }, 'a message to many does not go on'),
      );
    }
  }

  /** Whoever answers answers the newest of ours. Asked for every message that comes in, so nobody waits for it. */
  @Policy('message.recorded', 4.5)
  async answered(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.direction !== 'in' || fact.kind !== 'message' || fact.automatic) return;
    const now = this.clock.now();
    tx.write(
      `update broadcast_recipients set replied_at = $2
       where id = (select id from broadcast_recipients where conversation_id = $1 order by told_at desc limit 1)
         and replied_at is null and told_at > $3`,
      [fact.conversationId, now, new Date(now.getTime() - REPLY_DAYS * 86_400_000)],
    );
  }

  /** It was on its way when somebody said pause or stop, and surely was not accepted: it does not try again. */
  @Policy('message.state-changed', 4.5)
  async triesAgain(tx: Tx, { messageId, state }: Events['message.state-changed']): Promise<void> {
    if (state !== 'queued') return;
    const [row] = await tx.query<{ state: string }>(
      `select b.state from broadcast_recipients r join broadcasts b on b.id = r.broadcast_id where r.message_id = $1`,
      [messageId],
    );
    if (row?.state === 'paused') await this.held.hold(tx, [messageId]);
    if (row?.state === 'stopped') await this.held.cancel(tx, [messageId]);
  }
}
