import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';
import { Config } from '../../platform/config.js';

/** Under another name than that of our own people: neither opens anything for the other. */
@Injectable()
export class PortalCookie {
  readonly name: string;
  private readonly attributes;

  constructor(config: Config) {
    this.name = config.secure ? '__Host-frontdesk_portal' : 'frontdesk_portal';
    // Lax and not Strict: a link in a mail must find its reader signed in.
    this.attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: config.secure } as const;
  }

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
