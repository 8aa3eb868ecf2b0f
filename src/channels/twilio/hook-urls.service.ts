import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';

/** Twilio does not repeat what failed unless the address says so. */
const RETRY = '#rc=3&rp=all';

/** The addresses that Twilio is told, which are also those that its signature covers. */
@Injectable()
export class HookUrls {
  constructor(private readonly config: Config) {}

  of(inboxId: string, path: string, query: Record<string, string> = {}): string {
    const parameters = new URLSearchParams(query).toString();
    return `${this.config.publicUrl}/hooks/twilio/${inboxId}/${path}${parameters && `?${parameters}`}`;
  }

  /** For when everything else has failed; answered without a database. */
  fallback(inboxId: string): string {
    return `${this.config.publicUrl}/api/v1/voice/fallback/${inboxId}`;
  }

  /** For what is told and not asked: losing it would lose the end of a call. */
  told(inboxId: string, path: string, query: Record<string, string> = {}): string {
    return this.of(inboxId, path, query) + RETRY;
  }
}
