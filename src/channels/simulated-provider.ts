import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Turns } from '../platform/turns.js';

/** How badly a provider behaves. */
export interface Modes {
  /** Each webhook comes so often … */
  repeats: number;
  /** … and the last comes first. */
  reversed: boolean;
  /** Of every so many sends one is taken, and its answer lost; 0: none. */
  loseEvery: number;
  /** What becomes of a send is told before the send is answered. */
  receiptsFirst: boolean;
}

export const GOOD: Modes = { repeats: 1, reversed: false, loseEvery: 0, receiptsFirst: false };
/** Every webhook five times and turned round, receipts first, a third of the answers lost. */
export const WORST: Modes = { repeats: 5, reversed: true, loseEvery: 3, receiptsFirst: true };

const GIVES_UP_AFTER = 5;

/**
 * A provider on a port of this machine: it answers calls, and brings webhooks as often, in such order and until they are
 * taken, as its modes have it. What it says is its author's; it knows nothing of who is behind the webhook.
 */
export abstract class SimulatedProvider<Modish extends Modes = Modes, Waiting = Buffer> {
  protected pending: Waiting[] = [];
  private readonly server: Server = createServer((request, response) => void this.take(request, response));
  private readonly turns = new Turns();
  private sends = 0;

  protected constructor(readonly modes: Modish) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((done, fail) => {
      this.server.once('error', fail);
      this.server.listen(port, '127.0.0.1', done);
    });
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  /**
   * Brings what waits; done when all of it was brought, also what another call of this had begun with: nobody's second
   * word overtakes their first.
   */
  deliver(): Promise<void> {
    return this.turns.take('webhooks', () => this.bringBatch());
  }

  /** One after the other on a good day; together on a bad one. */
  private async bringBatch(): Promise<void> {
    const batch = this.modes.reversed ? this.pending.toReversed() : this.pending;
    this.pending = [];
    for (let round = 0; round < this.modes.repeats; round += 1) {
      if (this.modes.repeats > 1) await Promise.all(batch.map((one) => this.bring(one)));
      else for (const one of batch) await this.bring(one);
    }
  }

  protected abstract take(request: IncomingMessage, response: ServerResponse): Promise<void>;

  protected abstract bring(waiting: Waiting): Promise<void>;

  /** Until it is answered with 2xx, or often enough. Gives the last answer, or why there was none. */
  protected async post(url: string, headers: Record<string, string>, body: Buffer | string): Promise<Response | Error> {
    for (let attempt = 1; ; attempt += 1) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
      const answer = await fetch(url, {
        ...init,
        body: typeof body === 'string' ? body : new Uint8Array(body),
      }).catch((error: Error) => error);
      const taken = answer instanceof Response && answer.ok;
      if (taken || attempt === GIVES_UP_AFTER) return answer;
    }
  }

  protected losesThis(): boolean {
    this.sends += 1;
    return this.modes.loseEvery > 0 && this.sends % this.modes.loseEvery === 0;
  }
}

export function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
