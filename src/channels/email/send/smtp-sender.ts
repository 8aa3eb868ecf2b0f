import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import { Egress } from '../../../platform/egress/egress.js';
import { Refusal } from '../../../platform/http/refusal.js';
import type { RecipientOutcome } from '../../../conversations/recipient-outcome.rules.js';
import { SendFailure } from '../../contract.js';
import { InboxesService } from '../../inboxes.service.js';
import type { ComposedMail } from '../compose/compose.js';
import type { EmailLine } from '../email.settings.js';
import { MailSignIn } from '../oauth/mail-sign-in.js';
import { SignInLost } from '../oauth/oauth-tokens.service.js';
import { classify, outcomesOf, type Refusals, type SmtpProblem } from './failure.rules.js';

const CONNECTION_TIMEOUT_MS = 15_000;
const SOCKET_TIMEOUT_MS = 60_000;
const CHUNK_BYTES = 64 * 1024;

interface Pool {
  fingerprint: string;
  transport: Transporter<SMTPPool.SentMessageInfo>;
}

/** Hands composed mail to the inbox's own server, over connections that are kept open. */
@Injectable()
export class SmtpSender implements OnApplicationShutdown {
  private readonly pools = new Map<string, Pool>();

  /** Lines whose server refuses the sign-in, as far as this process knows. */
  private readonly locked = new Set<string>();

  constructor(
    private readonly egress: Egress,
    private readonly signIn: MailSignIn,
    private readonly inboxes: InboxesService,
  ) {}

  /** What the server said of each recipient; throws where it took the mail for none and did not say whom it meant. */
  async send(mail: ComposedMail, line: EmailLine): Promise<RecipientOutcome[]> {
    const transport = await this.transportFor(line).catch(async (error: Error) => {
      if (error instanceof SignInLost) await this.lockedOut(line, error.message);
      throw error instanceof SendFailure ? error : new SendFailure('passing', error.message);
    });
    const content = new WatchedContent(mail.raw);
    let info: SMTPPool.SentMessageInfo;
    try {
      info = await transport.sendMail({ envelope: mail.envelope, raw: content.stream });
    } catch (error) {
      const problem = error as SmtpProblem & Refusals;
      if (problem.rejectedErrors?.length) return outcomesOf(problem);
      const failure = classify({ ...problem, message: (error as Error).message, stage: content.stage });
      if (problem.code === 'EAUTH') await this.lockedOut(line, failure.message);
      throw failure;
    }
    if (this.locked.delete(line.id)) await this.inboxes.report(line.id, null);
    return outcomesOf(info as SMTPPool.SentMessageInfo & Refusals);
  }

  /** Nothing more goes out on this line until a person mends it, so it is shown where they look. */
  private async lockedOut(line: EmailLine, problem: string): Promise<void> {
    this.locked.add(line.id);
    await this.inboxes.report(line.id, problem);
  }

  /** Connects and signs in, and sends nothing. */
  async verify(line: EmailLine): Promise<void> {
    const transport = createTransport({ ...(await this.options(line)), pool: false } as object);
    try {
      await transport.verify();
    } finally {
      transport.close();
    }
  }

  onApplicationShutdown(): void {
    for (const { transport } of this.pools.values()) transport.close();
    this.pools.clear();
  }

  private async transportFor(line: EmailLine): Promise<Pool['transport']> {
    const options = await this.options(line);
    const fingerprint = createHash('sha256').update(JSON.stringify(options)).digest('hex');
    const known = this.pools.get(line.id);
    if (known?.fingerprint === fingerprint) return known.transport;
    known?.transport.close();
    const transport = createTransport(options);
    // A connection that dies while idle is replaced at the next mail; nobody waits for this event.
    transport.on('error', () => undefined);
    this.pools.set(line.id, { fingerprint, transport });
    return transport;
  }

  private async options(line: EmailLine): Promise<SMTPPool.Options> {
    const { smtpHost, smtpPort = 587, smtpSecurity = 'starttls' } = line.settings;
    if (!smtpHost) throw new SendFailure('permanent', 'This inbox has no server for sending.');
    const host = await this.egress.resolve(smtpHost).catch((error: Error) => {
      const forbidden = error instanceof Refusal;
      throw new SendFailure(forbidden ? 'permanent' : 'passing', `${smtpHost}: ${error.message}`);
    });
    return {
      pool: true,
      maxConnections: 4,
      maxMessages: 200,
      // The content is a stream that can be read once; repeating is the delivery's business.
      maxRequeues: 0,
      host,
      port: smtpPort,
      secure: smtpSecurity === 'tls',
      requireTLS: smtpSecurity === 'starttls',
      ignoreTLS: smtpSecurity === 'none',
      tls: { servername: isIP(smtpHost) ? undefined : smtpHost },
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      greetingTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      auth: await this.signIn.forSmtp(line),
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPPool.Options;
  }
}

/** Remembers how much of the mail was handed over, which decides whether a broken connection may be tried again. */
class WatchedContent {
  stage: SmtpProblem['stage'] = 'before-data';
  readonly stream: Readable;

  constructor(raw: Buffer) {
    let at = 0;
    const read = (stream: Readable): void => {
      this.stage = 'data-begun';
      const chunk = raw.subarray(at, at + CHUNK_BYTES);
      at += chunk.length;
      if (chunk.length > 0) return void stream.push(chunk);
      this.stage = 'data-complete';
      stream.push(null);
    };
    this.stream = new Readable({
      read() {
        read(this);
      },
    });
  }
}
