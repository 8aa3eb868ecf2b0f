import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { Unreadable, type Inbound, type Line, type RawEnvelope } from '../channels/contract.js';
import { Envelope } from '../channels/envelope.entity.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Receiver } from '../channels/receiver.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Turns } from '../platform/turns.js';
import { Ending } from './ending.js';
import { InboundFiles } from './inbound-files.service.js';
import { IntakeStory } from './intake.story.js';
import { Names } from './names.js';
import { NotYet } from './not-yet.js';
import { UNKNOWN_MESSAGE } from './receipts.js';

/** A story that fails this often will fail again: a person looks at it. */
const MAX_ATTEMPTS = 5;
/** A job that has not come by then was lost. */
const SWEEP_AFTER_MS = 20_000;
const SWEEP_BATCH = 200;
/** No answer of a provider takes longer. */
const EARLY_MS = 10 * 60_000;

/** Takes each envelope to its end, once, whatever happens in between. */
@Injectable()
export class IntakeService {
  private readonly log = Logs.for('intake');
  private readonly turns = new Turns();

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly receiver: Receiver,
    private readonly story: IntakeStory,
    private readonly files: InboundFiles,
    private readonly names: Names,
    private readonly ending: Ending,
    private readonly clock: Clock,
  ) {}

  /** For channels whose story runs in the transaction that stored the envelope. */
  async processWithin(tx: Tx, envelopeId: string): Promise<void> {
    const envelope =
      this.receiver.storedIn(tx) ??
      (await tx.manager.findOneOrFail(Envelope, { where: { id: envelopeId }, select: WITH_RAW }));
    const line = await this.inboxes.line(envelope.inboxId);
    await this.story.tell(tx, envelope, line, await this.read(envelope, line));
  }

  private async read(envelope: Envelope, line: Line): Promise<Inbound[]> {
    const raw = envelope.raw ?? (await this.receiver.rawOf(envelope));
    return this.registry.get(line.channel).normalize(rawEnvelope(envelope, raw), line);
  }

  private async completed(inbound: Inbound[], line: Line): Promise<Inbound[]> {
    const adapter = this.registry.get(line.channel);
    return adapter.complete ? adapter.complete(inbound, line) : inbound;
  }

  /** Safe to repeat and to run twice at once: the row is locked, and an ended envelope is left alone. */
  async process(envelopeId: string): Promise<void> {
    const envelope =
      this.receiver.takeFresh(envelopeId) ?? (await this.db.getRepository(Envelope).findOneBy({ id: envelopeId }));
    if (!envelope || envelope.state !== 'received') return;
    if (envelope.saidBy === null) return this.begin(envelope);
    await this.turns.take(`${envelope.inboxId} ${envelope.saidBy}`, () => this.inTurn(envelope));
  }

  /**
   * What the same customer said before comes first, also where the process that took it died. What fails for a moment holds
   * up what follows it, which is tried again with it; what fails for good is in quarantine after some attempts. What waits
   * for a later thing, such as a correction that overtook what it corrects, is stepped over: this may be that thing.
   */
  private async inTurn(envelope: Envelope): Promise<void> {
    const earlier = await this.db.getRepository(Envelope).find({
      where: {
        inboxId: envelope.inboxId,
        saidBy: envelope.saidBy!,
        state: 'received',
        receivedAt: LessThanOrEqual(envelope.receivedAt),
      },
      order: { receivedAt: 'asc', id: 'asc' },
      take: SWEEP_BATCH,
    });
    for (const one of earlier) {
      if (one.id < envelope.id) await this.begin(one).catch(unlessNotYet);
    }
    await this.begin(envelope);
  }

  private async begin(envelope: Envelope): Promise<void> {
    let line: Line;
    let inbound: Inbound[];
    try {
      line = await this.inboxes.line(envelope.inboxId);
      // Outside the transaction: reading a large mail takes longer than rows may be held.
      inbound = await this.completed(await this.read(envelope, line), line);
      await this.files.fetch(envelope, line, inbound);
      await this.names.ask(line, inbound);
    } catch (error) {
      return this.stumble(envelope, error);
    }
    try {
      await this.work.run(async (tx) => {
        const held = await tx.lock(Envelope, { id: envelope.id });
        if (held?.state === 'received') await this.story.tell(tx, held, line, inbound);
      });
    } catch (error) {
      await this.stumble(envelope, error);
    }
  }

  /** A bad one is stepped over: into quarantine at once if it cannot be read, else after some attempts. */
  private async stumble(envelope: Envelope, error: unknown): Promise<void> {
    const attempt = envelope.attempts + 1;
    const readable = !(error instanceof Unreadable);
    this.log.warn({ err: error, envelopeId: envelope.id, attempt }, 'an envelope could not be processed');
    if (readable && attempt < MAX_ATTEMPTS) {
      await this.db.query(`update envelopes set attempts = $2 where id = $1 and state = 'received'`, [
        envelope.id,
        attempt,
      ]);
      throw error;
    }
    const reason = error instanceof Unreadable ? error.reason : `failed: ${(error as Error).message.slice(0, 200)}`;
    await this.work.run(async (tx) => this.ending.end(tx, envelope, { state: 'quarantined', reason }));
  }

  async sweep(): Promise<number> {
    const before = new Date(this.clock.millis() - SWEEP_AFTER_MS);
    const rows: { id: string }[] = await this.db.query(
      `select id from envelopes where state = 'received' and received_at < $1 order by received_at limit $2`,
      [before, SWEEP_BATCH],
    );
    for (const { id } of rows) await this.process(id).catch(() => undefined);
    return rows.length;
  }

  /**
   * Receipts that overtook the answer to our own call wait under an id that nobody knew yet: in quarantine, or in an
   * envelope that is done otherwise.
   */
  async replayEarlyReceipts(conversationId: string): Promise<void> {
    const rows: { id: string; state: string }[] = await this.db.query(
      // Asked after every send: each half has an index of its own that is nearly empty.
      `select e.id, e.state, e.received_at from conversations c join envelopes e on e.inbox_id = c.inbox_id
       where c.id = $1 and e.reason = $2 and e.received_at > $3 and e.state = 'quarantined'
       union all
       select e.id, e.state, e.received_at from conversations c join envelopes e on e.inbox_id = c.inbox_id
       where c.id = $1 and e.early_receipts and e.received_at > $3
       order by received_at limit ${SWEEP_BATCH}`,
      [conversationId, UNKNOWN_MESSAGE, new Date(this.clock.millis() - EARLY_MS)],
    );
    for (const { id, state } of rows) {
      await (state === 'quarantined' ? this.replay(id) : this.hearReceipts(id)).catch(() => undefined);
    }
  }

  private async hearReceipts(envelopeId: string): Promise<void> {
    const envelope = await this.db.getRepository(Envelope).findOneByOrFail({ id: envelopeId });
    const line = await this.inboxes.line(envelope.inboxId);
    const inbound = await this.read(envelope, line);
    await this.work.run(async (tx) => {
      const held = await tx.lock(Envelope, { id: envelopeId });
      if (!held?.earlyReceipts) return;
      const { early } = await this.story.hearReceipts(tx, line, inbound);
      if (!early) tx.write('update envelopes set early_receipts = false where id = $1', [envelopeId]);
    });
  }

  /** Begins again with a quarantined or ignored one. A processed one is done; repeating it would make a second message. */
  async replay(envelopeId: string): Promise<Envelope> {
    const reopened: unknown[] = await this.work.run((tx) =>
      tx.query(
        `update envelopes set state = 'received', reason = null, ended_at = null, attempts = 0 where id = $1 and state in ('quarantined', 'ignored') returning id`,
        [envelopeId],
      ),
    );
    if (reopened.length === 0) {
      const found = await this.db.getRepository(Envelope).findOneBy({ id: envelopeId });
      if (!found) throw notFound('envelope');
      throw conflict(
        'not_replayable',
        `This envelope is ${found.state}; only ignored and quarantined ones can be replayed.`,
      );
    }
    await this.process(envelopeId).catch(() => undefined);
    return this.db.getRepository(Envelope).findOneByOrFail({ id: envelopeId });
  }
}

const WITH_RAW = {
  id: true,
  inboxId: true,
  channel: true,
  key: true,
  saidBy: true,
  earlyReceipts: true,
  state: true,
  reason: true,
  ticketId: true,
  messageId: true,
  size: true,
  meta: true,
  raw: true,
  rawBlob: true,
  attempts: true,
  receivedAt: true,
  endedAt: true,
} as const;

const rawEnvelope = (envelope: Envelope, raw: Buffer): RawEnvelope => ({
  id: envelope.id,
  key: envelope.key,
  raw,
  meta: envelope.meta,
  receivedAt: envelope.receivedAt,
});

function unlessNotYet(error: unknown): void {
  if (!(error instanceof NotYet)) throw error;
}
