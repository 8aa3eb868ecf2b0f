import { Injectable } from '@nestjs/common';
import type { Twilio } from 'twilio';
import { Config } from '../../platform/config.js';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import { FileGone, type Line } from '../contract.js';
import { TwilioAccounts } from './accounts.service.js';
import { EgressClient, type TwilioHttp } from './egress-client.js';
import { twilioPackage } from './package.js';
import { TwilioSimulator } from './simulator/twilio-simulator.service.js';

/** Where Twilio keeps files: its API sends on to its stores. Our token goes to the API alone. */
const STORES = /(^|\.)(twilio\.com|twiliocdn\.com|amazonaws\.com)$/;
const MAX_HOPS = 4;
const MEDIA_TIMEOUT_MS = 30_000;

/** The `twilio` package for a line's account, talking to Twilio, or to the simulator where the account is that one. */
@Injectable()
export class TwilioClients {
  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly simulator: TwilioSimulator,
    private readonly egress: Egress,
    private readonly config: Config,
  ) {}

  /** A token that was just promoted is tried second: the first one that Twilio lets in stays for the call. */
  async for(line: Line, token = 0): Promise<Twilio> {
    const account = this.accounts.of(line);
    const twilio = await twilioPackage();
    return twilio(account.sid || `AC${'0'.repeat(32)}`, account.tokens[token] ?? account.tokens[0] ?? 'missing', {
      httpClient: this.http(line) as never,
    });
  }

  /** Runs a call; where the token was refused and there is another one, once more with that. A 401 executed nothing. */
  async call<T>(line: Line, what: (client: Twilio) => Promise<T>): Promise<T> {
    try {
      return await what(await this.for(line));
    } catch (error) {
      const other = (error as { status?: number }).status === 401 && this.accounts.of(line).tokens.length > 1;
      if (!other) throw error;
      return what(await this.for(line, 1));
    }
  }

  /** A file of a message, at most so large. Follows Twilio to its own stores, and nobody anywhere else. */
  async file(url: string, line: Line, maxBytes: number): Promise<Buffer> {
    const account = this.accounts.of(line);
    if (account.simulated) return this.simulator.file(url);
    const api = new URL(this.config.get('TWILIO_API_URL') || 'https://api.twilio.com');
    let target = new URL(url);
    // What stands in for Twilio hands out links as Twilio does.
    if (target.host === 'api.twilio.com') target = new URL(target.pathname + target.search, api);
    for (let hop = 0; hop < MAX_HOPS; hop += 1) {
      const isApi = target.host === api.host;
      if (!isApi && !(target.protocol === 'https:' && STORES.test(target.hostname))) {
        throw new FileGone(`The file is at ${target.hostname}, which is not Twilio’s.`);
      }
      const credentials = Buffer.from(`${account.sid}:${account.tokens[0] ?? ''}`).toString('base64');
      const response = await this.egress.fetch(target.href, {
        headers: isApi ? { Authorization: `Basic ${credentials}` } : {},
        signal: AbortSignal.timeout(MEDIA_TIMEOUT_MS),
      });
      const next = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && next) {
        await response.body?.cancel();
        target = new URL(next, target);
        continue;
      }
      if (response.status === 404 || response.status === 410) throw new FileGone('Twilio has deleted the file.');
      if (!response.ok) throw new Error(`Twilio answered ${response.status} to the request for the file.`);
      return bodyOf(response, maxBytes);
    }
    throw new FileGone('The file is behind too many redirects.');
  }

  private http(line: Line): TwilioHttp {
    return this.accounts.of(line).simulated
      ? this.simulator
      : new EgressClient(this.egress, this.config.get('TWILIO_API_URL'));
  }
}
