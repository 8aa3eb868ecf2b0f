import { Injectable } from '@nestjs/common';
import { hmacHex } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Line } from '../contract.js';
import type { TwilioAccountSettings } from './account.settings.js';

export interface TwilioAccount {
  sid: string;
  /** The present one first; while they change, either may sign and either may be the one that is let in. */
  tokens: string[];
  simulated: boolean;
}

/** Whose account a line uses. A simulated one has a sid and a token of its own, which nobody types and nobody else knows. */
@Injectable()
export class TwilioAccounts {
  private readonly key: Buffer;

  constructor(vault: Vault) {
    this.key = vault.key('twilio-simulator');
  }

  of(line: Pick<Line, 'id' | 'settings'>): TwilioAccount {
    const { account, accountSid = '', authToken, nextAuthToken } = line.settings as TwilioAccountSettings;
    if (account === 'simulated') {
      const made = (what: string): string => hmacHex(this.key, `${what}:${line.id}`).slice(0, 32);
      return { sid: `AC${made('sid')}`, tokens: [made('token')], simulated: true };
    }
    const tokens = [authToken, nextAuthToken].filter((token): token is string => Boolean(token));
    return { sid: accountSid.trim(), tokens, simulated: false };
  }
}
