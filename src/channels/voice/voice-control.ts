import { Injectable } from '@nestjs/common';
import type { Twilio } from 'twilio';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { BrowserToken, CallControl, Device, Hearing, Leg } from '../calls/call-controls.service.js';
import type { Call } from '../calls/call.entity.js';
import { CallsService } from '../calls/calls.service.js';
import type { Line } from '../contract.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { twilioPackage } from '../twilio/package.js';
import { browserIdentity, dialable, pricePerMinute } from './dialling.rules.js';
import type { Language } from './flow/flow.js';
import { joinConference, type Conferencing, type Transcribing } from './flow/other-answers.js';
import { VOICE } from './flow/spoken.js';
import { isOver } from './hooks/twilio-call.js';
import { HookUrls } from '../twilio/hook-urls.service.js';
import { SimulatedCalls } from './simulator/simulated-calls.js';
import { DeskPhones } from './desk-phones.js';
import { isSimulated, recordingOf, settingsOf } from './voice.settings.js';

const TOKEN_SECONDS = 3_600;
const RING_SECONDS = 25;
const CUSTOMER_RING_SECONDS = 40;
/** Two hours of two voices. */
const MOST_BYTES = 200 * 1024 * 1024;
const CONFERENCE_EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold'];

/** What we tell Twilio to do with a call. One conference for each, named by our id of it. */
@Injectable()
export class VoiceControl implements CallControl {
  private readonly log = Logs.for('voice');

  constructor(
    private readonly clients: TwilioClients,
    private readonly accounts: TwilioAccounts,
    private readonly urls: HookUrls,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly simulated: SimulatedCalls,
    private readonly deskPhones: DeskPhones,
  ) {}

  async add(call: Call, line: Line, { label, to, silent, whispersTo }: Leg): Promise<string> {
    const participant = await this.ask(line, (twilio) =>
      twilio.conferences(call.id).participants.create({
        from: line.address!,
        to: 'userId' in to ? `client:${browserIdentity(to.userId)}` : to.phone,
        label,
        beep: 'false',
        earlyMedia: false,
        endConferenceOnExit: false,
        timeout: RING_SECONDS,
        muted: Boolean(silent),
        ...(whispersTo && { coaching: true, callSidToCoach: whispersTo }),
        ...this.reporting(call, label),
      }),
    );
    return participant.callSid;
  }

  async dial(call: Call, line: Line): Promise<string> {
    // Who hears something first, or is asked, comes into the conversation by our answer.
    if (recordingOf(line, call.to) !== 'none') return this.dialTelling(call, line);
    const participant = await this.ask(line, (twilio) =>
      twilio.conferences(call.id).participants.create({
        from: line.address!,
        to: call.to,
        label: 'customer',
        beep: 'false',
        earlyMedia: true,
        endConferenceOnExit: true,
        ...this.reporting(call, 'customer'),
      }),
    );
    return participant.callSid;
  }

  private async dialTelling(call: Call, line: Line): Promise<string> {
    const made = await this.ask(line, (twilio) =>
      twilio.calls.create({
        from: line.address!,
        to: call.to,
        timeout: CUSTOMER_RING_SECONDS,
        url: this.urls.of(line.id, 'voice/outbound', { call: call.id }),
        statusCallback: this.urls.told(line.id, 'voice-status', { call: call.id, leg: 'customer' }),
        statusCallbackEvent: ['completed'],
      }),
    );
    return made.sid;
  }

  /** A call that we made: what the other end says and hears, from now on. */
  async record(call: Call, line: Line, sid: string): Promise<void> {
    await this.ask(line, (twilio) =>
      twilio.calls(sid).recordings.create({
        recordingChannels: 'dual',
        recordingStatusCallback: this.urls.told(line.id, 'recording', { call: call.id, kind: 'call' }),
        recordingStatusCallbackEvent: ['completed', 'absent'],
      }),
    );
  }

  async remove(call: Call, line: Line, sid: string): Promise<void> {
    await this.end(line, sid);
  }

  async bringCustomer(call: Call, line: Line): Promise<void> {
    const twiml = joinConference(this.conferenceOf(call, line));
    await this.ask(line, (twilio) => twilio.calls(call.sid!).update({ twiml }));
  }

