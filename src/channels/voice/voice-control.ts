import { Injectable } from '@nestjs/common';
import type { Twilio } from 'twilio';
import { readPhone } from '../../customers/phone.rules.js';
import { Clock } from '../../platform/clock.js';
import { Egress } from '../../platform/egress/egress.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { BrowserToken, CallControl, Leg } from '../calls/call-controls.service.js';
import type { Call } from '../calls/call.entity.js';
import { CallsService } from '../calls/calls.service.js';
import type { Line } from '../contract.js';
import { overEgress, twilioClient, type TwilioCarrier } from '../twilio/twilio-client.js';
import { browserIdentity, dialRefusal } from './dialling.rules.js';
import { joinConference } from './flow/other-answers.js';
import { HookUrls } from './hook-urls.js';
import { SimulatedTwilio } from './simulator/simulated-twilio.js';
import { isSimulated, settingsOf } from './voice.settings.js';

const TOKEN_SECONDS = 3_600;
const RING_SECONDS = 25;
const CONFERENCE_EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold'];

/** What we tell Twilio to do with a call. One conference for each, named by our id of it. */
@Injectable()
export class VoiceControl implements CallControl {
  private readonly log = Logs.for('voice');

  constructor(
    private readonly egress: Egress,
    private readonly urls: HookUrls,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly simulated: SimulatedTwilio,
  ) {}

