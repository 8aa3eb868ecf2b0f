import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import {
  FileGone,
  SendFailure,
  SendLater,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type Line,
  type Outbound,
  type RawEnvelope,
  type Sent,
} from '../contract.js';
import { ApiCheck } from './api-check.service.js';
import { ApiDeliveries } from './api-deliveries.service.js';
import { readEvent } from './api.events.js';
import { MAX_FILE_BYTES, MAX_FILES, MAX_TEXT } from './api.schemas.js';
import { API_SETTINGS, apiLine, secretsOf } from './api.settings.js';
import { ApiSimulator } from './api.simulator.js';
import { inboundOf, saidBy } from './inbound.rules.js';
import { readAnswer } from './outbound.rules.js';
import { prove } from '../../platform/crypto/signed-body.rules.js';

const FETCH_TIMEOUT_MS = 30_000;

/** A line that somebody else builds: what customers say is posted to us, what agents write is posted to them, both signed. */
@Injectable()
export class ApiChannel implements ChannelAdapter {
  readonly kind = 'api';
  readonly name = 'API';
  readonly settings = API_SETTINGS;
  readonly hooks = ['api'];
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: true, outbound: true, maxBytes: MAX_FILE_BYTES, maxCount: MAX_FILES },
    receipts: ['delivered', 'read'],
    replyWindowHours: null,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    quoting: true,
    maxText: MAX_TEXT,
  };

  constructor(
    private readonly deliveries: ApiDeliveries,
    private readonly checker: ApiCheck,
    private readonly simulator: ApiSimulator,
    private readonly egress: Egress,
    private readonly clock: Clock,
  ) {}

  create(): { secrets: Record<string, string> } {
    return { secrets: { secret: randomToken('fda_') } };
  }

  verify({ method, headers, body }: HookRequest, line: Line): HookVerdict {
    if (method !== 'POST') return { verdict: 'refuse' };
    const proof = prove(headers, body, secretsOf(apiLine(line)), this.clock.millis());
    if (!proof.right) return { verdict: 'refuse', because: proof.because };
    const read = readEvent(body);
    if ('mistakes' in read) {
      const problem = { type: 'about:blank', title: 'Not valid', status: 422, errors: read.mistakes };
      return { verdict: 'answer', status: 422, reply: json(problem, 'application/problem+json') };
    }
    const { event } = read;
    return { verdict: 'accept', key: event.id, saidBy: saidBy(event), reply: json({ received: true, id: event.id }) };
  }

  normalize({ raw }: RawEnvelope): Inbound[] {
    return inboundOf(raw);
  }

  /** From wherever the integrator keeps it; the egress guard judges the address, and each redirect's. */
  async fetchFile(reference: string, _line: Line, maxBytes: number): Promise<Buffer> {
    const response = await this.egress.fetch(reference, {
      redirect: 'follow',
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if ([401, 403, 404, 410].includes(response.status)) throw new FileGone(`the address answers ${response.status}`);
    if (!response.ok) throw new Error(`the address answers ${response.status}`);
    return bodyOf(response, maxBytes);
  }

  /**
   * Every attempt carries the same Idempotency-Key, and the documentation asks the other side to honour it: so what got
   * no answer may be repeated, and nothing is ever unknown.
   */
  async send(outbound: Outbound, line: Line): Promise<Sent> {
    const { url } = apiLine(line).settings;
    if (!url) throw new SendFailure('permanent', 'This line has no address to deliver to. Enter it in its settings.');
    const { outcome, status, answer, afterMs } = await this.deliveries.deliver(outbound, apiLine(line), url);
    const said = readAnswer(answer);
    if (outcome === 'accepted') return { externalId: said.externalId ?? outbound.messageId };
    const why = said.error ?? (status === null ? answer : `The other side answered ${status}.`);
    if (outcome === 'refused') throw new SendFailure('permanent', why, said.undeliverable ?? false);
    throw afterMs === undefined ? new SendFailure('passing', why) : new SendLater(why, afterMs);
  }

  /** Repeating it is safe. */
  reconcile(): Promise<'not-accepted'> {
    return Promise.resolve('not-accepted');
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(apiLine(line));
  }

  simulate(line: Line, what: { name: string; address: string; text: string }): Promise<void> {
    return this.simulator.say(apiLine(line), what);
  }
}

const json = (body: object, type = 'application/json') => ({ type, body: JSON.stringify(body) });
