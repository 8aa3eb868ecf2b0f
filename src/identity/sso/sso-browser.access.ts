import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Logs } from '../../platform/telemetry/logs.js';
import { SsoRefused, type SsoRefusal } from './sso-refused.rules.js';
import type { SsoAnswer } from './sso-sign-in.service.js';

const ATTEMPT_SECONDS = 600;

/**
 * A browser that goes to a provider and comes back, at one of our doors: the cookie by which it is known, and where it
 * ends when it did not work.
 */
export class SsoBrowser {
  private readonly log = Logs.for('sso');
  private readonly attributes;

  constructor(
    private readonly cookie: string,
    at: { path: string; secure: boolean },
    private readonly refused: (reason: SsoRefusal) => string,
  ) {
    this.attributes = { httpOnly: true, sameSite: 'lax', ...at } as const;
  }

  remember(response: Response, browser: string): void {
    response.append(
      'Set-Cookie',
      stringifySetCookie(this.cookie, browser, { ...this.attributes, maxAge: ATTEMPT_SECONDS }),
    );
  }

  forget(response: Response): void {
    response.append('Set-Cookie', stringifySetCookie(this.cookie, '', { ...this.attributes, maxAge: 0 }));
  }

  answerIn(request: Request): SsoAnswer {
    return {
      search: request.originalUrl.slice(request.path.length + request.baseUrl.length),
      browser: parseCookie(request.headers.cookie ?? '')[this.cookie],
    };
  }

  /** A person stands at the browser, so what goes wrong ends at the door with a word why. */
  async lead(go: () => Promise<string>): Promise<{ url: string }> {
    const url = await go().catch((error: unknown) => {
      const reason = error instanceof SsoRefused ? error.reason : 'provider';
      this.log.warn({ err: error instanceof SsoRefused ? (error.cause ?? error) : error, reason }, 'sign-in refused');
      return this.refused(reason);
    });
    return { url };
  }
}
