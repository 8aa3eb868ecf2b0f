import type { Twilio } from 'twilio';
import type { Egress } from '../../platform/egress/egress.js';

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
}

export interface TwilioRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
}
export interface TwilioAnswer {
  statusCode: number;
  body: unknown;
}
/** Carries the package's requests: to Twilio through the egress guard, or to whoever plays it. */
export type TwilioCarrier = (request: TwilioRequest) => Promise<TwilioAnswer>;

/** The package's client over a carrier of ours. It is large, and loaded by the first line that needs it. */
export async function twilioClient({ accountSid, authToken }: TwilioAccount, carry: TwilioCarrier): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const httpClient = {
    request: async (request: TwilioRequest) => {
      const { statusCode, body } = await carry(request);
      return { statusCode, body, headers: {}, toString: () => `HTTP ${statusCode}` };
    },
  };
  return new twilio.Twilio(accountSid, authToken, { httpClient: httpClient as never, autoRetry: false });
}

export const overEgress =
  (egress: Egress): TwilioCarrier =>
  async ({ method, uri, username, password, headers, params, data }) => {
    const query = encoded(params);
    const body = encoded(data);
    const credentials = Buffer.from(`${username}:${password}`).toString('base64');
    const answer = await egress.fetch(query ? `${uri}?${query}` : uri, {
      method: method.toUpperCase(),
      headers: { ...headers, Authorization: `Basic ${credentials}` },
      ...(body && { body }),
    });
    const text = await answer.text();
    return { statusCode: answer.status, body: text ? (JSON.parse(text) as unknown) : '' };
  };

/** Lists as repeated names, as the API wants them. */
function encoded(values: Record<string, unknown> | undefined): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (one !== undefined && one !== null) pairs.append(name, String(one));
  }
  return pairs.toString();
}
