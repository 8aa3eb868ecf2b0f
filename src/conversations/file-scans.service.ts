import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Refusal } from '../platform/http/refusal.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { FileScanner, type ScanVerdict } from '../platform/scanning/file-scanner.js';
import { HealthProbes } from '../platform/telemetry/health.js';
import { Logs } from '../platform/telemetry/logs.js';
import { mayOpen, scanAgainAfter, type ScanState } from './file-scan.rules.js';
import type { MessageState } from './message.entity.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'files.scan-waiting': Record<string, never>;
  }
}

export interface FileScan {
  state: ScanState;
  finding: string | null;
  /** Whether it is given to whoever may see its ticket. */
  open: boolean;
}

const BATCH = 50;

/**
 * Files of every line are shown to a scanner as soon as they are here. What it has not seen yet waits, or is marked, as the
 * policy says; what it finds harmful stays where it is and is given to nobody. Never holds up a message.
 */
@Injectable()
export class FileScans implements OnModuleInit {
  private readonly log = Logs.for('scanning');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly blobs: Blobs,
    private readonly scanner: FileScanner,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly probes: HealthProbes,
  ) {}

  onModuleInit(): void {
    if (!this.scanner.isOn) return;
    // Without it the desk works on, so nobody should be sent elsewhere for it.
    this.probes.add('scanner', async () => {
      const away = await this.scanner.ping().then(
        () => null,
        (error: Error) => error.message,
      );
      return { ok: true, detail: away ? `does not answer, files wait: ${away}` : 'answers' };
    });
  }

  /** In the transaction that keeps the files. The same bytes are looked at once. */
  arrive(tx: Tx, blobKeys: string[]): void {
    if (!this.scanner.isOn || blobKeys.length === 0) return;
    tx.write(
      `insert into file_scans (blob_key, state, arrived_at, try_at) select key, 'waiting', $2, $3 from unnest($1::text[]) key
       on conflict do nothing`,
      [[...new Set(blobKeys)], this.clock.now(), new Date(this.clock.millis() + scanAgainAfter(1))],
    );
    tx.emit('files.arrived', { blobKeys: [...new Set(blobKeys)] });
  }

  /** For files that are uploaded before a message names them. */
  async arrived(blobKey: string): Promise<void> {
    if (this.scanner.isOn) await this.work.run(async (tx) => this.arrive(tx, [blobKey]));
  }

  /** At once, for our own people's uploads: they are told before anybody else could get it. */
  async refuseInfected(blobKey: string): Promise<void> {
    if (!this.scanner.isOn) return;
    await this.work.run(async (tx) => this.arrive(tx, [blobKey]));
    await this.scan(blobKey);
    const scan = (await this.of([blobKey])).get(blobKey);
    if (scan?.state === 'infected') throw infected(scan.finding);
  }

  async of(blobKeys: readonly string[]): Promise<Map<string, FileScan>> {
    if (blobKeys.length === 0) return new Map();
    const rows = await this.db.query<{ key: string; state: ScanState; finding: string | null }[]>(
      'select blob_key as key, state, finding from file_scans where blob_key = any($1::text[])',
      [blobKeys],
    );
    return new Map(rows.map(({ key, ...scan }) => [key, { ...scan, open: this.mayOpen(scan.state) }]));
  }

  /** Those of these that may be opened now. */
  async openable(blobKeys: readonly string[]): Promise<Set<string>> {
    const scans = await this.of(blobKeys);
    return new Set(blobKeys.filter((key) => scans.get(key)?.open ?? true));
  }

  /** Throws where nobody may open it: 403 for good, 409 as long as the scanner has not seen it. */
  async mustBeOpenable(blobKey: string): Promise<void> {
    const scan = (await this.of([blobKey])).get(blobKey);
    if (!scan || scan.open) return;
    if (scan.state === 'infected') throw infected(scan.finding);
    throw new Refusal('not_scanned', 409, 'This file has not been looked at by the virus scanner yet.', {
      extra: { finding: scan.finding },
    });
  }

  @Subscribe('files.arrived', { name: 'files.scan', lane: 'near' })
  async scanArrived({ blobKeys }: Events['files.arrived']): Promise<void> {
    for (const key of blobKeys) await this.scan(key);
  }

  /** Those for whom the scanner was away. */
  @Job('files.scan-waiting', { every: 15_000 })
  async sweep(): Promise<void> {
    if (!this.scanner.isOn) return;
    const rows = await this.db.query<{ blob_key: string }[]>(
      `select blob_key from file_scans where state = 'waiting' and try_at <= $1 order by try_at limit ${BATCH}`,
      [this.clock.now()],
    );
    for (const { blob_key: key } of rows) await this.scan(key);
  }

  /** Never throws: who is away now is asked again later. Safe to run twice at once. */
  private async scan(blobKey: string): Promise<void> {
    const [row] = await this.db.query<{ attempts: number }[]>(
      `select attempts from file_scans where blob_key = $1 and state = 'waiting'`,
      [blobKey],
    );
    if (!row) return;
    try {
      await this.settle(blobKey, await this.scanner.scan(await this.blobs.get(blobKey)));
    } catch (error) {
      this.log.warn({ err: error, blobKey }, 'a file could not be scanned');
      await this.db.query(
        `update file_scans set attempts = attempts + 1, finding = $2, try_at = $3 where blob_key = $1 and state = 'waiting'`,
        [
          blobKey,
          (error as Error).message.slice(0, 200),
          new Date(this.clock.millis() + scanAgainAfter(row.attempts + 1)),
        ],
      );
    }
  }

  private async settle(blobKey: string, verdict: ScanVerdict): Promise<void> {
    const finding = verdict.verdict === 'clean' ? null : verdict.finding.slice(0, 200);
    if (verdict.verdict === 'infected') this.log.warn({ blobKey, finding }, 'a file is infected; nobody gets it');
    await this.work.run(async (tx) => {
      const [settled] = await tx.query(
        `update file_scans set state = $2, finding = $3, scanned_at = $4, try_at = null
         where blob_key = $1 and state = 'waiting' returning blob_key`,
        [blobKey, verdict.verdict, finding, this.clock.now()],
      );
      if (settled) await this.tell(tx, blobKey);
    });
  }

  /** Whoever looks at a message with it sees what came of it. */
  private async tell(tx: Tx, blobKey: string): Promise<void> {
    const messages = await tx.query<{
      id: string;
      conversation_id: string;
      ticket_id: string;
      channel: string;
      state: MessageState;
    }>(
      `select distinct m.id, m.conversation_id, m.ticket_id, m.channel, m.state
       from attachments a join messages m on m.id = a.message_id where a.blob_key = $1`,
      [blobKey],
    );
    for (const { id, conversation_id: conversationId, ticket_id: ticketId, channel, state } of messages) {
      tx.emit('message.state-changed', { messageId: id, conversationId, ticketId, channel, state });
    }
  }

  private mayOpen(state: ScanState): boolean {
    return mayOpen(state, { isOn: this.scanner.isOn, policy: this.config.get('SCAN_POLICY') });
  }
}

const infected = (finding: string | null): Refusal =>
  new Refusal('infected', 403, `This file is infected (${finding ?? 'unknown'}). It is kept, and given to nobody.`, {
    extra: { finding },
  });
