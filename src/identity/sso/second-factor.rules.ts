/** RFC 8176, by what each shows: something known, something held, something of the body. */
const KINDS: Record<string, string> = {
  ...{ pwd: 'known', pin: 'known', kba: 'known' },
  ...{ otp: 'held', hwk: 'held', swk: 'held', sms: 'held', tel: 'held', sc: 'held' },
  ...{ face: 'body', fpt: 'body', iris: 'body', retina: 'body', vbm: 'body' },
};

/** Contexts that by their own definition are one factor, or none at all. */
const ONE_FACTOR = /^0$|(?:^|[:/])(?:aal1|loa1|passwordprotectedtransport|password|unspecified)$/i;

/**
 * Whether a provider that is trusted with the second factor has asked for one this time. What it says of the methods
 * counts (`amr`), else of the context (`acr`). Most providers say nothing, and then the administrator's trust stands.
 */
export function askedForSecondFactor({ amr, acr }: { amr?: unknown; acr?: unknown }): boolean {
  if (Array.isArray(amr) && amr.length > 0) {
    return amr.includes('mfa') || new Set(amr.map((method) => KINDS[String(method)]).filter(Boolean)).size > 1;
  }
  return typeof acr !== 'string' || !ONE_FACTOR.test(acr);
}
