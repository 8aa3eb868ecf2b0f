import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Line } from '../../contract.js';
import { InboxesService } from '../../inboxes.service.js';
import { TwilioAccounts } from '../../twilio/accounts.service.js';
import { refusal, type Call as Asked, type Reply } from '../../twilio/simulator/simulated-twilio.js';
import { TwilioSimulator } from '../../twilio/simulator/twilio-simulator.service.js';
import { silence } from './audio.js';
import { CallRunner } from './call-runner.js';
import { SimulatedStore } from './simulated-store.js';
import type { SimulatedCall, SimulatedRoom } from './simulated-call.js';
import { simulatedSid } from './simulated-sid.js';
import { WebhookSender } from './webhook-sender.js';

const LONGEST_CALL_MS = 4 * 3_600_000;

type Legs = SimulatedRoom['legs'];
type Data = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Twilio's side of the API, as far as we use it: what the real package asks for is done to simulated calls. */
@Injectable()
export class SimulatedCalls implements OnModuleInit {
  constructor(
    private readonly store: SimulatedStore,
    private readonly runner: CallRunner,
    private readonly sender: WebhookSender,
    private readonly simulator: TwilioSimulator,
    private readonly accounts: TwilioAccounts,
    private readonly inboxes: InboxesService,
  ) {}

  onModuleInit(): void {
    const { twilio } = this.simulator;
    const conference = String.raw`^\/Conferences\/([\w-]+)`;
    twilio.on('POST', /^\/Calls\/(\w+)\.json$/, (call, [, sid]) =>
      this.of(call, (line) => this.updateCall(line, sid!, call.form)),
    );
    twilio.on('POST', /^\/Calls\.json$/, (call) => this.of(call, (line) => this.makeCall(line, call.form)));
    twilio.on('GET', /^\/Calls\.json$/, (call) => this.list(call));
    twilio.on('GET', /^\/Recordings\.json$/, (call) => this.listRecordings(call));
    twilio.on('GET', /^\/Calls\/(\w+)\.json$/, (_, [, sid]) => this.fetchCall(sid!));
    twilio.on('POST', new RegExp(String.raw`${conference}\/Participants\.json$`), (call, [, name]) =>
      this.of(call, (line) => this.addParticipant(line, name!, call.form)),
    );
    twilio.on('POST', new RegExp(String.raw`${conference}\/Participants\/(\w+)\.json$`), (call, [, room, sid]) =>
      this.of(call, (line) => this.updateParticipant(line, room!, sid!, call.form)),
    );
    twilio.on('POST', new RegExp(String.raw`${conference}\/Recordings\/[\w.]+\.json$`), () => ({
      status: 200,
      body: {},
    }));
    twilio.on('POST', /^\/Calls\/(\w+)\/Transcriptions(\/[\w-]+)?\.json$/, async (call, [, sid, one]) => {
      await this.transcribe(sid!, one ? null : text(call.form.StatusCallbackUrl));
      return { status: one ? 200 : 201, body: { sid: simulatedSid('CA') } };
    });
    twilio.on('POST', /^\/Calls\/(\w+)\/Recordings\.json$/, (call, [, sid]) => this.recordCall(sid!, call.form));
    twilio.on('POST', /^\/Calls\/\w+\/Recordings\/[\w.]+\.json$/, () => ({ status: 200, body: {} }));
    twilio.on('DELETE', /^\/Recordings\/\w+\.json$/, () => ({ status: 204, body: '' }));
  }

  private async of({ account }: Asked, what: (line: Line) => Promise<Reply>): Promise<Reply> {
    const lines = await this.inboxes.activeLines('voice');
    const line = lines.find((one) => this.accounts.of(one).sid === account);
    return line ? what(line) : notFound();
  }

  recording(sid: string): { content: Buffer; type: string } {
    return { content: silence(Number(/(\d\d)$/.exec(sid)?.[1] ?? 1)), type: 'audio/wav' };
  }

