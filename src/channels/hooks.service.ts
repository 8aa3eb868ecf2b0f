import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { notFound, Refusal } from '../platform/http/refusal.js';
import { isId } from '../platform/ids.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import type { ChannelAdapter, HookReply, HookRequest, Line } from './contract.js';
import { InboxesService } from './inboxes.service.js';
import { Receiver } from './receiver.service.js';
import { RefusedCalls } from './refused-calls.service.js';
import { ChannelRegistry } from './registry.js';

/** A webhook call without its host: `url` is the path below it, with the query. */
export interface HookCall extends Omit<HookRequest, 'publicUrl' | 'path'> {
  url: string;
}

export interface HookAnswer {
  status: number;
  reply: HookReply;
}

/**
 * The door of every webhook: verify on the raw bytes, store, acknowledge. Nothing is interpreted here. Providers come by
 * the network; a simulator knocks here too, with a signature of its own, and is checked like any other.
 */
@Injectable()
export class Hooks {
  private readonly holding = new AsyncLocalStorage<HookCall[]>();

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly receiver: Receiver,
    private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly refused: RefusedCalls,
  ) {}

  /**
   * What a simulator brings meanwhile is brought as a provider would on such a day: as it is; five times, shuffled and
   * at once; or changed by one byte on the way. Gives how often it was taken and turned away.
   */
  async played(mode: PlayMode, work: () => Promise<void>): Promise<{ taken: number; refused: number }> {
    const calls: HookCall[] = [];
    await this.holding.run(calls, work);
    const round = mode === 'forged' ? calls.map(forged) : calls;
    const all = mode === 'worst' ? Array.from({ length: 5 }, () => round.toReversed()).flat() : round;
    const bring = (call: HookCall): Promise<boolean> =>
      this.taken(call).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refusal) return false;
          throw error;
        },
      );
    const answers: boolean[] = [];
    if (mode === 'worst') answers.push(...(await Promise.all(all.map(bring))));
    else for (const call of all) answers.push(await bring(call));
    return { taken: answers.filter(Boolean).length, refused: answers.filter((one) => !one).length };
  }

  take(call: HookCall): Promise<HookAnswer> {
    const held = this.holding.getStore();
    if (!held) return this.taken(call);
    held.push(call);
    return Promise.resolve({ status: 200, reply: { type: 'text/plain', body: '' } });
  }

  private async taken(call: HookCall): Promise<HookAnswer> {
    const [, , segment = '', inboxId = '', ...rest] = call.url.split('?')[0]!.split('/');
    const { adapter, line } = await this.behind(segment, inboxId);
    if (!adapter.verify) throw notFound('webhook');
    const { url, ...request } = call;
    const publicUrl = this.config.publicUrl + url;
    const verdict = await adapter.verify({ ...request, publicUrl, path: rest.join('/') }, line);
    if (verdict.verdict === 'refuse') {
      this.metrics.refusedSignatures.inc({ channel: adapter.kind });
      this.refused.note(line.id, verdict.because);
      throw new Refusal('wrong_signature', 403, verdict.because ?? 'The signature is not right.');
    }
    if (verdict.verdict === 'answer') return { status: verdict.status ?? 200, reply: verdict.reply };
    const { key, saidBy, meta } = verdict;
    await this.receiver.receive(line, { key, saidBy, raw: call.body, meta });
    return { status: verdict.status ?? 200, reply: verdict.reply ?? { type: 'text/plain', body: '' } };
  }

  private async behind(segment: string, inboxId: string): Promise<{ adapter: ChannelAdapter; line: Line }> {
    if (!isId(inboxId)) throw notFound('webhook');
    for (const adapter of this.registry.forHook(segment)) {
      const line = (await this.inboxes.activeLines(adapter.kind)).find(({ id }) => id === inboxId);
      if (line) return { adapter, line };
    }
    throw notFound('webhook');
  }
}

export const PLAY_MODES = ['calm', 'worst', 'forged'] as const;
export type PlayMode = (typeof PLAY_MODES)[number];

/** In the middle, where no parser would notice. */
function forged(call: HookCall): HookCall {
  const body = Buffer.from(call.body);
  const at = Math.floor(body.length / 2);
  if (body.length > 0) body[at]! ^= 1;
  // A provider whose proof is no signature over the bytes shows a secret instead.
  const headers = Object.fromEntries(
    Object.entries(call.headers).map(([name, value]) => [name, /secret/.test(name) ? `${value}x` : value]),
  );
  return { ...call, headers, body };
}
