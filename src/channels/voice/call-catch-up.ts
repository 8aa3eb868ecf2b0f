import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { Call } from '../calls/call.entity.js';
import { CallsService } from '../calls/calls.service.js';
import type { Line } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { CallTickets } from './call-tickets.js';
import { seenUntil } from './catch-up.rules.js';
import { RecordingHook } from './hooks/recording.hook.js';
import { callerOf } from './hooks/twilio-call.js';
import { VoiceHistory, type PastCall, type PastRecording } from './voice-history.js';
import { settingsOf } from './voice.settings.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'calls.catch-up': Record<string, never>;
  }
}

/** Clocks differ, and a list may be a moment behind. */
const OVERLAP_MS = 60_000;
/** So long ago must a call have ended: what is told of it right now is told by webhooks. */
const SETTLED_MS = 60_000;

/**
 * What came while we could not be reached. The provider's fallback has taken a message, or nobody has; what it could not
 * tell after its retries it is asked for, and a missed call or a voicemail is made of it, once, also where a webhook comes
 * late.
 */
@Injectable()
export class CallCatchUp {
  private readonly log = Logs.for('voice');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly inboxes: InboxesService,
    private readonly calls: CallsService,
    private readonly tickets: CallTickets,
    private readonly recordings: RecordingHook,
    private readonly history: VoiceHistory,
  ) {}

  @Job('calls.catch-up', { every: 120_000 })
  async catchUp(): Promise<void> {
    for (const line of await this.inboxes.activeLines('voice')) {
      try {
        await this.of(line);
      } catch (error) {
        // Asked again the next time, from the same moment.
        this.log.warn({ err: error, inboxId: line.id }, 'the calls of a line could not be compared');
      }
    }
  }

  private async of(line: Line): Promise<void> {
    const now = this.clock.now();
    const before = await this.seen(line);
    const since = new Date(before.getTime() - OVERLAP_MS);
    const [calls, recordings] = [await this.history.calls(line, since), await this.history.recordings(line, since)];
    const settled = calls.filter(({ endedAt }) => endedAt && now.getTime() - endedAt.getTime() >= SETTLED_MS);
    const messages = recordings.filter(({ pending, kind }) => !pending && kind === 'voicemail');
    for (const call of settled) await this.missed(line, call, messages);
    for (const recording of recordings) if (!recording.pending) await this.recorded(line, recording);
    const unsettled = [
      ...calls.filter((call) => !settled.includes(call)).map(({ startedAt }) => startedAt),
      ...recordings.filter(({ pending }) => pending).map(({ at }) => at),
    ];
    await this.db.query(
      `insert into call_catch_ups (inbox_id, seen_until) values ($1, $2)
       on conflict (inbox_id) do update set seen_until = greatest(call_catch_ups.seen_until, excluded.seen_until)`,
      [line.id, seenUntil(now, unsettled)],
    );
  }

  private async missed(line: Line, past: PastCall, messages: readonly PastRecording[]): Promise<void> {
    // What is known and not over is asked about by its own job.
    if (await this.calls.bySid(line.id, past.sid)) return;
    const call = await this.calls.run((tx) =>
      this.calls.begin(tx, {
        inboxId: line.id,
        channel: line.channel,
        sid: past.sid,
        direction: 'in',
        from: callerOf(past.from) ?? '',
        to: line.address ?? '',
        language: settingsOf(line).language,
        startedAt: past.startedAt,
        facts: { fallback: 'yes' },
      }),
    );
    this.log.info({ inboxId: line.id, callId: call.id }, 'a call came while the desk was away');
    const left = messages.find(({ callSid }) => callSid === past.sid);
    await this.close(line, call, past.endedAt!, left ? { voicemail: left.sid } : {});
  }

  private async close(line: Line, call: Call, at: Date, facts: Record<string, string>): Promise<void> {
    await this.tickets.place(line, call);
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (held) await this.calls.end(tx, held, facts, at);
    });
  }

  /** Of calls of this line; the account may have others. */
  private async recorded(line: Line, recording: PastRecording): Promise<void> {
    const call = await this.calls.bySid(line.id, recording.callSid);
    if (call) await this.recordings.keep(line, call, recording);
  }

  private async seen(line: Line): Promise<Date> {
    const [row] = await this.db.query<{ until: Date }[]>(
      `select coalesce(c.seen_until, i.created_at) as until from inboxes i left join call_catch_ups c on c.inbox_id = i.id
       where i.id = $1`,
      [line.id],
    );
    return row?.until ?? this.clock.now();
  }
}
