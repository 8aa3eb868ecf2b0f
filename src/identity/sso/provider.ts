import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Clock } from '../../platform/clock.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Egress } from '../../platform/egress/egress.js';
import { invalid } from '../../platform/http/refusal.js';
import type { SsoConnection } from './sso-connection.entity.js';

export const SECRET_SEAL = 'sso client secret';
/** Providers rotate keys and move endpoints, seldom. */
const REDISCOVER_AFTER_MS = 3_600_000;

/** Speaks with identity providers: discovery, and every request through the egress guard. */
@Injectable()
export class Providers {
  private readonly known = new Map<string, { configuration: Promise<oidc.Configuration>; at: number }>();

  constructor(
    private readonly egress: Egress,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  configurationOf(connection: SsoConnection): Promise<oidc.Configuration> {
    const key = `${connection.id} ${connection.version}`;
    const known = this.known.get(key);
    if (known && this.clock.millis() - known.at < REDISCOVER_AFTER_MS) return known.configuration;
    const configuration = this.discover(connection);
    this.known.set(key, { configuration, at: this.clock.millis() });
    configuration.catch(() => this.known.delete(key));
    return configuration;
  }

  /** Asks the provider before the settings are kept, so that a typing error shows at once. */
  async check(connection: SsoConnection): Promise<void> {
    try {
      await this.discover(connection);
    } catch {
      throw invalid('issuer', 'no OpenID Connect provider answers at this address');
    }
  }

  private discover({ issuer, clientId, clientSecret }: SsoConnection): Promise<oidc.Configuration> {
    const url = this.egress.checkUrl(issuer);
    const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (url.protocol !== 'https:' && !loopback) throw invalid('issuer', 'must begin with https://');
    return oidc.discovery(url, clientId, this.vault.open(clientSecret, SECRET_SEAL), undefined, {
      timeout: 15,
      [oidc.customFetch]: (address, options) =>
        this.egress.fetch(address, options as Parameters<Egress['fetch']>[1]) as unknown as Promise<Response>,
      // A provider on this very machine: for development and tests. Anywhere else http is refused above.
      execute: url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    });
  }
}
