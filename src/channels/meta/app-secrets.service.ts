import { Injectable } from '@nestjs/common';
import { hmacHex } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Line } from '../contract.js';
import type { AppSettings } from './app.settings.js';

/** By which secrets a line's webhooks are believed. A simulated line has one of its own, which nobody types and nobody else knows. */
@Injectable()
export class AppSecrets {
  private readonly key: Buffer;

  constructor(vault: Vault) {
    this.key = vault.key('meta-simulator');
  }

  of({ id, settings }: Pick<Line<AppSettings>, 'id' | 'settings'>): string[] {
    if (settings.simulated) return [hmacHex(this.key, id)];
    return [settings.appSecret, settings.nextAppSecret].filter((secret): secret is string => Boolean(secret));
  }
}
