import { Injectable } from '@nestjs/common';
import type { EmailLine } from '../email.settings.js';
import { OauthTokens } from './oauth-tokens.service.js';

type SmtpAuth = { user: string; pass: string } | { type: 'OAuth2'; user: string; accessToken: string } | undefined;
type ImapAuth = { user: string; pass: string } | { user: string; accessToken: string };

/** How an inbox proves to its servers who it is: by password, or by a token of Google or Microsoft. */
@Injectable()
export class MailSignIn {
  constructor(private readonly tokens: OauthTokens) {}

  async forSmtp(line: EmailLine): Promise<SmtpAuth> {
    const { signIn = 'password', smtpUser, smtpPassword } = line.settings;
    if (signIn !== 'password') {
      return { type: 'OAuth2', user: smtpUser || line.address!, accessToken: await this.tokens.accessToken(line) };
    }
    return smtpUser ? { user: smtpUser, pass: smtpPassword ?? '' } : undefined;
  }

  async forImap(line: EmailLine): Promise<ImapAuth> {
    const { signIn = 'password', imapUser, imapPassword } = line.settings;
    const user = imapUser || line.address!;
    if (signIn !== 'password') return { user, accessToken: await this.tokens.accessToken(line) };
    return { user, pass: imapPassword ?? '' };
  }
}
