import { Injectable } from '@nestjs/common';
import { international } from '../../../customers/phone.rules.js';
import { Clock } from '../../../platform/clock.js';
import { Job } from '../../../platform/jobs/job.decorators.js';
import { notFound, Refusal } from '../../../platform/http/refusal.js';
import type { Line } from '../../contract.js';
import { InboxesService } from '../../inboxes.service.js';
import { isSimulated } from '../voice.settings.js';
import { CallRunner } from './call-runner.js';
import type { Mode, SimulatedCall } from './simulated-call.js';
import { simulatedSid } from './simulated-sid.js';
import { SimulatedStore } from './simulated-store.js';
import { WebhookSender } from './webhook-sender.js';

declare module '../../../platform/jobs/job.decorators.js' {
  interface JobData {
    'voice.simulated-waiting': Record<string, never>;
  }
}

/** As long as one round of music in our answers. */
const MUSIC_MS = 20_000;

export interface Caller {
  from?: string;
  /** `1`, `w2` (nothing the first time, then 2), `201#`. */
  keys?: string;
  /** Seconds of voicemail. */
  says?: number;
  mode?: Mode;
}

/** Somebody calls a simulated line: everything happens as with Twilio, but that nothing is heard. */
@Injectable()
export class VoiceSimulator {
  constructor(
    private readonly runner: CallRunner,
    private readonly store: SimulatedStore,
    private readonly sender: WebhookSender,
    private readonly inboxes: InboxesService,
    private readonly clock: Clock,
  ) {}

  /** Returns when the caller waits, talks or has hung up. */
  async call(line: Line, { from, keys = '', says = 0, mode = 'calm' }: Caller): Promise<SimulatedCall> {
    this.mustBeSimulated(line);
    const call: SimulatedCall = {
      kind: 'call',
      sid: simulatedSid('CA'),
      inboxId: line.id,
      from: callerNumber(from),
      to: line.address ?? '',
      room: null,
      waitUrl: null,
      leftUrl: null,
      talkedUrl: null,
      keys: /^[0-9*#w]*$/.test(keys) ? keys : '',
      says,
      mode,
      over: false,
      heard: [],
    };
    await this.runner.begin(line, call);
    return (await this.store.call(call.sid))!;
  }

  async hangUp(line: Line, sid: string): Promise<void> {
    await this.runner.hangUp(line, await this.known(line, sid));
  }

  async press(line: Line, sid: string, keys: string): Promise<void> {
    await this.runner.waits(line, await this.known(line, sid), keys);
  }

  /** Whoever waits hears what comes next, as they would: their place, or that nobody answers. */
  @Job('voice.simulated-waiting', { every: 10_000 })
  async goOn(): Promise<void> {
    const before = new Date(this.clock.millis() - MUSIC_MS);
    for (const { sid, inboxId } of await this.store.waitingSince(before))
      await this.runner.waits(await this.inboxes.line(inboxId), sid);
  }

  list(line: Line): Promise<SimulatedCall[]> {
    return this.store.open(line.id);
  }

  get(sid: string): Promise<SimulatedCall | null> {
    return this.store.call(sid);
  }

  /** Everything that the provider had to tell is told. */
  idle(): Promise<void> {
    return this.sender.idle();
  }

  private async known(line: Line, sid: string): Promise<string> {
    this.mustBeSimulated(line);
    const call = await this.store.call(sid);
    if (call?.inboxId !== line.id) throw notFound('simulated call');
    return sid;
  }

  private mustBeSimulated(line: Line): void {
    if (!isSimulated(line))
      throw new Refusal(
        'not_simulated',
        422,
        'Only a simulated line can be called from here. Call this one by telephone.',
      );
  }
}

/** A mail address, as the page for tests fills in, is no number: then somebody unknown calls. */
const callerNumber = (given: string | undefined): string =>
  given === 'anonymous' ? given : (international(given ?? '') ?? '+5511955550187');
