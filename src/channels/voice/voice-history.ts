import { Injectable } from '@nestjs/common';
import type { Line } from '../contract.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { isOver } from './hooks/twilio-call.js';
import type { Recorded } from './hooks/recording.hook.js';

/** A call to a number of ours, as the provider has it on its list. */
export interface PastCall {
  sid: string;
  from: string;
  startedAt: Date;
  /** Null while it goes on. */
  endedAt: Date | null;
}

export interface PastRecording extends Recorded {
  callSid: string;
  at: Date;
  /** It is being made; how long it is and what is in it is not known yet. */
  pending: boolean;
}

/** More than one line takes in a day; a list that never ends must not hold the job for ever. */
const MOST = 5_000;
const PAGE = 200;

/** What the provider remembers of a number, whether or not it could tell us when it happened. */
@Injectable()
export class VoiceHistory {
  constructor(private readonly clients: TwilioClients) {}

  /** Oldest first. */
  async calls(line: Line, since: Date, limit = MOST): Promise<PastCall[]> {
    const to = line.address ?? '';
    const listed = await this.clients.call(line, (twilio) =>
      twilio.calls.list({ to, startTimeAfter: since, pageSize: PAGE, limit }),
    );
    return (
      listed
        // By the day only, where the provider reads the moment as one.
        .filter(({ direction, startTime }) => direction === 'inbound' && startTime >= since)
        .map(({ sid, from, startTime, endTime, status }) => ({
          sid,
          from,
          startedAt: startTime,
          endedAt: isOver(status) ? (endTime ?? startTime) : null,
        }))
        .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    );
  }

  /** Of the whole account: whose they are, their calls say. */
  async recordings(line: Line, since: Date, limit = MOST): Promise<PastRecording[]> {
    const listed = await this.clients.call(line, (twilio) =>
      twilio.recordings.list({ dateCreatedAfter: since, pageSize: PAGE, limit }),
    );
    return listed
      .filter(({ dateCreated, status }) => dateCreated >= since && status !== 'absent' && status !== 'deleted')
      .map(({ sid, callSid, source, duration, dateCreated, status }) => ({
        sid,
        callSid,
        kind: source === 'RecordVerb' ? 'voicemail' : 'call',
        seconds: Number(duration) || 0,
        at: dateCreated,
        pending: status !== 'completed',
      }));
  }
}