  async add(call: Call, line: Line, { label, to, silent, whispersTo }: Leg): Promise<string> {
    const twilio = await this.client(line);
    const participant = await this.orRefuse(() =>
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
    const twilio = await this.client(line);
    const participant = await this.orRefuse(() =>
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

  async remove(call: Call, line: Line, sid: string): Promise<void> {
    await this.end(await this.client(line), sid);
  }

  async bringCustomer(call: Call, line: Line): Promise<void> {
    const twiml = joinConference({
      name: call.id,
      record: call.facts.record === 'yes',
      actionUrl: this.urls.of(line.id, 'voice/step', { call: call.id, at: call.waitsAt ?? '0', event: 'talked' }),
      statusUrl: this.urls.told(line.id, 'voice-status', { call: call.id }),
      recordingUrl: this.urls.told(line.id, 'recording', { call: call.id, kind: 'call' }),
    });
    const twilio = await this.client(line);
    await this.orRefuse(() => twilio.calls(call.sid!).update({ twiml }));
  }

  async takeBack(call: Call, line: Line): Promise<void> {
    const url = this.urls.of(line.id, 'voice/step', { call: call.id, at: call.waitsAt ?? '0', event: 'enter' });
    const twilio = await this.client(line);
    await this.orRefuse(() => twilio.calls(call.sid!).update({ url, method: 'POST' }));
  }

  async hold(call: Call, line: Line, on: boolean): Promise<void> {
    const twilio = await this.client(line);
    await this.orRefuse(() => twilio.conferences(roomOf(call)).participants(call.sid!).update({ hold: on }));
  }

  async mute(call: Call, line: Line, sid: string, on: boolean): Promise<void> {
    const twilio = await this.client(line);
    await this.orRefuse(() => twilio.conferences(roomOf(call)).participants(sid).update({ muted: on }));
  }

  async pauseRecording(call: Call, line: Line, on: boolean): Promise<void> {
    const twilio = await this.client(line);
    await this.orRefuse(() =>
      twilio
        .conferences(roomOf(call))
        .recordings('Twilio.CURRENT')
        .update({ status: on ? 'paused' : 'in-progress', ...(on && { pauseBehavior: 'silence' }) }),
    );
  }

  async hangUp(call: Call, line: Line): Promise<void> {
    const twilio = await this.client(line);
    if (call.sid) await this.end(twilio, call.sid);
    await this.clear(call, line);
  }

  /** Legs of colleagues that ring or linger although the customer is gone. */
  async clear(call: Call, line: Line): Promise<void> {
    const twilio = await this.client(line);
    for (const { sid } of await this.calls.parts([call.id])) if (sid) await this.end(twilio, sid);
  }

  async isOver(call: Call, line: Line): Promise<boolean> {
    if (!call.sid) return false;
    const twilio = await this.client(line);
    const { status } = await twilio.calls(call.sid).fetch();
    return ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status);
  }

  async partiesOf(sid: string, line: Line): Promise<{ from: string | null; to: string | null }> {
    const twilio = await this.client(line);
    const { from, to } = await twilio.calls(sid).fetch();
    return { from: from || null, to: to || null };
  }

  async fetchRecording(sid: string, line: Line): Promise<{ content: Buffer; type: string }> {
    if (isSimulated(line)) return this.simulated.recording(sid);
    const { accountSid, authToken } = settingsOf(line);
    // Made of what we know: an address that somebody else chose is never called with our token.
    const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${encodeURIComponent(sid)}.mp3`;
    const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    const answer = await this.egress.fetch(url, { headers: { Authorization: `Basic ${credentials}` } });
    if (!answer.ok) throw new Error(`the recording was not given: HTTP ${answer.status}`);
    return { content: Buffer.from(await answer.arrayBuffer()), type: 'audio/mpeg' };
  }

  async deleteRecording(sid: string, line: Line): Promise<void> {
    await (await this.client(line)).recordings(sid).remove();
  }

  async browserToken(line: Line, userId: string): Promise<BrowserToken | null> {
    const { accountSid, apiKeySid, apiKeySecret } = settingsOf(line);
    if (isSimulated(line)) return null;
    if (!apiKeySid || !apiKeySecret)
      throw new Refusal('no_api_key', 422, 'This line has no API key: agents cannot talk in their browsers.');
    const { jwt } = (await import('twilio')).default;
    const token = new jwt.AccessToken(accountSid, apiKeySid, apiKeySecret, {
      identity: browserIdentity(userId),
      ttl: TOKEN_SECONDS,
    });
    token.addGrant(new jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
    return { token: token.toJwt(), expiresAt: new Date(this.clock.millis() + TOKEN_SECONDS * 1000) };
  }

  mayDial(line: Line, to: string): void {
    const refusal = dialRefusal(
      to,
      line.address ?? '',
      settingsOf(line).allowedPrefixes,
      (n) => readPhone(n, '') !== null,
    );
    if (refusal) throw refusal;
  }

  async client(line: Line): Promise<Twilio> {
    const { accountSid, authToken } = settingsOf(line);
    if (isSimulated(line)) return twilioClient(SIMULATED_ACCOUNT, this.carrierOf(line));
    if (!accountSid || !authToken) throw new Refusal('no_account', 422, 'This line has no Twilio account yet.');
    return twilioClient({ accountSid, authToken }, overEgress(this.egress));
  }

  private carrierOf(line: Line): TwilioCarrier {
    return (request) => this.simulated.request(line, request);
  }

  private reporting(call: Call, label: string) {
    const status = (query: Record<string, string>) =>
      this.urls.told(call.inboxId, 'voice-status', { call: call.id, ...query });
    return {
      statusCallback: status({ leg: label }),
      statusCallbackEvent: ['completed'],
      conferenceStatusCallback: status({}),
      conferenceStatusCallbackEvent: CONFERENCE_EVENTS,
      ...(call.facts.record === 'yes' && {
        conferenceRecord: 'record-from-start',
        conferenceRecordingStatusCallback: this.urls.told(call.inboxId, 'recording', { call: call.id, kind: 'call' }),
        conferenceRecordingStatusCallbackEvent: ['completed', 'absent'],
      }),
    };
  }

  /** A leg that is over already has what we want. */
  private async end(twilio: Twilio, sid: string): Promise<void> {
    try {
      await twilio.calls(sid).update({ status: 'completed' });
    } catch (error) {
      this.log.debug({ err: error, sid }, 'a leg could not be ended');
    }
  }

  private async orRefuse<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
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

const SIMULATED_ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'simulated' };

function roomOf(call: Call): string {
  if (!call.conferenceSid) throw new Refusal('not_connected', 409, 'The conversation has not begun.');
  return call.conferenceSid;
}
