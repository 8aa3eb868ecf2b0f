import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config.js';
import type { Line } from '../../contract.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import { fallbackUrl } from '../fallback.controller.js';
import { SimulatedStore } from './simulated-store.js';
import type { SimulatedCall, SimulatedRoom } from './simulated-call.js';
import { simulatedSid } from './simulated-sid.js';
import { WebhookSender } from './webhook-sender.js';
import { verbsOf, type Verb } from './xml.js';

/** A flow that leads in a circle must not hold the simulator for ever. */
const MOST_STEPS = 80;

/** What is said in every simulated conversation. */
const TALK = [
  ['outbound_track', 'Good morning, how can I help?'],
  ['inbound_track', 'My router has been blinking red since yesterday.'],
] as const;

/** Follows our answers as Twilio does, for a caller who presses what they were told to press. */
@Injectable()
export class CallRunner {
  constructor(
    private readonly store: SimulatedStore,
    private readonly sender: WebhookSender,
    private readonly urls: HookUrls,
    private readonly config: Config,
  ) {}

  async begin(line: Line, call: SimulatedCall): Promise<void> {
    await this.store.save(call);
    // Where its own webhook fails, the number turns to its second address.
    const url = call.mode === 'away' ? fallbackUrl(this.config.publicUrl, line.id) : this.urls.of(line.id, 'voice');
    await this.ask(line, call, url, { CallStatus: 'ringing', Direction: 'inbound' });
  }

  /** Somebody of the house is called, at a telephone of theirs. They do as they are told, or do not answer. */
  async rings(line: Line, sid: string, answers: boolean): Promise<void> {
    const call = await this.store.call(sid);
    if (!call?.calledBy || call.over) return;
    if (answers) return this.ask(line, call, call.calledBy.url, {});
    call.over = true;
    await this.store.save(call);
    this.tellEnd(line, call, 'no-answer');
  }

  async redirected(line: Line, sid: string, to: { twiml: string } | { url: string }): Promise<void> {
    const call = await this.store.call(sid);
    if (!call || call.over) return;
    await this.leaveRoom(line, call);
    if ('url' in to) await this.ask(line, call, to.url, {});
    else await this.follow(line, call, verbsOf(to.twiml), 0);
  }

  async hangUp(line: Line, sid: string): Promise<void> {
    const call = await this.store.call(sid);
    if (!call || call.over) return;
    call.over = true;
    call.heard.push('[hung up]');
    await this.store.save(call);
    if (call.leftUrl) {
      const params = this.params(call, { QueueResult: 'hangup' });
      this.sender.tell(line, [{ url: call.leftUrl, params }], call.mode);
    }
    await this.leaveRoom(line, call);
    await this.tellRecording(line, call);
    this.tellEnd(line, call, 'completed');
  }

  /** While the caller waits: what they hear next, and the key that they press. */
  async waits(line: Line, sid: string, keys = ''): Promise<void> {
    const call = await this.store.call(sid);
    if (!call?.waitUrl || call.over) return;
    call.keys += keys;
    await this.wait(line, call, 0);
  }

  async joins(line: Line, name: string, legSid: string): Promise<void> {
    const room = await this.store.roomNamed(name);
    const leg = room?.legs.find(({ sid }) => sid === legSid);
    if (room && leg) await this.tellRoom(line, room, 'participant-join', leg);
  }

  async leaves(line: Line, name: string, legSid: string): Promise<void> {
    const room = await this.store.roomNamed(name);
    const leg = room?.legs.find(({ sid, gone }) => sid === legSid && !gone);
    if (!room || !leg) return;
    leg.gone = true;
    await this.store.save(room);
    await this.tellRoom(line, room, 'participant-leave', leg);
    if (leg.statusUrl)
      this.sender.tell(
        line,
        [{ url: leg.statusUrl, params: { CallSid: leg.sid, CallStatus: 'completed' } }],
        room.mode,
      );
  }

  /** What the simulated provider understood of what nobody said. */
  understood(line: Line, call: SimulatedCall, said: readonly (readonly [string, string])[]): void {
    const url = call.transcriptUrl;
    if (!url) return;
    const told = said.map(([track, transcript], at) => ({
      url,
      params: this.params(call, {
        TranscriptionSid: `GT${call.sid.slice(2)}`,
        TranscriptionEvent: 'transcription-content',
        Track: track,
        SequenceId: String(at + 2),
        Final: 'true',
        TranscriptionData: JSON.stringify({ transcript, confidence: 0.93 }),
      }),
    }));
    this.sender.tell(line, told, call.mode);
  }

  private async tellRecording(line: Line, call: SimulatedCall): Promise<void> {
    if (!call.recordingUrl) return;
    const sid = simulatedSid('RE', 12);
    await this.store.recorded(call, { sid, seconds: 12, source: 'StartCallRecordingAPI' });
    const params = this.params(call, { RecordingSid: sid, RecordingDuration: '12', RecordingStatus: 'completed' });
    this.sender.tell(line, [{ url: call.recordingUrl, params }], call.mode);
  }

