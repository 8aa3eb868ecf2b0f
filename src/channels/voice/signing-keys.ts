import { Injectable } from '@nestjs/common';
import { hmacHex } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Line } from '../contract.js';
import { isSimulated, settingsOf } from './voice.settings.js';

/** What a line's webhooks are signed with: the account's token, or one that only this installation knows. */
@Injectable()
export class SigningKeys {
  constructor(private readonly vault: Vault) {}

  of(line: Pick<Line, 'id' | 'settings'>): string {
    const { authToken } = settingsOf(line);
    return isSimulated(line) ? hmacHex(this.vault.key('simulated-telephone'), line.id) : authToken;
  }
}
