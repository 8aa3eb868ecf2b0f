import type { Line } from '../../src/channels/contract.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import type { SimulatedCall } from '../../src/channels/voice/simulator/simulated-call.js';
import { VoiceSimulator, type Caller } from '../../src/channels/voice/simulator/voice.simulator.js';
import type { TestApp } from '../harness/app.js';

export interface CallRow {
  id: string;
  sid: string;
  state: string;
  outcome: string | null;
  ticket_id: string | null;
  agent_id: string | null;
  team_id: string | null;
  facts: Record<string, string>;
}

const say = (en: string) => ({ say: { en } });

/** A simulated number and its callers, as they are tried in many files. */
export class PhoneLine {
  private constructor(
    readonly app: TestApp,
    readonly line: Line,
  ) {}

  static async open(app: TestApp, { teamId, steps }: { teamId?: string; steps?: object[] } = {}): Promise<PhoneLine> {
    const { inbox } = await app.get(InboxesService).create({
      channel: 'voice',
      name: 'Reception',
      address: `+5511400${String((made += 1)).padStart(5, '0')}`,
      teamId,
      settings: { account: 'simulated', language: 'en' },
    });
    const phone = new PhoneLine(app, await app.get(InboxesService).line(inbox.id));
    if (steps) await phone.flow(steps);
    return phone;
  }

  async flow(steps: object[]): Promise<void> {
    await this.app.db.query(
      `insert into call_flows (inbox_id, flow, version, updated_at) values ($1, $2, 1, now())
       on conflict (inbox_id) do update set flow = excluded.flow`,
      [this.line.id, JSON.stringify({ language: 'en', steps })],
    );
  }

  async call(caller: Caller = {}): Promise<SimulatedCall> {
    const call = await this.simulator.call(this.line, { from: '+5511955550101', ...caller });
    await this.settle();
    return call;
  }

  async hangUp(sid: string): Promise<void> {
    await this.simulator.hangUp(this.line, sid);
    await this.settle();
  }

  /** Until the provider has told everything and the desk has done everything. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.simulator.idle();
      await this.app.settle();
    }
  }

  async row(sid: string): Promise<CallRow> {
    const [row] = await this.app.db.query<CallRow[]>('select * from calls where sid = $1', [sid]);
    return row!;
  }

  get simulator(): VoiceSimulator {
    return this.app.get(VoiceSimulator);
  }
}

let made = 0;

export const QUEUE = { do: 'queue', position: true, callBack: true, otherwise: [] };
export const NOTICE = { do: 'notice', mode: 'notice', prompt: say('This call is recorded') };
export const VOICEMAIL = { do: 'voicemail', prompt: say('Leave a message') };
export const menu = (digit: string, steps: object[], otherwise: object[] = []) => ({
  do: 'menu',
  tries: 2,
  prompt: say(`Press ${digit}`),
  keys: [{ digit, label: `Key ${digit}`, steps }],
  otherwise,
});
