export interface FieldError {
  /** Where in the body or query, as `contact.email` or `actions[2].kind`. */
  path: string;
  message: string;
}

/** The one way in which a rule says no. Becomes RFC 9457 problem+json on HTTP and `{error}` on sockets. */
export class Refusal extends Error {
  constructor(
    /** Stable, snake_case, for programs. */
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details: { errors?: FieldError[]; extra?: Record<string, unknown>; retryAfter?: number } = {},
  ) {
    super(message);
  }
}

/** Also the answer where a thing exists but is not yours. */
export const notFound = (what: string): Refusal => new Refusal('not_found', 404, `There is no such ${what}.`);

export const stale = (current: number): Refusal =>
  new Refusal('stale_version', 409, 'Somebody changed this in the meantime. Load it again and repeat your change.', {
    extra: { currentVersion: current },
  });

export const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid', 422, 'The request has values that cannot be accepted.', { errors: [{ path, message }] });

export const forbidden = (message = 'You may not do this.'): Refusal => new Refusal('forbidden', 403, message);

export const conflict = (code: string, message: string, extra?: Record<string, unknown>): Refusal =>
  new Refusal(code, 409, message, { extra });
