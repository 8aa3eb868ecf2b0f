import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { ImapFlow } from 'imapflow';
import { Egress } from '../../../platform/egress/egress.js';
import type { EmailLine } from '../email.settings.js';
import { MailSignIn } from '../oauth/mail-sign-in.js';

const TIMEOUT_MS = 20_000;
/** IDLE is begun anew well before servers and routers forget it. */
const MAX_IDLE_MS = 4 * 60_000;
const SOCKET_TIMEOUT_MS = 10 * 60_000;

@Injectable()
export class ImapClients {
  constructor(
    private readonly egress: Egress,
    private readonly signIn: MailSignIn,
  ) {}

  /** Connected and signed in. */
  async connect(line: EmailLine): Promise<ImapFlow> {
    const { imapHost = '', imapPort = 993, imapSecurity = 'tls' } = line.settings;
    const imap = await import('imapflow');
    const client = new imap.ImapFlow({
      host: await this.egress.resolve(imapHost),
      port: imapPort,
      secure: imapSecurity === 'tls',
      doSTARTTLS: imapSecurity === 'starttls' ? true : imapSecurity === 'none' ? false : undefined,
      tls: { servername: isIP(imapHost) ? undefined : imapHost },
      auth: await this.signIn.forImap(line),
      logger: false,
      maxIdleTime: MAX_IDLE_MS,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
    });
    // The loop that uses the client sees the end of the connection; an unheard event would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      client.close();
      throw error;
    }
    return client;
  }
}
