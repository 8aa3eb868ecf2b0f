import { stringify } from 'node:querystring';
import type { Egress } from '../../platform/egress/egress.js';
import { neverLeft } from '../../platform/egress/never-left.js';
import { NotReached } from './failure.rules.js';

/** As much of what the package asks its HTTP client for as we answer. */
export interface TwilioRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: object;
  data?: unknown;
}

export interface TwilioResponse {
  statusCode: number;
  body: string;
  headers: Record<string, string>;
}

export interface TwilioHttp {
  request(request: TwilioRequest): Promise<TwilioResponse>;
}

/** Twilio answers within this or not at all; a worker is not held longer. */
const TIMEOUT_MS = 20_000;

/** The package's requests by the guarded way out, to Twilio or to whoever answers in its place. */
export class EgressClient implements TwilioHttp {
  constructor(
    private readonly egress: Egress,
    /** Empty: Twilio itself. */
    private readonly base: string,
  ) {}

  async request({ method, uri, username, password, headers, params, data }: TwilioRequest): Promise<TwilioResponse> {
    const url = new URL(this.base ? this.base + new URL(uri).pathname : uri);
    for (const [name, value] of Object.entries(params ?? {})) {
      for (const one of [value].flat()) url.searchParams.append(name, String(one));
    }
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const send = {
      method: method.toUpperCase(),
      headers: { ...headers, ...(username && { Authorization: authorization }) },
      body: data ? bodyOf(data, headers ?? {}) : undefined,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    // Not ours to give: the connection is the agent's.
    delete (send.headers as Record<string, string>).Connection;
    const response = await this.egress.fetch(url.href, send).catch((error: Error) => {
      throw neverLeft(error) ? new NotReached(((error.cause ?? error) as Error).message) : error;
    });
    return {
      statusCode: response.status,
      body: await response.text(),
      headers: Object.fromEntries(response.headers),
    };
  }
}

function bodyOf(data: unknown, headers: Record<string, string>): string {
  const json = Object.entries(headers).some(([name, v]) => /^content-type$/i.test(name) && v.includes('json'));
  return json ? JSON.stringify(data) : stringify(data as Record<string, string>);
}
