import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import type { HookRequest, PaymentNotice, PaymentProvider } from './payment-provider.js';

/** `Payment-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`, as the large providers sign. */
export const SIGNATURE_HEADER = 'payment-signature';
/** An older one may have been overheard. */
const TOLERANCE_SECONDS = 300;

export const signatureOf = (secret: string, seconds: number, body: Buffer): string =>
  hmacHex(secret, Buffer.concat([Buffer.from(`${seconds}.`), body]));

interface Told {
  id?: unknown;
  type?: unknown;
  data?: { reference?: unknown; amount?: unknown; currency?: unknown; paidOn?: unknown };
}

/**
 * The plain shape of a signed notice: `{id, type: "payment.succeeded", data: {reference, amount, currency, paidOn}}`. Other types
 * are answered and ignored.
 */
export class SignedProvider implements PaymentProvider {
  readonly key = 'signed';

  verify({ headers, body, now }: HookRequest, secret: string): boolean {
    const header = headers[SIGNATURE_HEADER];
    const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === 'string' ? header : '');
    if (!match) return false;
    const seconds = Number(match[1]);
    if (Math.abs(now.getTime() / 1_000 - seconds) > TOLERANCE_SECONDS) return false;
    return sameSecret(match[2]!, signatureOf(secret, seconds, body));
  }

  read(body: Buffer): PaymentNotice[] {
    const { id, type, data } = JSON.parse(body.toString('utf8')) as Told;
    if (type !== 'payment.succeeded') return [];
    const { reference, amount, currency, paidOn } = data ?? {};
    const fits =
      isText(id, 1, 200) &&
      isText(reference, 0, 120) &&
      Number.isSafeInteger(amount) &&
      (amount as number) > 0 &&
      typeof currency === 'string' &&
      /^[A-Z]{3}$/.test(currency) &&
      typeof paidOn === 'string' &&
      /^\d{4}-\d{2}-\d{2}$/.test(paidOn) &&
      !Number.isNaN(Date.parse(`${paidOn}T00:00:00Z`));
    if (!fits) throw new Error('not a payment');
    return [{ id, reference, amount: amount as number, currency, paidOn }];
  }
}

const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' && value.length >= least && value.length <= most && !value.includes('\u0000');

/** Signs a notice as the provider would: for tests, the demo and `frontdesk simulate payment`. */
export function simulatedNotice(
  secret: string,
  notice: PaymentNotice,
  now: Date,
): { headers: Record<string, string>; body: string } {
  const { id, ...data } = notice;
  const body = JSON.stringify({ id, type: 'payment.succeeded', data });
  const seconds = Math.floor(now.getTime() / 1_000);
  return {
    headers: {
      'Content-Type': 'application/json',
      'Payment-Signature': `t=${seconds},v1=${signatureOf(secret, seconds, Buffer.from(body))}`,
    },
    body,
  };
}
