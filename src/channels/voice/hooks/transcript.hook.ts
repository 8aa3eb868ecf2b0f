import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import { CallsService } from '../../calls/calls.service.js';
import { Transcripts } from '../../calls/transcripts/transcripts.service.js';
import type { Line } from '../../contract.js';

/** Twilio has understood a sentence. */
@Injectable()
export class TranscriptHook {
  constructor(
    private readonly calls: CallsService,
    private readonly transcripts: Transcripts,
  ) {}

  async take(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<void> {
    if (params.TranscriptionEvent !== 'transcription-content' || params.Final === 'false') return;
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    if (!call || call.inboxId !== line.id) return;
    const kind = query.kind === 'voicemail' ? 'voicemail' : 'call';
    const who = params.Track === 'outbound_track' ? 'agent' : 'customer';
    const seq = Date.parse(params.Timestamp ?? '') || Number(params.SequenceId) || 0;
    await this.transcripts.heard(call.id, kind, { who, text: sentenceOf(params.TranscriptionData), seq });
  }
}

function sentenceOf(data: string | undefined): string {
  try {
    const { transcript } = JSON.parse(data ?? '') as { transcript?: unknown };
    return typeof transcript === 'string' ? transcript.trim() : '';
  } catch {
    return '';
  }
}
