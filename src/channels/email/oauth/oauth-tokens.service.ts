import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { Vault } from '../../../platform/crypto/vault.js';
import { tokenHash } from '../../../platform/crypto/tokens.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Work } from '../../../platform/database/work.js';
import { Egress } from '../../../platform/egress/egress.js';
import type { EmailLine } from '../email.settings.js';

/** The provider withdrew its consent: mail silently stops until a person signs in again. */
export class SignInLost extends Error {}

const SPARE_MS = 5 * 60_000;

interface Row {
  refresh_token: string;
  access_token: string | null;
  expires_at: Date | null;
  source: string;
}

interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  refresh_token?: string;
  error?: string;
  error_description?: string;
}

/**
 * Access tokens of Google and Microsoft, refreshed with the customer's own client. Providers rotate the refresh token, and
 * two refreshes at once would throw one away: the row is locked, so there is one refresher across all processes.
 */
@Injectable()
export class OauthTokens {
  constructor(
    private readonly work: Work,
    private readonly egress: Egress,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  accessToken(line: EmailLine): Promise<string> {
    return this.work.run(async (tx) => {
      const row = await this.lock(tx, line);
      if (row.access_token && row.expires_at && row.expires_at.getTime() - SPARE_MS > this.clock.millis()) {
        return this.vault.open(row.access_token, 'mail-oauth');
      }
      const answer = await this.refresh(line, this.vault.open(row.refresh_token, 'mail-oauth'));
      await tx.query(
        `update mail_tokens set access_token = $2, expires_at = $3, refresh_token = coalesce($4, refresh_token) where inbox_id = $1`,
        [
          line.id,
          this.vault.seal(answer.access_token!, 'mail-oauth'),
          new Date(this.clock.millis() + (answer.expires_in ?? 3_600) * 1_000),
          answer.refresh_token ? this.vault.seal(answer.refresh_token, 'mail-oauth') : null,
        ],
      );
      return answer.access_token!;
    });
  }

  /** A refresh token that a person entered anew replaces the rotated one. */
  private async lock(tx: Tx, line: EmailLine): Promise<Row> {
    const given = line.settings.oauthRefreshToken;
    if (!given) throw new SignInLost('No refresh token is set for this inbox.');
    const source = tokenHash(given);
    await tx.query(
      `insert into mail_tokens (inbox_id, source, refresh_token) values ($1, $2, $3)
       on conflict (inbox_id) do update set source = $2, refresh_token = $3, access_token = null, expires_at = null
       where mail_tokens.source <> $2`,
      [line.id, source, this.vault.seal(given, 'mail-oauth')],
    );
    const [row] = await tx.query<Row>('select * from mail_tokens where inbox_id = $1 for update', [line.id]);
    return row!;
  }

  private async refresh(line: EmailLine, refreshToken: string): Promise<TokenAnswer> {
    const { oauthClientId = '', oauthClientSecret = '' } = line.settings;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: oauthClientId,
    });
    if (oauthClientSecret) form.set('client_secret', oauthClientSecret);
    if (line.settings.signIn === 'microsoft') form.set('scope', MICROSOFT_SCOPES);
    const response = await this.egress.fetch(tokenUrl(line), {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: form.toString(),
    });
    const answer = (await response.json().catch(() => ({}))) as TokenAnswer;
    if (answer.error === 'invalid_grant') {
      throw new SignInLost(
        `The sign-in was withdrawn (${answer.error_description ?? 'invalid_grant'}). Sign in again and enter a new refresh token.`,
      );
    }
    if (!response.ok || !answer.access_token)
      throw new Error(`The sign-in service answered ${response.status} ${answer.error ?? ''}`.trim());
    return answer;
  }
}

const MICROSOFT_SCOPES =
  'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access';

function tokenUrl(line: EmailLine): string {
  if (line.settings.signIn === 'google') return 'https://oauth2.googleapis.com/token';
  return `https://login.microsoftonline.com/${encodeURIComponent(line.settings.oauthTenant || 'common')}/oauth2/v2.0/token`;
}
