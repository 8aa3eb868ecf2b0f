import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import type { Call } from '../../calls/call.entity.js';
import { CallsService } from '../../calls/calls.service.js';
import { Recordings } from '../../calls/recordings.service.js';
import type { Line } from '../../contract.js';
import { CallTickets } from '../call-tickets.js';
import { VoiceControl } from '../voice-control.js';
import { settingsOf } from '../voice.settings.js';

/** What was recorded of a call. */
export interface Recorded {
  sid: string;
  kind: 'call' | 'voicemail';
  seconds: number;
}

/** Twilio has recorded something. Also the way back for callers who spoke to it while our database was away. */
@Injectable()
export class RecordingHook {
  constructor(
    private readonly calls: CallsService,
    private readonly recordings: Recordings,
    private readonly tickets: CallTickets,
    private readonly control: VoiceControl,
  ) {}

  async take(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<void> {
    const { RecordingSid: sid, RecordingStatus: status } = params;
    if (!sid || status === 'in-progress') return;
    const call = await this.callOf(line, query, params);
    if (!call) return;
    // Nothing was said.
    if (status === 'absent' || status === 'failed') return;
    const kind = query.kind === 'voicemail' ? 'voicemail' : 'call';
    await this.keep(line, call, { sid, kind, seconds: Number(params.RecordingDuration) || 0 });
  }

  /** However often it is told, and by whom: once. */
  async keep(line: Line, call: Call, { sid, kind, seconds: given }: Recorded): Promise<void> {
    if (kind === 'voicemail') await this.tickets.place(line, call);
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (!held) return;
      const seconds = Math.max(0, Math.round(given));
      const isNew = await this.recordings.announce(tx, { inboxId: line.id, callId: held.id, sid, kind, seconds });
      if (isNew && kind === 'voicemail') await this.calls.left(tx, held, sid);
    });
  }

  private async callOf(
    line: Line,
    query: Record<string, string>,
    { CallSid: sid }: Record<string, string>,
  ): Promise<Call | null> {
    const named = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    if (named) return named.inboxId === line.id ? named : null;
    if (!sid) return null;
    const known = await this.calls.bySid(line.id, sid);
    if (known) return known;
    const { from, to } = await this.control.partiesOf(sid, line);
    return this.calls.run((tx) =>
      this.calls.begin(tx, {
        inboxId: line.id,
        channel: line.channel,
        sid,
        direction: 'in',
        from: from ?? '',
        to: to ?? line.address ?? '',
        language: settingsOf(line).language,
        facts: { fallback: 'yes' },
      }),
    );
  }
}
