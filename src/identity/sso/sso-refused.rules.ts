export type SsoRefusal =
  'expired' | 'other_browser' | 'provider' | 'no_email' | 'unverified_email' | 'domain' | 'unknown_person' | 'inactive';

/** Why a sign-in through a provider came to nothing. Ends at the door as `?sso=<reason>`, never as a page of JSON. */
export class SsoRefused extends Error {
  constructor(
    readonly reason: SsoRefusal,
    cause?: unknown,
  ) {
    super(`sign-in through a provider refused: ${reason}`, { cause });
  }
}
