/** What a provider told us of a payment. */
export interface PaymentNotice {
  /** The provider's own: told twice, it is one payment. */
  id: string;
  /** What the payer was asked to give: our number of the invoice. */
  reference: string;
  /** In minor units. */
  amount: number;
  currency: string;
  /** `2026-03-15` */
  paidOn: string;
}

export interface HookRequest {
  headers: Record<string, string | string[] | undefined>;
  /** As it came: signatures cover bytes. */
  body: Buffer;
  now: Date;
}

/**
 * A way to be paid that tells us by a webhook. A new one is a class like `SignedProvider`, its name in
 * `payment-providers.ts`, and a simulator, so that it can be tried without an account.
 *
 *   verify: is it really from them? On the raw bytes, in constant time, and not an old one sent again.
 *   read:   what it says; an empty list for notices about something else. Throws where it cannot be read.
 */
export interface PaymentProvider {
  readonly key: string;
  verify(request: HookRequest, secret: string): boolean;
  read(body: Buffer): PaymentNotice[];
}