  conferenceOf(call: Call, line: Line): Conferencing {
    const isRecorded = call.facts.record === 'yes';
    return {
      name: call.id,
      // Of a call that we made the customer's leg is recorded, once they have been told.
      record: isRecorded && call.direction !== 'out',
      actionUrl: this.urls.of(line.id, 'voice/step', { call: call.id, at: call.waitsAt ?? '0', event: 'talked' }),
      statusUrl: this.urls.told(line.id, 'voice-status', { call: call.id }),
      recordingUrl: this.urls.told(line.id, 'recording', { call: call.id, kind: 'call' }),
      ...(isRecorded && settingsOf(line).transcripts === 'provider' && { transcript: this.transcriptOf(call, line) }),
    };
  }

  private transcriptOf(call: Call, line: Line): Transcribing {
    return {
      name: call.id,
      language: (call.facts.language ?? call.language) as Language,
      url: this.urls.told(line.id, 'transcript', { call: call.id, kind: 'call' }),
    };
  }

  async ring(call: Call, line: Line, { label, to, press, seconds }: Device): Promise<string> {
    const query = { call: call.id, label, ...(press && { press: '1' }) };
    const made = await this.ask(line, (twilio) =>
      twilio.calls.create({
        from: line.address!,
        to,
        timeout: seconds,
        url: this.urls.of(line.id, 'voice/device', query),
        statusCallback: this.urls.told(line.id, 'voice-status', { call: call.id, leg: label }),
        statusCallbackEvent: ['completed'],
      }),
    );
    return made.sid;
  }

  async makeDeskPhone(line: Line, account: { username: string; password: string }) {
    return this.ask(line, (twilio) => this.deskPhones.make(twilio, line, account));
  }

  async dropDeskPhone(line: Line, sid: string): Promise<void> {
    await this.ask(line, (twilio) => this.deskPhones.drop(twilio, sid));
  }

  pricePerMinute(line: Line, to: string): number {
    return pricePerMinute(to, settingsOf(line).prices);
  }

  async takeBack(call: Call, line: Line): Promise<void> {
    const url = this.urls.of(line.id, 'voice/step', { call: call.id, at: call.waitsAt ?? '0', event: 'enter' });
    await this.ask(line, (twilio) => twilio.calls(call.sid!).update({ url, method: 'POST' }));
  }

  async hold(call: Call, line: Line, on: boolean): Promise<void> {
    await this.ask(line, (twilio) => twilio.conferences(roomOf(call)).participants(call.sid!).update({ hold: on }));
  }

  async tune(call: Call, line: Line, sid: string, { silent, whispersTo }: Hearing): Promise<void> {
    await this.ask(line, (twilio) =>
      twilio
        .conferences(roomOf(call))
        .participants(sid)
        .update({
          muted: Boolean(silent),
          coaching: Boolean(whispersTo),
          ...(whispersTo && { callSidToCoach: whispersTo }),
        }),
    );
  }

  async mute(call: Call, line: Line, sid: string, on: boolean): Promise<void> {
    await this.ask(line, (twilio) => twilio.conferences(roomOf(call)).participants(sid).update({ muted: on }));
  }

  async pauseRecording(call: Call, line: Line, on: boolean): Promise<void> {
    await this.ask(line, (twilio): Promise<unknown> => {
      const change = { status: on ? 'paused' : 'in-progress', ...(on && { pauseBehavior: 'silence' }) } as const;
      return call.direction === 'out'
        ? twilio.calls(call.sid!).recordings('Twilio.CURRENT').update(change)
        : twilio.conferences(roomOf(call)).recordings('Twilio.CURRENT').update(change);
    });
    if (settingsOf(line).transcripts === 'provider' && call.sid) await this.pauseTranscript(call, line, on);
  }

  /** A transcription cannot be paused, so it ends, and another one begins. */
  private async pauseTranscript(call: Call, line: Line, on: boolean): Promise<void> {
    const { name, language, url } = this.transcriptOf(call, line);
    await this.ask(line, (twilio) =>
      on
        ? twilio.calls(call.sid!).transcriptions(name).update({ status: 'stopped' })
        : twilio.calls(call.sid!).transcriptions.create({
            name,
            track: 'both_tracks',
            languageCode: VOICE[language],
            statusCallbackUrl: url,
            partialResults: false,
            enableAutomaticPunctuation: true,
          }),
    );
  }

  async hangUp(call: Call, line: Line): Promise<void> {
    if (call.sid) await this.end(line, call.sid);
    await this.clear(call, line);
  }

  /** Legs of colleagues that ring or linger although the customer is gone. */
  async clear(call: Call, line: Line): Promise<void> {
    for (const { sid } of await this.calls.parts([call.id])) if (sid) await this.end(line, sid);
  }

