import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import * as oidc from 'openid-client';
import { Clock } from '../../platform/clock.js';
import { randomToken, sameSecret, tokenHash } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { User } from '../people/user.entity.js';
import { judgeClaims, safeReturn, type Claims } from './claims.rules.js';
import { askedForSecondFactor } from './second-factor.rules.js';
import { Providers } from './provider.js';
import { SsoAttempt, type SsoAudience } from './sso-connection.entity.js';
import { SsoConnectionsService } from './sso-connections.service.js';
import { SsoPeopleService } from './sso-people.service.js';
import { SsoRefused } from './sso-refused.rules.js';

const ATTEMPT_MINUTES = 10;
const VERIFIER_SEAL = 'sso verifier';

/** How the browser comes back from the provider. */
export interface SsoAnswer {
  search: string;
  browser: string | undefined;
}

/** OpenID Connect, authorization code flow with PKCE, state bound to the browser, and nonce. */
@Injectable()
export class SsoSignInService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly connections: SsoConnectionsService,
    private readonly providers: Providers,
    private readonly people: SsoPeopleService,
  ) {}

  /** Where to send the browser, and the cookie by which it is known when it comes back. */
  async begin(
    connectionId: string,
    next: string | undefined,
    audience: SsoAudience,
  ): Promise<{ location: string; browser: string }> {
    const connection = await this.connections.enabled(connectionId, audience);
    const configuration = await this.providers.configurationOf(connection);
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const browser = randomToken();
    await this.db.getRepository(SsoAttempt).insert({
      stateHash: tokenHash(state),
      connectionId,
      browserHash: tokenHash(browser),
      nonce,
      verifier: this.vault.seal(verifier, VERIFIER_SEAL),
      returnTo: safeReturn(next),
      expiresAt: new Date(this.clock.millis() + ATTEMPT_MINUTES * 60_000),
    });
    const location = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.connections.redirectUri(connection),
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { location: location.href, browser };
  }

  async finish(
    connectionId: string,
    answer: SsoAnswer,
  ): Promise<{ user: User; returnTo: string; secondFactor: boolean }> {
    const { connection, claims, returnTo } = await this.answered(connectionId, answer, 'people');
    const user = await this.people.resolve(connection, claims);
    const secondFactor = connection.trustSecondFactor && askedForSecondFactor(claims);
    return { user, returnTo, secondFactor };
  }

  /** For customers the provider's word is one on an address alone: who has it and may enter, their own room knows. */
  async addressOf(connectionId: string, answer: SsoAnswer): Promise<{ email: string; returnTo: string }> {
    const { connection, claims, returnTo } = await this.answered(connectionId, answer, 'customers');
    const verdict = judgeClaims(claims, connection.domains);
    if ('refused' in verdict) throw new SsoRefused(verdict.refused);
    return { email: verdict.email, returnTo };
  }

  private async answered(connectionId: string, { search, browser }: SsoAnswer, audience: SsoAudience) {
    const connection = await this.connections.enabled(connectionId, audience);
    const url = new URL(`${this.connections.redirectUri(connection)}${search}`);
    const state = url.searchParams.get('state') ?? '';
    const attempt = await this.take(connectionId, state, browser);
    const configuration = await this.providers.configurationOf(connection);
    return { connection, claims: await this.exchange(configuration, url, state, attempt), returnTo: attempt.returnTo };
  }

  /** Each attempt is good for one answer, in the browser that began it. */
  private async take(connectionId: string, state: string, browser: string | undefined): Promise<SsoAttempt> {
    const attempts = this.db.getRepository(SsoAttempt);
    const attempt = await attempts.findOneBy({ stateHash: tokenHash(state), connectionId });
    if (!attempt || attempt.expiresAt <= this.clock.now()) throw new SsoRefused('expired');
    if (!browser || !sameSecret(attempt.browserHash, tokenHash(browser))) throw new SsoRefused('other_browser');
    const taken = await attempts.delete({ stateHash: attempt.stateHash });
    if (taken.affected !== 1) throw new SsoRefused('expired');
    return attempt;
  }

  private async exchange(
    configuration: oidc.Configuration,
    url: URL,
    expectedState: string,
    attempt: SsoAttempt,
  ): Promise<Claims> {
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: this.vault.open(attempt.verifier, VERIFIER_SEAL),
        expectedState,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      // Many providers tell the address only here.
      if (claims.email === undefined && configuration.serverMetadata().userinfo_endpoint) {
        const { amr, acr } = claims;
        return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)), amr, acr };
      }
      return claims;
    } catch (error) {
      throw new SsoRefused('provider', error);
    }
  }
}
