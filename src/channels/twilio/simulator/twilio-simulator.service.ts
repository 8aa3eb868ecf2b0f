import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { Config } from '../../../platform/config.js';
import { Refusal } from '../../../platform/http/refusal.js';
import { FileGone, type Line, type Simulator } from '../../contract.js';
import { Hooks } from '../../hooks.service.js';
import { InboxesService } from '../../inboxes.service.js';
import { ChannelRegistry } from '../../registry.js';
import { TwilioAccounts } from '../accounts.service.js';
import type { TwilioHttp, TwilioRequest, TwilioResponse } from '../egress-client.js';
import { serveSimulator } from './simulator-server.js';
import { SimulatedMessages, type CustomerWord } from './messages.js';
import { SimulatedTwilio, WORST } from './simulated-twilio.js';

/**
 * The simulated Twilio of this installation: lines whose account is the simulated one talk to it without a network, and it
 * knocks at the same door as the real one, with a signature of its own making.
 */
@Injectable()
export class TwilioSimulator implements TwilioHttp {
  readonly twilio: SimulatedTwilio;
  readonly messages: SimulatedMessages;

  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly hooks: Hooks,
    private readonly config: Config,
    clock: Clock,
  ) {
    this.twilio = new SimulatedTwilio({
      tokenOf: async (sid) => {
        const line = await this.lineOf(sid);
        return line && this.accounts.of(line).tokens[0];
      },
      weatherOf: async (sid) => ((await this.lineOf(sid))?.settings.simulatorMode === 'worst' ? WORST : undefined),
      deliver: (url, headers, body) => this.knock(url, headers, body),
      now: () => clock.now(),
    });
    this.messages = new SimulatedMessages(this.twilio);
  }

  request(request: TwilioRequest): Promise<TwilioResponse> {
    return this.twilio.answer(request);
  }

  /** A customer writes to this line. `url` is what the administrator would have entered at the number. */
  async write(line: Line, word: CustomerWord): Promise<string> {
    return this.messages.write(this.accounts.of(line).sid, word);
  }

  /** On a port of this machine, for a desk that was started with its address: lines keep their accounts, whose tokens it knows. */
  async play(
    kind: string,
    { port, worst, tell }: { port: number; worst: boolean; tell(line: string): void },
    wordOf: (line: Line, text: string) => CustomerWord,
  ): Promise<Simulator> {
    const server = await serveSimulator(this.twilio, port);
    if (worst) this.twilio.weather = WORST;
    this.messages.onSent = ({ to, body, media }) => tell(`→ ${to}: ${[body, ...media].join(' ')}`);
    return {
      hint: `Twilio is at http://127.0.0.1:${port}. The desk must be started with TWILIO_API_URL=http://127.0.0.1:${port} EGRESS_ALLOW=127.0.0.1.`,
      say: async (text) => {
        const [line] = await this.inboxes.activeLines(kind);
        if (!line) return tell('There is no line yet. Make one with any account SID (AC and 32 digits) and any token.');
        await this.write(line, wordOf(line, text));
      },
      close: () => new Promise((done) => server.close(() => done())),
    };
  }

  file(url: string): Buffer {
    const content = this.messages.file(url);
    if (!content) throw new FileGone('The simulator does not know this file.');
    return content;
  }

  private async lineOf(sid: string): Promise<Line | undefined> {
    for (const { kind } of this.registry.all()) {
      const found = (await this.inboxes.activeLines(kind)).find((line) => this.accounts.of(line).sid === sid);
      if (found) return found;
    }
    return undefined;
  }

  private async knock(url: string, headers: Record<string, string>, body: string): Promise<number> {
    const { publicUrl } = this.config;
    if (!url.startsWith(publicUrl)) return 502;
    const path = url.slice(publicUrl.length);
    try {
      const query = Object.fromEntries(new URL(url).searchParams);
      const call = { method: 'POST', url: path, query, headers, body: Buffer.from(body) };
      return (await this.hooks.take(call)).status;
    } catch (error) {
      return error instanceof Refusal ? error.status : 500;
    }
  }
}
