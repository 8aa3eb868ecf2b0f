import { Injectable } from '@nestjs/common';
import type { Line } from '../../contract.js';
import type { TwilioAnswer, TwilioRequest } from '../../twilio/twilio-client.js';
import { silence } from './audio.js';
import { CallRunner } from './call-runner.js';
import { SimulatedStore } from './simulated-store.js';
import type { SimulatedCall, SimulatedRoom } from './simulated-call.js';
import { simulatedSid } from './simulated-sid.js';
import { WebhookSender } from './webhook-sender.js';

type Legs = SimulatedRoom['legs'];
type Data = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Twilio's side of the API, as far as we use it: what the real package asks for is done to simulated calls. */
@Injectable()
export class SimulatedTwilio {
  constructor(
    private readonly store: SimulatedStore,
    private readonly runner: CallRunner,
    private readonly sender: WebhookSender,
  ) {}

  async request(line: Line, { method, uri, data = {} }: TwilioRequest): Promise<TwilioAnswer> {
    const path = new URL(uri).pathname.replace(/^\/2010-04-01\/Accounts\/AC0+\//, '').replace(/\.json$/, '');
    const [resource, id = '', sub, subId = ''] = path.split('/').map(decodeURIComponent);
    const isPost = method.toUpperCase() === 'POST';
    if (resource === 'Calls' && isPost) return this.updateCall(line, id, data);
    if (resource === 'Calls') return this.fetchCall(id);
    if (resource === 'Conferences' && sub === 'Participants' && isPost)
      return subId ? this.updateParticipant(line, id, subId, data) : this.addParticipant(line, id, data);
    if (resource === 'Conferences' && sub === 'Recordings') return { statusCode: 200, body: { sid: subId } };
    if (resource === 'Recordings') return { statusCode: 204, body: '' };
    return notFound();
  }

  recording(sid: string): { content: Buffer; type: string } {
    return { content: silence(Number(/(\d\d)$/.exec(sid)?.[1] ?? 1)), type: 'audio/wav' };
  }

  private async addParticipant(line: Line, name: string, data: Data): Promise<TwilioAnswer> {
    const room = (await this.store.roomNamed(name)) ?? (await this.newRoom(line, name, data));
    const leg = {
      sid: simulatedSid('CA'),
      label: text(data.Label),
      to: text(data.To),
      hold: false,
      muted: String(data.Muted) === 'true',
      statusUrl: text(data.StatusCallback) || null,
      gone: false,
    };
    // Nobody answers numbers that end so, for people who try what happens then.
    const answers = !leg.to.endsWith('0000');
    await this.store.save({ ...room, legs: [...room.legs, { ...leg, gone: !answers }] });
    const isCustomer = leg.label === 'customer';
    if (isCustomer && answers) await this.store.save(this.calledOut(line, name, leg.sid, leg.to, room));
    this.sender.later(async () => {
      if (answers) await this.runner.joins(line, name, leg.sid);
      else if (leg.statusUrl)
        this.sender.tell(
          line,
          [{ url: leg.statusUrl, params: { CallSid: leg.sid, CallStatus: 'no-answer' } }],
          room.mode,
        );
    });
    return {
      statusCode: 201,
      body: { call_sid: leg.sid, label: leg.label, conference_sid: room.sid, status: 'queued' },
    };
  }

  private async updateParticipant(line: Line, roomSid: string, sid: string, data: Data): Promise<TwilioAnswer> {
    const room = await this.store.room(roomSid);
    const leg = room?.legs.find((one) => one.sid === sid && !one.gone);
    if (!room || !leg) return notFound();
    if (data.Hold !== undefined) leg.hold = String(data.Hold) === 'true';
    if (data.Muted !== undefined) leg.muted = String(data.Muted) === 'true';
    await this.store.save(room);
    const event = data.Hold === undefined ? (leg.muted ? 'mute' : 'unmute') : leg.hold ? 'hold' : 'unhold';
    await this.runner.tellRoom(line, room, `participant-${event}`, leg);
    return { statusCode: 200, body: { call_sid: sid, hold: leg.hold, muted: leg.muted, conference_sid: room.sid } };
  }

  private async updateCall(line: Line, sid: string, data: Data): Promise<TwilioAnswer> {
    const call = await this.store.call(sid);
    const leg = call ? null : await this.store.roomOfLeg(sid);
    if (!call && !leg) return notFound();
    if (call?.over)
      return { statusCode: 400, body: { code: 21220, message: 'Call is not in-progress. Cannot redirect.' } };
    if (text(data.Status) === 'completed') {
      if (call) this.sender.later(() => this.runner.hangUp(line, sid));
      else this.sender.later(() => this.runner.leaves(line, leg!.name, sid));
    } else if (call && (data.Twiml || data.Url)) {
      const { twiml, url } = { twiml: text(data.Twiml), url: text(data.Url) };
      this.sender.later(() => this.runner.redirected(line, sid, twiml ? { twiml } : { url }));
    }
    return { statusCode: 200, body: { sid, status: 'in-progress' } };
  }

  private async fetchCall(sid: string): Promise<TwilioAnswer> {
    const call = await this.store.call(sid);
    if (!call) return notFound();
    return {
      statusCode: 200,
      body: { sid, from: call.from, to: call.to, status: call.over ? 'completed' : 'in-progress' },
    };
  }

  private async newRoom(line: Line, name: string, data: Data): Promise<SimulatedRoom> {
    const caller = await this.store.callWaitingFor(name);
    return {
      kind: 'room',
      sid: simulatedSid('CF'),
      inboxId: line.id,
      name,
      statusUrl: text(data.ConferenceStatusCallback),
      recordingUrl: text(data.ConferenceRecordingStatusCallback) || null,
      mode: caller?.mode ?? 'calm',
      over: false,
      sequence: 0,
      legs: [] as Legs,
    };
  }

  private calledOut(line: Line, name: string, sid: string, to: string, room: SimulatedRoom): SimulatedCall {
    return {
      kind: 'call',
      sid,
      inboxId: line.id,
      from: line.address ?? '',
      to,
      room: name,
      waitUrl: null,
      leftUrl: null,
      talkedUrl: null,
      keys: '',
      says: 0,
      mode: room.mode,
      over: false,
      heard: ['answers'],
    };
  }
}

const notFound = (): TwilioAnswer => ({
  statusCode: 404,
  body: { code: 20404, message: 'The requested resource was not found', status: 404 },
});
