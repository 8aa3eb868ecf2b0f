import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Work } from '../../../platform/database/work.js';
import type { Events } from '../../../platform/outbox/events.js';
import { Subscribe } from '../../../platform/outbox/listeners.decorators.js';
import { InboxesService } from '../../inboxes.service.js';
import type { Call } from '../call.entity.js';
import type {} from '../call.events.js';
import { CallsService } from '../calls.service.js';
import { Recordings } from '../recordings.service.js';
import { TranscriptEngines } from './transcript-engine.js';

export interface SpokenLine {
  who: 'customer' | 'agent' | null;
  text: string;
  /** The provider's own order: sentences overtake each other on their way. */
  seq: number;
}

export interface Transcript {
  callId: string;
  kind: 'call' | 'voicemail';
  engine: string;
  lines: SpokenLine[];
}

/** What a provider may bring of one call: eight hours of talk. */
const MOST_LINES = 10_000;

/** What was said in calls, as text. */
@Injectable()
export class Transcripts {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly inboxes: InboxesService,
    private readonly recordings: Recordings,
    private readonly engines: TranscriptEngines,
  ) {}

  /** A sentence that the provider understood, while they talk or a moment later. A repeat is known by its place. */
  async heard(callId: string, kind: Transcript['kind'], line: SpokenLine): Promise<void> {
    if (!line.text.trim()) return;
    await this.work.run(async (tx) => {
      const call = await this.calls.lock(tx, callId);
      // While card data is said nothing is written down either.
      if (!call || isPaused(call, kind)) return;
      const [row] = await tx.query<{ lines: SpokenLine[] }>(
        'select lines from call_transcripts where call_id = $1 and kind = $2',
        [callId, kind],
      );
      const known = row?.lines ?? [];
      if (known.length >= MOST_LINES || known.some(({ seq, who }) => seq === line.seq && who === line.who)) return;
      const lines = [...known, line].sort((a, b) => a.seq - b.seq);
      await this.write(tx, { callId, kind, engine: 'provider', lines });
    });
  }

  /** A recording is here: the line's engine reads it. */
  @Subscribe('call.recording-stored', { name: 'calls.transcribe' })
  async read({ recordingId, callId, inboxId }: Events['call.recording-stored']): Promise<void> {
    const line = await this.inboxes.line(inboxId);
    const engine = this.engines.of(line.settings.transcripts);
    const call = engine && (await this.calls.find(callId));
    const recording = call && (await this.recordings.stored(recordingId));
    if (!engine || !call || !recording) return;
    const text = await engine.transcribe(recording, call.facts.language ?? call.language, line);
    if (!text) return;
    await this.work.run(async (tx) => {
      const held = await this.calls.lock(tx, callId);
      if (!held) return;
      const lines: SpokenLine[] = [{ who: null, text, seq: 0 }];
      await this.write(tx, { callId, kind: recording.kind, engine: String(line.settings.transcripts), lines });
      await this.calls.change(tx, held, {});
    });
  }

  ofCalls(callIds: readonly string[]): Promise<Transcript[]> {
    return this.db.query<Transcript[]>(
      `select call_id as "callId", kind, engine, lines from call_transcripts where call_id = any($1::uuid[])`,
      [[...callIds]],
    );
  }

  private async write(
    tx: { query: (sql: string, parameters: unknown[]) => Promise<unknown> },
    { callId, kind, engine, lines }: Transcript,
  ): Promise<void> {
    await tx.query(
      `insert into call_transcripts (call_id, kind, engine, lines, text, at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (call_id, kind) do update set engine = excluded.engine, lines = excluded.lines, text = excluded.text,
         updated_at = excluded.updated_at`,
      [callId, kind, engine, JSON.stringify(lines), lines.map(({ text }) => text).join('\n'), this.clock.now()],
    );
  }
}

const isPaused = (call: Call, kind: Transcript['kind']): boolean =>
  kind === 'call' && call.state === 'talking' && !call.recording;