  private tellEnd(line: Line, call: SimulatedCall, status: string): void {
    const url = call.calledBy ? call.calledBy.statusUrl : this.urls.of(line.id, 'voice-status');
    if (url) this.sender.tell(line, [{ url, params: this.params(call, { CallStatus: status }) }], call.mode);
  }

  async tellRoom(line: Line, room: SimulatedRoom, event: string, leg?: SimulatedRoom['legs'][number]): Promise<void> {
    room.sequence += 1;
    await this.store.save(room);
    const params = {
      ConferenceSid: room.sid,
      FriendlyName: room.name,
      StatusCallbackEvent: event,
      SequenceNumber: String(room.sequence),
      ...(leg && { CallSid: leg.sid, ParticipantLabel: leg.label, Hold: String(leg.hold), Muted: String(leg.muted) }),
    };
    this.sender.tell(line, [{ url: room.statusUrl, params }], room.mode);
  }

  private async ask(
    line: Line,
    call: SimulatedCall,
    url: string,
    more: Record<string, string>,
    steps = 0,
  ): Promise<void> {
    const params = this.params(call, more);
    const answer = await this.sender.ask(line, url, params, call.mode);
    await this.follow(line, call, verbsOf(answer), steps + 1);
  }

  private async follow(line: Line, call: SimulatedCall, verbs: Verb[], steps: number): Promise<void> {
    if (steps > MOST_STEPS) return this.hangUp(line, call.sid);
    for (const verb of verbs) {
      if (await this.perform(line, call, verb, steps)) return;
    }
    await this.store.save(call);
    await this.hangUp(line, call.sid);
  }

  /** Whether the call went on elsewhere, so that the rest of this answer is not heard. */
  private async perform(line: Line, call: SimulatedCall, verb: Verb, steps: number): Promise<boolean> {
    const { attributes: given, text } = verb;
    switch (verb.name) {
      case 'Say':
        call.heard.push(text);
        return false;
      case 'Gather':
        return this.gather(line, call, verb, steps);
      case 'Redirect':
        await this.ask(line, call, text, {}, steps);
        return true;
      case 'Start':
        call.transcriptUrl =
          verb.children.find(({ name }) => name === 'Transcription')?.attributes.statusCallbackUrl ?? null;
        return false;
      case 'Record':
        return this.record(line, call, given, steps);
      case 'Enqueue':
        Object.assign(call, { room: text, waitUrl: given.waitUrl, leftUrl: given.action });
        await this.store.save(call);
        await this.wait(line, call, steps);
        return true;
      case 'Dial':
        await this.dial(line, call, verb, steps);
        return true;
      case 'Hangup':
        await this.store.save(call);
        await this.hangUp(line, call.sid);
        return true;
      default:
        return false;
    }
  }

  private async gather(line: Line, call: SimulatedCall, verb: Verb, steps: number): Promise<boolean> {
    const { numDigits = '20', action = '', actionOnEmptyResult } = verb.attributes;
    for (const child of verb.children) if (child.name === 'Say') call.heard.push(child.text);
    const pressed = this.press(call, Number(numDigits));
    if (pressed === '' && actionOnEmptyResult !== 'true') return false;
    call.heard.push(`[pressed ${pressed || 'nothing'}]`);
    await this.ask(line, call, action, { Digits: pressed }, steps);
    return true;
  }

