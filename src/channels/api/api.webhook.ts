import { Injectable } from '@nestjs/common';
import type { Response } from 'undici';
import { Clock } from '../../platform/clock.js';
import { Egress } from '../../platform/egress/egress.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { DeliveryOutcome } from './api-delivery.entity.js';
import { secretsOf, type ApiLine } from './api.settings.js';
import { outcomeOf, retryAfterMs } from './outbound.rules.js';
import { signedHeaders } from '../../platform/crypto/signed-body.rules.js';

const TIMEOUT_MS = 15_000;
/** More than this nobody reads, and nobody should make us. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface Attempt {
  outcome: DeliveryOutcome;
  /** Null where no answer came. */
  status: number | null;
  /** What was answered, or why nothing was. */
  answer: string;
  /** The clock of the other side, where it told. */
  date: string | null;
  afterMs?: number;
  ms: number;
}

/** Posts one event to the other side, signed. */
@Injectable()
export class ApiWebhook {
  constructor(
    private readonly egress: Egress,
    private readonly clock: Clock,
  ) {}

  async post(line: ApiLine, url: string, event: { type: string; key: string; body: Buffer }): Promise<Attempt> {
    const begun = this.clock.millis();
    const attempt = await this.attempt(line, url, event, begun);
    return { ...attempt, ms: this.clock.millis() - begun };
  }

  private async attempt(
    line: ApiLine,
    url: string,
    event: { type: string; key: string; body: Buffer },
    nowMs: number,
  ): Promise<Omit<Attempt, 'ms'>> {
    try {
      const response = await this.egress.fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Frontdesk',
          'idempotency-key': event.key,
          'x-frontdesk-event': event.type,
          'x-frontdesk-inbox': line.id,
          ...signedHeaders(secretsOf(line), nowMs, event.body),
        },
        body: event.body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return {
        outcome: outcomeOf(response.status),
        status: response.status,
        answer: await beginningOf(response),
        date: response.headers.get('date'),
        afterMs: retryAfterMs(response.headers.get('retry-after')),
      };
    } catch (error) {
      const refused = refusalIn(error);
      return {
        outcome: refused ? 'refused' : 'later',
        status: null,
        answer: refused?.message ?? inWords(error),
        date: null,
      };
    }
  }
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

/** The egress guard says no: at once, or when the connection is made. */
function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const cause = (error as { cause?: unknown }).cause;
  return cause ? refusalIn(cause) : undefined;
}

const WORDS: Record<string, string> = {
  ENOTFOUND: 'There is no server of this name.',
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The connection was cut.',
  UND_ERR_CONNECT_TIMEOUT: 'The server could not be reached in time.',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the server is signed by itself.',
};

function inWords(error: unknown): string {
  if ((error as Error).name === 'TimeoutError') return `No answer within ${TIMEOUT_MS / 1000} seconds.`;
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return WORDS[cause?.code ?? ''] ?? cause?.message ?? (error as Error).message;
}
