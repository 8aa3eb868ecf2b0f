import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { hmacHex, randomToken, sameSecret } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { invalid } from '../../platform/http/refusal.js';
import {
  Unreadable,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type Line,
  type Outbound,
  type RawEnvelope,
  type ReceivePort,
  type Sent,
} from '../contract.js';
import { composeMail, messageIdFor } from './compose/compose.js';
import { EMAIL_SETTINGS, emailLine } from './email.settings.js';
import { EmailCheck } from './check/email-check.service.js';
import { ImapFetcher } from './fetch/imap-fetcher.js';
import { inboundOf, type MailMeta } from './inbound.rules.js';
import { MailReader } from './mail-reader.service.js';
import { MailUnreadable } from './mime/parsed-mail.js';
import { AddressBook, MAIL_TOKEN_PURPOSE } from './receiver/address-book.js';
import { mailKey } from './receiver/mail-key.js';
import { SmtpReceiver } from './receiver/smtp-receiver.js';
import { MailOutbox } from './send/mail-outbox.service.js';
import { SmtpSender } from './send/smtp-sender.js';
import { MailSimulator } from './receiver/mail-simulator.js';

const MB = 1024 * 1024;

/** E-mail: received by our own server, fetched by IMAP or brought by a webhook; sent by the inbox's server or kept in the outbox. */
@Injectable()
export class EmailChannel implements ChannelAdapter {
  readonly kind = 'email';
  readonly name = 'E-mail';
  readonly settings = EMAIL_SETTINGS;
  readonly hooks = ['mail'];
  readonly abilities: Abilities = {
    html: true,
    subject: true,
    cc: true,
    attachments: { inbound: true, outbound: true, maxBytes: 20 * MB, maxCount: 50 },
    receipts: [],
    replyWindowHours: null,
    typing: false,
    calls: false,
    threads: true,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 10,
    maxText: 500_000,
  };
  private readonly key: Buffer;

  constructor(
    private readonly reader: MailReader,
    private readonly receiver: SmtpReceiver,
    private readonly fetcher: ImapFetcher,
    private readonly sender: SmtpSender,
    private readonly outbox: MailOutbox,
    private readonly addresses: AddressBook,
    private readonly simulator: MailSimulator,
    private readonly checker: EmailCheck,
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key(MAIL_TOKEN_PURPOSE);
  }

  address(given: string | undefined): string {
    const address = given?.trim().toLowerCase() ?? '';
    if (!/^[^\s@+<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(address)) {
      throw invalid('address', 'must be an e-mail address such as support@example.org, without a +');
    }
    return address;
  }

  create(): { secrets: Record<string, string> } {
    return { secrets: { hookSecret: randomToken('fdm_') } };
  }

  /** `Authorization: Bearer <secret>`, or `X-Frontdesk-Signature: sha256=<hex HMAC of the body>`. */
  verify(request: HookRequest, line: Line): HookVerdict {
    const { hookSecret } = emailLine(line).settings;
    if (!hookSecret || request.method !== 'POST' || request.body.length === 0) return { verdict: 'refuse' };
    const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const signature = /^sha256=([0-9a-f]{64})$/i.exec(request.headers['x-frontdesk-signature'] ?? '')?.[1] ?? '';
    const right = bearer
      ? sameSecret(bearer.trim(), hookSecret)
      : signature !== '' && sameSecret(signature.toLowerCase(), hmacHex(hookSecret, request.body));
    if (!right) return { verdict: 'refuse' };
    const meta: MailMeta = {
      transport: 'webhook',
      mailFrom: request.query.from ?? null,
      rcptTo: request.query.to ? [request.query.to] : [],
    };
    return { verdict: 'accept', key: mailKey(request.body, this.clock.millis()), meta: { ...meta } };
  }

  async normalize(envelope: RawEnvelope, line: Line): Promise<Inbound[]> {
    const { mailFrom = null, unreadable } = envelope.meta as unknown as MailMeta;
    if (unreadable) throw new Unreadable(unreadable);
    try {
      return inboundOf(await this.reader.read(envelope.raw, mailFrom), envelope, emailLine(line), this.key);
    } catch (error) {
      throw error instanceof MailUnreadable ? new Unreadable(error.reason) : error;
    }
  }

  externalId(outbound: Outbound, line: Line): string {
    return messageIdFor(outbound, emailLine(line));
  }

  async send(outbound: Outbound, line: Line): Promise<Sent> {
    const mail = await composeMail(outbound, emailLine(line), this.key);
    if (emailLine(line).settings.smtpHost) {
      return { externalId: mail.messageId, outcomes: await this.sender.send(mail, emailLine(line)) };
    }
    await this.outbox.keep(mail, line.id, outbound.messageId);
    return { externalId: mail.messageId };
  }

  /** The outbox is ours, so there we know; another server cannot be asked. */
  async reconcile(outbound: Outbound, line: Line): Promise<'accepted' | 'not-accepted' | 'unknown'> {
    if (emailLine(line).settings.smtpHost) return 'unknown';
    return (await this.outbox.has(outbound.messageId)) ? 'accepted' : 'not-accepted';
  }

  async listen(port: ReceivePort): Promise<() => Promise<void>> {
    this.simulator.use(port);
    await this.receiver.start(port);
    await this.fetcher.start(port);
    return async () => {
      await Promise.all([this.receiver.stop(), this.fetcher.stop()]);
    };
  }

  linesChanged(): void {
    this.addresses.forget();
    this.fetcher.linesChanged();
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(emailLine(line));
  }

  simulate(line: Line, what: { name: string; address: string; subject: string; text: string }): Promise<void> {
    return this.simulator.send(emailLine(line), what);
  }
}
