/** Why a sign-in through a provider came to nothing. Ends as `/sign-in?sso=<reason>`, never as a page of JSON. */
export class SsoRefused extends Error {
  constructor(
    readonly reason:
      | 'expired'
      | 'other_browser'
      | 'provider'
      | 'no_email'
      | 'unverified_email'
      | 'domain'
      | 'unknown_person'
      | 'inactive',
    cause?: unknown,
  ) {
    super(`sign-in through a provider refused: ${reason}`, { cause });
  }
}