  async isOver(call: Call, line: Line): Promise<boolean> {
    if (call.sid) return this.isLegOver(call.sid, line);
    // Nobody was dialled yet: whoever waits for a colleague to be free goes on waiting.
    if (call.state === 'waiting') return false;
    for (const { sid, state } of await this.calls.parts([call.id]))
      if (sid && state !== 'left' && !(await this.isLegOver(sid, line))) return false;
    return true;
  }

  /** Of a leg that the provider does not know nothing will be heard either. */
  private async isLegOver(sid: string, line: Line): Promise<boolean> {
    try {
      const { status } = await this.clients.call(line, (twilio) => twilio.calls(sid).fetch());
      return isOver(status);
    } catch (error) {
      if ((error as { status?: number }).status === 404) return true;
      throw error;
    }
  }

  async partiesOf(sid: string, line: Line): Promise<{ from: string | null; to: string | null }> {
    const { from, to } = await this.clients.call(line, (twilio) => twilio.calls(sid).fetch());
    return { from: from || null, to: to || null };
  }

  async fetchRecording(sid: string, line: Line): Promise<{ content: Buffer; type: string }> {
    if (isSimulated(line)) return this.simulated.recording(sid);
    const { sid: account } = this.accounts.of(line);
    // Made of what we know: an address that somebody else chose is never called with our token.
    const url = `https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${encodeURIComponent(sid)}.mp3`;
    return { content: await this.clients.file(url, line, MOST_BYTES), type: 'audio/mpeg' };
  }

  async deleteRecording(sid: string, line: Line): Promise<void> {
    await this.clients.call(line, (twilio) => twilio.recordings(sid).remove());
  }

  async browserToken(line: Line, userId: string): Promise<BrowserToken | null> {
    const { apiKeySid, apiKeySecret } = settingsOf(line);
    if (isSimulated(line)) return null;
    if (!apiKeySid || !apiKeySecret)
      throw new Refusal('no_api_key', 422, 'This line has no API key: agents cannot talk in their browsers.');
    const { jwt } = await twilioPackage();
    const { sid } = this.accounts.of(line);
    const token = new jwt.AccessToken(sid, apiKeySid, apiKeySecret, {
      identity: browserIdentity(userId),
      ttl: TOKEN_SECONDS,
    });
    token.addGrant(new jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
    return { account: sid, token: token.toJwt(), expiresAt: new Date(this.clock.millis() + TOKEN_SECONDS * 1000) };
  }

  dialable(line: Line, to: string): string {
    return dialable(to, line.address ?? '', settingsOf(line).allowedPrefixes);
  }

  private reporting(call: Call, label: string) {
    const status = (query: Record<string, string>) =>
      this.urls.told(call.inboxId, 'voice-status', { call: call.id, ...query });
    return {
      statusCallback: status({ leg: label }),
      statusCallbackEvent: ['completed'],
      conferenceStatusCallback: status({}),
      conferenceStatusCallbackEvent: CONFERENCE_EVENTS,
      ...(call.facts.record === 'yes' &&
        call.direction !== 'out' && {
          conferenceRecord: 'record-from-start',
          conferenceRecordingStatusCallback: this.urls.told(call.inboxId, 'recording', { call: call.id, kind: 'call' }),
          conferenceRecordingStatusCallbackEvent: ['completed', 'absent'],
        }),
    };
  }

  /** A leg that is over already has what we want. */
  private async end(line: Line, sid: string): Promise<void> {
    try {
      await this.clients.call(line, (twilio) => twilio.calls(sid).update({ status: 'completed' }));
    } catch (error) {
      this.log.debug({ err: error, sid }, 'a leg could not be ended');
    }
  }

  private async ask<T>(line: Line, what: (twilio: Twilio) => Promise<T>): Promise<T> {
    const { sid, tokens } = this.accounts.of(line);
    if (!sid || tokens.length === 0) throw new Refusal('no_account', 422, 'This line has no Twilio account yet.');
    try {
      return await this.clients.call(line, what);
    } catch (error) {
      this.log.warn({ err: error }, 'the telephone provider refused');
      throw new Refusal(
        'telephone_refused',
        502,
        `The telephone provider refused: ${(error as Error).message.slice(0, 200)}`,
      );
    }
  }
}

function roomOf(call: Call): string {
  if (!call.conferenceSid) throw new Refusal('not_connected', 409, 'The conversation has not begun.');
  return call.conferenceSid;
}
