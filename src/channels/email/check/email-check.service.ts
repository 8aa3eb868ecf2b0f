import { resolveMx } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config.js';
import type { CheckStep } from '../../contract.js';
import { domainOf, type EmailLine } from '../email.settings.js';
import { ImapClients } from '../fetch/imap-client.js';
import { MailCursors } from '../fetch/mail-cursors.service.js';
import { problemOf } from '../fetch/imap-fetcher.js';
import { SmtpReceiver } from '../receiver/smtp-receiver.js';
import { SmtpSender } from '../send/smtp-sender.js';
import { probeRecipients } from './smtp-probe.js';

/** Tries everything that an inbox needs, for real, and says in words what to do. */
@Injectable()
export class EmailCheck {
  constructor(
    private readonly receiver: SmtpReceiver,
    private readonly sender: SmtpSender,
    private readonly clients: ImapClients,
    private readonly cursors: MailCursors,
    private readonly config: Config,
  ) {}

  async check(line: EmailLine): Promise<CheckStep[]> {
    const fetched = Boolean(line.settings.imapHost);
    const incoming = fetched
      ? [await this.imap(line), ...(await this.comparison(line))]
      : [...(await this.receiving(line)), await this.mx(line)];
    return [...incoming, await this.sending(line)];
  }

  /** The folder is compared with what was taken from it once a day. */
  private async comparison({ id }: EmailLine): Promise<CheckStep[]> {
    const last = await this.cursors.comparison(id);
    if (!last) return [];
    const found = last.found === 0 ? 'nothing was missing so far' : `${last.found} missed mails were fetched so far`;
    const words =
      last.found === 0 ? { code: 'mail-compared' } : { code: 'mail-missed', values: { count: String(last.found) } };
    return [{ name: 'comparison', ok: true, detail: `Compared on ${last.at.toISOString()}; ${found}.`, words }];
  }

  private async receiving(line: EmailLine): Promise<CheckStep[]> {
    const port = this.receiver.port;
    if (!port) {
      return [
        {
          name: 'receiver',
          ok: false,
          detail: 'The built-in mail receiver does not run in this process.',
          hint: 'Set SMTP_PORT, fetch from an IMAP server, or deliver to the webhook.',
          words: { code: 'mail-receiver-off' },
        },
      ];
    }
    try {
      const unknown = `no-such-inbox-${line.id.slice(-8)}@${domainOf(line.address!)}`;
      const { greeting, recipients } = await probeRecipients(this.probeHost, port, [line.address!, unknown]);
      const [known = '', stranger = ''] = recipients;
      return [
        {
          name: 'receiver',
          ok: greeting.startsWith('220'),
          detail: `Port ${port} answers: ${greeting}`,
          words: { code: 'mail-port', values: { port: String(port), answer: greeting } },
        },
        {
          name: 'address',
          ok: known.startsWith('250'),
          detail: `${line.address}: ${known}`,
          ...(!known.startsWith('250') && { hint: 'Is the inbox paused?' }),
          words: { code: 'mail-address', values: { address: line.address!, answer: known } },
        },
        {
          name: 'unknown-address',
          ok: stranger.startsWith('550'),
          detail: `An unknown address: ${stranger}`,
          words: { code: 'mail-stranger', values: { answer: stranger } },
        },
      ];
    } catch (error) {
      return [
        {
          name: 'receiver',
          ok: false,
          detail: `Port ${port} does not answer: ${(error as Error).message}`,
          hint: 'Restart Frontdesk and look into its log.',
          words: { code: 'mail-port-silent', values: { port: String(port), why: (error as Error).message } },
        },
      ];
    }
  }

  private get probeHost(): string {
    const host = this.config.get('HOST');
    return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  }

  /** Only a hint: mail may be forwarded here without any MX record. */
  private async mx(line: EmailLine): Promise<CheckStep> {
    const domain = domainOf(line.address!);
    try {
      const servers = (await resolveMx(domain)).sort((a, b) => a.priority - b.priority).map((mx) => mx.exchange);
      const here = servers.some((server) => server.toLowerCase() === this.config.publicHost.toLowerCase());
      return {
        name: 'mx',
        ok: true,
        detail: `Mail for ${domain} goes to ${servers.join(', ')}.`,
        ...(!here && {
          hint: `Let that server forward to this one, fetch by IMAP, or point the MX record of ${domain} to ${this.config.publicHost}.`,
        }),
        words: {
          code: here ? 'mail-mx-here' : 'mail-mx-elsewhere',
          values: { domain, servers: servers.join(', '), host: this.config.publicHost },
        },
      };
    } catch {
      return {
        name: 'mx',
        ok: true,
        unchecked: true,
        detail: `No MX record of ${domain} was found from here.`,
        hint: `Set one that points to ${this.config.publicHost}, or forward mail to this server.`,
        words: { code: 'mail-mx-none', values: { domain, host: this.config.publicHost } },
      };
    }
  }

  private async sending(line: EmailLine): Promise<CheckStep> {
    if (!line.settings.smtpHost) {
      return {
        name: 'sending',
        ok: true,
        unchecked: true,
        detail: 'No server for sending: replies are kept in the built-in outbox.',
        hint: 'Enter a server to reach real customers.',
        words: { code: 'mail-no-server' },
      };
    }
    try {
      await this.sender.verify(line);
      return {
        name: 'sending',
        ok: true,
        detail: `${line.settings.smtpHost} accepts the sign-in.`,
        words: { code: 'mail-sign-in', values: { server: line.settings.smtpHost } },
      };
    } catch (error) {
      return { name: 'sending', ok: false, ...failed(error) };
    }
  }

  private async imap(line: EmailLine): Promise<CheckStep> {
    const folder = line.settings.imapFolder || 'INBOX';
    try {
      const client = await this.clients.connect(line);
      try {
        const opened = await client.mailboxOpen(folder, { readOnly: true });
        return {
          name: 'fetching',
          ok: true,
          detail: `${folder} at ${line.settings.imapHost} holds ${opened.exists} mails; new ones are fetched.`,
          words: {
            code: 'mail-folder',
            values: { folder, server: line.settings.imapHost!, count: String(opened.exists) },
          },
        };
      } finally {
        await client.logout().catch(() => client.close());
      }
    } catch (error) {
      return { name: 'fetching', ok: false, ...failed(error) };
    }
  }
}

/** What went wrong on the way to a server, and what to do about it. */
function failed(error: unknown): Pick<CheckStep, 'detail' | 'hint' | 'words'> {
  const why = problemOf(error);
  const [code, hint] = adviceFor(error);
  return { detail: why, hint, words: { code, values: { why } } };
}

function adviceFor(error: unknown): [code: string, hint: string] {
  const { code, message, authenticationFailed } = error as {
    code?: string;
    message: string;
    authenticationFailed?: boolean;
  };
  if (authenticationFailed || code === 'EAUTH')
    return ['mail-login', 'Check user and password. Google and Microsoft need their own sign-in or an app password.'];
  if (code === 'ENOTFOUND' || code === 'EDNS') return ['mail-name', 'Check the name of the server.'];
  if (/certificate|self.signed|altname/i.test(message))
    return ['mail-certificate', 'The certificate does not fit the name of the server.'];
  if (/not an address that may be reached/.test(message))
    return ['mail-private', 'The server is in a private network: allow it with EGRESS_ALLOW.'];
  if (/STARTTLS|wrong version number/i.test(message))
    return ['mail-encryption', 'Try another encryption: port 465 and 993 use TLS, port 587 and 143 use STARTTLS.'];
  return ['mail-way', 'Check server, port and encryption, and whether a firewall lets us through.'];
}
