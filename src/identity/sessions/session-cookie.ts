import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';
import { Config } from '../../platform/config.js';

/**
 * Lax and not Strict: a link to a ticket in a mail must find its reader signed in. What Lax lets through (top-level
 * GET) changes nothing here. Over https the __Host- prefix keeps other hosts of the domain from planting one.
 */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly attributes;

  constructor(config: Config) {
    this.name = config.secure ? '__Host-frontdesk_session' : 'frontdesk_session';
    this.attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: config.secure } as const;
  }

  /** The token in a `Cookie` header. */
  read(header: string | undefined): string | undefined {
    return header ? parseCookie(header)[this.name] : undefined;
  }

  set(response: Response, token: string, expires: Date): void {
    response.append('Set-Cookie', stringifySetCookie(this.name, token, { ...this.attributes, expires }));
  }

  clear(response: Response): void {
    response.append('Set-Cookie', stringifySetCookie(this.name, '', { ...this.attributes, maxAge: 0 }));
  }
}
