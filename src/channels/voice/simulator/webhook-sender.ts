import { request } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../../../platform/config.js';
import { Logs } from '../../../platform/telemetry/logs.js';
import type { Line } from '../../contract.js';
import { TwilioAccounts } from '../../twilio/accounts.service.js';
import { twilioPackage } from '../../twilio/package.js';
import type { Mode } from './simulated-call.js';

/** How often the worst network repeats a webhook. */
const STORM = 5;

/** Calls our webhooks as Twilio does: by HTTP, signed, and in the worst mode five times and shuffled. */
@Injectable()
export class WebhookSender {
  private readonly log = Logs.for('simulator');
  private going: Promise<unknown> = Promise.resolve();
  private open = 0;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: Config,
    private readonly accounts: TwilioAccounts,
  ) {}

  /** What is asked is answered before the call goes on. */
  async ask(line: Line, url: string, params: Record<string, string>, mode: Mode): Promise<string> {
    const answer = await this.post(line, url, params);
    // A repeat after a lost answer: whatever it says, the first one counts.
    if (mode === 'repeat' || mode === 'storm') await this.post(line, url, params);
    return answer;
  }

  /** What is told comes after what caused it, in the storm also twice and in another order. */
  tell(line: Line, told: { url: string; params: Record<string, string> }[], mode: Mode): void {
    if (mode === 'away') return;
    const all = mode === 'calm' ? told : mode === 'repeat' ? [...told, ...told] : storm(told);
    this.later(async () => {
      for (const { url, params } of all) await this.post(line, url, params);
    });
  }

  later(what: () => Promise<void>): void {
    this.open += 1;
    this.going = this.going
      .then(what)
      .catch((error: unknown) => this.log.warn({ err: error }, 'the simulated telephone stumbled'))
      .finally(() => (this.open -= 1));
  }

  /** Everything that was to be told is told. */
  async idle(): Promise<void> {
    while (this.open > 0) await this.going;
  }

  private async post(line: Line, url: string, params: Record<string, string>): Promise<string> {
    const address = url.split('#')[0]!;
    const { pathname, search } = new URL(address);
    const account = this.accounts.of(line);
    const all = { ...params, AccountSid: account.sid };
    const body = new URLSearchParams(all).toString();
    const { getExpectedTwilioSignature } = await twilioPackage();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-twilio-signature': getExpectedTwilioSignature(account.tokens[0] ?? '', address, all),
    };
    const { status, text } = await this.send(pathname + search, headers, body);
    if (status !== 200) throw new Error(`our webhook ${pathname} answered ${status}`);
    return text;
  }

  private send(path: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
    return new Promise((done, fail) => {
      const call = request({ ...this.door(), path, method: 'POST', headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
        response.on('error', fail);
      });
      call.on('error', fail);
      call.end(body);
    });
  }

  /** This process's own, or that of the server beside a command. */
  private door(): { host: string; port: number } {
    const server = this.host.httpAdapter?.getHttpServer() as
      { address(): { port: number } | string | null } | undefined;
    const bound = server?.address();
    if (bound && typeof bound === 'object') return { host: '127.0.0.1', port: bound.port };
    return { host: '127.0.0.1', port: this.config.get('PORT') };
  }
}

function storm<T>(told: T[]): T[] {
  const all: T[] = [];
  for (let round = 0; round < STORM; round += 1) all.push(...(round % 2 === 0 ? told.toReversed() : told));
  return all;
}