  private press(call: SimulatedCall, most: number): string {
    const next = call.keys.slice(0, most);
    if (next.startsWith('w')) {
      call.keys = call.keys.slice(1);
      return '';
    }
    const until = next.search(/[w#]/);
    const pressed = until === -1 ? next : next.slice(0, until);
    call.keys = call.keys.slice(pressed.length + (next[until] === '#' ? 1 : 0));
    return pressed;
  }

  private async record(
    line: Line,
    call: SimulatedCall,
    given: Record<string, string>,
    steps: number,
  ): Promise<boolean> {
    const told = given.recordingStatusCallback ?? '';
    if (call.says === 0) {
      const sid = simulatedSid('RE', 0);
      this.sender.tell(
        line,
        [{ url: told, params: this.params(call, { RecordingSid: sid, RecordingStatus: 'absent' }) }],
        call.mode,
      );
      return false;
    }
    const recording = { RecordingSid: simulatedSid('RE', call.says), RecordingDuration: String(call.says) };
    call.heard.push(`[spoke for ${call.says} s]`);
    this.understood(line, call, [['inbound_track', `This is ${call.from}. Please call me back.`]]);
    await this.store.recorded(call, { sid: recording.RecordingSid, seconds: call.says, source: 'RecordVerb' });
    const params = this.params(call, { ...recording, RecordingStatus: 'completed' });
    this.sender.tell(line, [{ url: told, params }], call.mode);
    if (!given.action) return false;
    await this.ask(line, call, given.action, recording, steps);
    return true;
  }

  private async wait(line: Line, call: SimulatedCall, steps: number): Promise<void> {
    const answer = await this.sender.ask(line, call.waitUrl!, this.params(call, { QueuePosition: '1' }), call.mode);
    for (const verb of verbsOf(answer)) {
      if (verb.name === 'Say') call.heard.push(verb.text);
      if (verb.name === 'Leave') return this.leaveQueue(line, call, steps);
      if (verb.name !== 'Gather') continue;
      for (const child of verb.children) if (child.name === 'Say') call.heard.push(child.text);
      const pressed = this.press(call, 1);
      if (pressed === '') continue;
      call.heard.push(`[pressed ${pressed}]`);
      await this.store.save(call);
      const next = await this.sender.ask(
        line,
        verb.attributes.action!,
        this.params(call, { Digits: pressed }),
        call.mode,
      );
      if (verbsOf(next).some(({ name }) => name === 'Leave')) return this.leaveQueue(line, call, steps);
    }
    await this.store.save(call);
  }

  private async leaveQueue(line: Line, call: SimulatedCall, steps: number): Promise<void> {
    const url = call.leftUrl!;
    Object.assign(call, { room: null, waitUrl: null, leftUrl: null });
    await this.ask(line, call, url, { QueueResult: 'leave' }, steps);
  }

  private async dial(line: Line, call: SimulatedCall, verb: Verb, steps: number): Promise<void> {
    const [noun] = verb.children;
    if (noun?.name === 'Conference') return this.enterRoom(line, call, verb, noun);
    const number = noun?.text ?? verb.text;
    // Numbers that end so answer nobody; all others press 1 as they are told.
    const status = number.endsWith('0000') ? 'no-answer' : 'completed';
    if (status === 'completed' && noun?.attributes.url)
      await this.sender.ask(line, noun.attributes.url, this.params(call, { ParentCallSid: call.sid }), call.mode);
    call.heard.push(`[forwarded to ${number}: ${status}]`);
    await this.ask(line, call, verb.attributes.action ?? '', { DialCallStatus: status }, steps);
  }

  private async enterRoom(line: Line, call: SimulatedCall, dial: Verb, noun: Verb): Promise<void> {
    Object.assign(call, { room: noun.text, waitUrl: null, leftUrl: null, talkedUrl: dial.attributes.action ?? null });
    call.heard.push('[talks]');
    await this.store.save(call);
    this.understood(line, call, TALK);
    const label = noun.attributes.participantLabel ?? 'customer';
    const room = (await this.store.roomNamed(noun.text)) ?? (await this.newRoom(call, noun));
    const leg = {
      sid: call.sid,
      label,
      to: call.calledBy ? call.to : call.from,
      hold: false,
      muted: false,
      statusUrl: null,
      gone: false,
    };
    room.legs.push(leg);
    // The customer, when there is somebody to talk with, is what is recorded.
    room.recordingUrl ??= noun.attributes.recordingStatusCallback ?? null;
    await this.tellRoom(line, room, 'participant-join', leg);
  }

  private async newRoom(call: SimulatedCall, noun: Verb): Promise<SimulatedRoom> {
    const caller = await this.store.callWaitingFor(noun.text);
    return {
      kind: 'room',
      sid: simulatedSid('CF'),
      inboxId: call.inboxId,
      name: noun.text,
      statusUrl: noun.attributes.statusCallback ?? '',
      recordingUrl: null,
      mode: caller?.mode ?? 'calm',
      over: false,
      sequence: 0,
      legs: [],
    };
  }

  private async leaveRoom(line: Line, call: SimulatedCall): Promise<void> {
    const room = call.room ? await this.store.roomNamed(call.room) : null;
    const leg = room?.legs.find(({ sid, gone }) => sid === call.sid && !gone);
    if (!room || !leg) return;
    leg.gone = true;
    await this.tellRoom(line, room, 'participant-leave', leg);
    if (!call.over || leg.label !== 'customer') return;
    // With the customer the conversation ends, and everybody else is let go.
    room.over = true;
    for (const other of room.legs) other.gone = true;
    await this.tellRoom(line, room, 'conference-end');
    if (!room.recordingUrl) return;
    const recording = { RecordingSid: simulatedSid('RE', 12), RecordingDuration: '12', RecordingStatus: 'completed' };
    await this.store.recorded(call, { sid: recording.RecordingSid, seconds: 12, source: 'Conference' });
    this.sender.tell(line, [{ url: room.recordingUrl, params: this.params(call, recording) }], room.mode);
  }

  private params(call: SimulatedCall, more: Record<string, string>): Record<string, string> {
    return {
      ApiVersion: '2010-04-01',
      CallSid: call.sid,
      CallStatus: 'in-progress',
      Direction: call.calledBy ? 'outbound-api' : 'inbound',
      From: call.from,
      To: call.to,
      ...more,
    };
  }
}