  private async addParticipant(line: Line, name: string, data: Data): Promise<Reply> {
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
      status: 201,
      body: { call_sid: leg.sid, label: leg.label, conference_sid: room.sid, status: 'queued' },
    };
  }

  private async recordCall(sid: string, data: Data): Promise<Reply> {
    const call = await this.store.call(sid);
    if (!call || call.over) return notFound();
    await this.store.save({ ...call, recordingUrl: text(data.RecordingStatusCallback) });
    return { status: 201, body: { sid: simulatedSid('RE', 12), call_sid: sid, status: 'in-progress' } };
  }

  private async transcribe(sid: string, url: string | null): Promise<void> {
    const call = await this.store.call(sid);
    if (call) await this.store.save({ ...call, transcriptUrl: url });
  }

  /** Somebody of the house is called. Numbers that end in 0000 answer nobody; all others press 1 as they are told. */
  private async makeCall(line: Line, data: Data): Promise<Reply> {
    const call: SimulatedCall = {
      kind: 'call',
      sid: simulatedSid('CA'),
      inboxId: line.id,
      from: text(data.From),
      to: text(data.To),
      room: null,
      waitUrl: null,
      leftUrl: null,
      talkedUrl: null,
      keys: '1',
      says: 0,
      mode: 'calm',
      calledBy: { url: text(data.Url), statusUrl: text(data.StatusCallback) || null },
      over: false,
      heard: [],
    };
    await this.store.save(call);
    this.sender.later(() => this.runner.rings(line, call.sid, !call.to.endsWith('0000')));
    return { status: 201, body: { sid: call.sid, status: 'queued', from: call.from, to: call.to } };
  }

  private async updateParticipant(line: Line, roomSid: string, sid: string, data: Data): Promise<Reply> {
    const room = await this.store.room(roomSid);
    const leg = room?.legs.find((one) => one.sid === sid && !one.gone);
    if (!room || !leg) return notFound();
    if (data.Hold !== undefined) leg.hold = String(data.Hold) === 'true';
    if (data.Muted !== undefined) leg.muted = String(data.Muted) === 'true';
    await this.store.save(room);
    const event = data.Hold === undefined ? (leg.muted ? 'mute' : 'unmute') : leg.hold ? 'hold' : 'unhold';
    await this.runner.tellRoom(line, room, `participant-${event}`, leg);
    return { status: 200, body: { call_sid: sid, hold: leg.hold, muted: leg.muted, conference_sid: room.sid } };
  }

  private async updateCall(line: Line, sid: string, data: Data): Promise<Reply> {
    const call = await this.store.call(sid);
    const leg = call ? null : await this.store.roomOfLeg(sid);
    if (!call && !leg) return notFound();
    if (call?.over) return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
    if (text(data.Status) === 'completed') {
      if (call) this.sender.later(() => this.runner.hangUp(line, sid));
      else this.sender.later(() => this.runner.leaves(line, leg!.name, sid));
    } else if (call && (data.Twiml || data.Url)) {
      const { twiml, url } = { twiml: text(data.Twiml), url: text(data.Url) };
      this.sender.later(() => this.runner.redirected(line, sid, twiml ? { twiml } : { url }));
    }
    return { status: 200, body: { sid, status: 'in-progress' } };
  }

  private async fetchCall(sid: string): Promise<Reply> {
    const call = await this.store.call(sid);
    if (!call) return notFound();
    return {
      status: 200,
      body: { sid, from: call.from, to: call.to, status: call.over ? 'completed' : 'in-progress' },
    };
  }

  private async list({ account, query }: Asked): Promise<Reply> {
    const calls = await this.pastOf(account, query['StartTime>']);
    return {
      status: 200,
      body: {
        calls: calls
          .filter(({ to }) => !query.To || to === query.To)
          .map(({ sid, from, to, over, startedAt, endedAt, calledBy, heard }) => ({
            sid,
            from,
            to,
            direction: calledBy || heard[0] === 'answers' ? 'outbound-api' : 'inbound',
            status: over ? 'completed' : 'in-progress',
            start_time: stamp(startedAt),
            end_time: over ? stamp(endedAt) : null,
          })),
      },
    };
  }

  private async listRecordings({ account, query }: Asked): Promise<Reply> {
    const since = new Date(query['DateCreated>'] ?? 0);
    // A recording is younger than its call.
    const calls = await this.pastOf(account, new Date(since.getTime() - LONGEST_CALL_MS).toISOString());
    const recordings = calls.flatMap(({ sid: call_sid, recordings: made = [] }) =>
      made
        .filter(({ at }) => new Date(at) >= since)
        .map(({ sid, seconds, source, at }) => ({
          sid,
          call_sid,
          source,
          duration: String(seconds),
          status: 'completed',
          date_created: stamp(at),
        })),
    );
    return { status: 200, body: { recordings } };
  }

  private async pastOf(account: string, since: string | undefined): Promise<SimulatedCall[]> {
    const lines = (await this.inboxes.activeLines('voice')).filter((one) => this.accounts.of(one).sid === account);
    return this.store.since(
      lines.map(({ id }) => id),
      new Date(since ?? 0),
    );
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

/** As Twilio writes moments. */
const stamp = (at: string | undefined): string => new Date(at ?? 0).toUTCString().replace('GMT', '+0000');

const notFound = (): Reply => refusal(404, 20404, 'The requested resource was not found');
