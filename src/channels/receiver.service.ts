import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Gathering } from '../platform/gathering.js';
import { newId } from '../platform/ids.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import type { Line, Received, ReceivePort } from './contract.js';
import type { Envelope } from './envelope.entity.js';
import { writeEnvelopes } from './envelope-writer.js';
import { FreshEnvelopes } from './fresh-envelopes.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

/** Up to here the raw bytes stand in the row: one commit makes them durable. Larger ones go to a blob first. */
const IN_ROW_BYTES = 256 * 1024;

/**
 * The one way in. What it has returned is durable: only then may the other side be told that we have it.
 * A repeat (same key on the same inbox) changes nothing.
 */
@Injectable()
export class Receiver {
  private readonly storing = new WeakMap<Tx, Envelope>();
  private readonly fresh = new FreshEnvelopes();
  private readonly together = new Gathering((all: Arriving[]) => this.store(all), { most: 64 });

  constructor(
    private readonly work: Work,
    private readonly db: DataSource,
    private readonly blobs: Blobs,
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  async receive(
    line: Pick<Line, 'id' | 'channel'>,
    { key, saidBy, raw, meta = {} }: { key: string; saidBy?: string; raw: Buffer; meta?: Record<string, unknown> },
  ): Promise<Received> {
    const rawBlob = raw.length > IN_ROW_BYTES ? await this.blobs.put(raw) : null;
    const envelope = freshEnvelope(
      { id: newId(), inboxId: line.id, channel: line.channel, key, saidBy: saidBy ?? null, meta },
      { raw: rawBlob ? null : raw, rawBlob, size: raw.length },
      this.clock.now(),
    );
    const correlationId = Logs.correlationId();
    // What is told within the transaction that stores it needs one of its own.
    const stored = this.isAtOnce(envelope)
      ? (await this.store([{ envelope, correlationId }]))[0]!
      : await this.together.add({ envelope, correlationId });
    if (stored) {
      this.metrics.envelopes.inc({ channel: line.channel, state: 'received' });
      return { envelopeId: envelope.id, repeat: false };
    }
    const [earlier] = await this.db.query<{ id: string }[]>(
      'select id from envelopes where inbox_id = $1 and key = $2',
      [line.id, key],
    );
    if (!earlier) throw new Error('an envelope with this key was there and is gone');
    return { envelopeId: earlier.id, repeat: true };
  }

  private isAtOnce({ channel }: Pick<Line, 'channel'>): boolean {
    return this.registry.get(channel).abilities.intake === 'at-once';
  }

  /** One commit for all of them. Gives of each whether it was new. */
  private store(all: Arriving[]): Promise<boolean[]> {
    return this.work.run(async (tx) => {
      const written = await writeEnvelopes(
        tx,
        all.map(({ envelope }) => envelope),
      );
      for (const { envelope, correlationId } of all) {
        if (written.has(envelope.id)) this.announce(tx, envelope, correlationId);
      }
      return all.map(({ envelope }) => written.has(envelope.id));
    });
  }

  private announce(tx: Tx, envelope: Envelope, correlationId: string | undefined): void {
    const { id, inboxId, channel } = envelope;
    const atOnce = this.isAtOnce(envelope);
    if (atOnce) this.storing.set(tx, envelope);
    else if (envelope.raw) this.fresh.keep(envelope);
    tx.emit('envelope.received', { envelopeId: id, inboxId, channel, atOnce }, correlationId);
  }

  /** What this transaction stored: the story that is told within it need not read it again. */
  storedIn(tx: Tx): Envelope | undefined {
    return this.storing.get(tx);
  }

  /** What this process stored a moment ago, with its raw bytes; once. */
  takeFresh(envelopeId: string): Envelope | undefined {
    return this.fresh.take(envelopeId);
  }

  /** The raw bytes exactly as they came. */
  async rawOf(envelope: Pick<Envelope, 'id' | 'rawBlob'>): Promise<Buffer> {
    if (envelope.rawBlob) return this.blobs.get(envelope.rawBlob);
    const [row] = await this.db.query<{ raw: Buffer }[]>('select raw from envelopes where id = $1', [envelope.id]);
    if (!row) throw new Error('the envelope is gone');
    return row.raw;
  }

  /** What a listening adapter gets. */
  portFor(channel: string): ReceivePort {
    return {
      receive: (line, envelope) => this.receive(line, envelope),
      lines: () => this.inboxes.activeLines(channel),
      report: (lineId, problem) => this.inboxes.report(lineId, problem),
    };
  }
}

interface Arriving {
  envelope: Envelope;
  correlationId: string | undefined;
}

const freshEnvelope = (
  known: Pick<Envelope, 'id' | 'inboxId' | 'channel' | 'key' | 'saidBy' | 'meta'>,
  bytes: Pick<Envelope, 'raw' | 'rawBlob' | 'size'>,
  receivedAt: Date,
): Envelope => ({
  ...known,
  ...bytes,
  state: 'received',
  reason: null,
  ticketId: null,
  messageId: null,
  attempts: 0,
  receivedAt,
  earlyReceipts: false,
  endedAt: null,
});
