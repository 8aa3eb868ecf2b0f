import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';

/**
 * The fragment asks Twilio to try three times, whatever went wrong: by default a call that we answered with an error is not
 * repeated. Twilio keeps it to itself, so it is no part of what is signed.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const RETRIES = '#rc=3&rp=all';

/** The addresses that Twilio is told, which are also those that its signature covers. */
@Injectable()
export class HookUrls {
  constructor(private readonly config: Config) {}

  /** For what is asked while somebody waits for the answer. */
  of(inboxId: string, path: string, query: Record<string, string> = {}): string {
    const parameters = new URLSearchParams(query).toString();
    return `${this.config.publicUrl}/hooks/twilio/${inboxId}/${path}${parameters && `?${parameters}`}`;
  }

  /** For what is told and not asked: losing it would lose a message, or the end of a call. */
  told(inboxId: string, path: string, query: Record<string, string> = {}): string {
    return this.of(inboxId, path, query) + RETRIES;
  }
}
