import { Injectable } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Clock } from '../../../platform/clock.js';
import { Config } from '../../../platform/config.js';
import { HealthProbes } from '../../../platform/telemetry/health.js';
import { Logs } from '../../../platform/telemetry/logs.js';
import type { ReceivePort } from '../../contract.js';
import { MailDns } from '../authenticity/dns-resolver.js';
import { judge } from '../authenticity/verdict.js';
import type { MailMeta } from '../inbound.rules.js';
import { AddressBook } from './address-book.js';
import { mailKey } from './mail-key.js';
import { isOwnNetwork, SenderLimits } from './sender-limits.js';
import { mailCertificate } from './tls.js';

const MAX_CLIENTS = 500;
const SOCKET_TIMEOUT_MS = 120_000;
const CLOSE_TIMEOUT_MS = 4_000;
const MAX_RECIPIENTS = 100;
/** Mails that are being received at once may not take more memory than this. */
const MAX_IN_FLIGHT_BYTES = 256 * 1024 * 1024;

interface Guest extends SMTPServerSession {
  inboxes?: Map<string, string[]>;
  unknown?: number;
}

/** The built-in mail server: takes mail for our inboxes, and says 250 only when it is stored durably. */
@Injectable()
export class SmtpReceiver {
  private readonly log = Logs.for('mail-receiver');
  private readonly limits: SenderLimits;
  private readonly dns: MailDns;
  private server: SMTPServer | undefined;
  private inFlight = 0;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly addresses: AddressBook,
    private readonly probes: HealthProbes,
  ) {
    this.limits = new SenderLimits(() => clock.millis());
    this.dns = new MailDns(() => clock.millis());
  }

  /** Null while it does not listen. */
  get port(): number | null {
    const address = this.server?.server.address() as AddressInfo | null | undefined;
    return address?.port ?? null;
  }

  async start(port: ReceivePort): Promise<void> {
    if (this.config.get('SMTP_PORT') === 0 || !this.config.serves.web) return;
    const { cert, key } = await mailCertificate(this.config);
    const server = new SMTPServer({
      name: this.config.publicHost,
      banner: 'Frontdesk',
      cert,
      key,
      authOptional: true,
      disabledCommands: ['AUTH'],
      size: this.maxBytes,
      maxClients: MAX_CLIENTS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      disableReverseLookup: true,
      logger: false,
      onConnect: (session, done) =>
        done(this.limits.connected(session.remoteAddress) ? null : reply(421, 'Too many connections from you')),
      onClose: (session) => this.limits.left(session.remoteAddress),
      onMailFrom: (_address, session, done) => {
        const guest = session as Guest;
        guest.inboxes = new Map();
        done(
          this.limits.mail(session.remoteAddress) ? null : reply(451, 'Too many mails from you; try again in a minute'),
        );
      },
      onRcptTo: (address, session, done) =>
        void this.recipient(session as Guest, address.address).then(done, () => done(reply(451, 'Try again later'))),
      onData: (stream, session, done) =>
        void this.data(port, stream, session as Guest).then((text) => done(null, text), done),
    });
    server.on('error', (error) => this.log.debug({ err: error }, 'a mail client broke off'));
    await new Promise<void>((listening, fail) => {
      server.server.once('error', fail);
      server.listen(this.config.get('SMTP_PORT'), this.config.get('HOST'), () => listening());
    });
    this.server = server;
    this.probes.add('mail receiver', () => ({
      ok: this.port !== null,
      detail: this.port ? `listens on port ${this.port}` : 'does not listen',
    }));
  }

  /** Waits for what is being received; nothing that was answered with 250 is lost by stopping. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server) await new Promise<void>((done) => server.close(() => done()));
  }

  private get maxBytes(): number {
    return this.config.get('MAX_MAIL_MB') * 1024 * 1024;
  }

  private async recipient(guest: Guest, address: string): Promise<Error | null> {
    if (this.limits.guesses(guest.unknown ?? 0)) return reply(421, '4.7.0 Too many unknown recipients');
    const inboxId = await this.addresses.inboxFor(address);
    if (!inboxId) {
      guest.unknown = (guest.unknown ?? 0) + 1;
      return reply(550, '5.1.1 No such inbox here');
    }
    const taken = guest.inboxes ?? new Map<string, string[]>();
    if ([...taken.values()].flat().length >= MAX_RECIPIENTS) return reply(452, '4.5.3 Too many recipients');
    taken.set(inboxId, [...(taken.get(inboxId) ?? []), address]);
    guest.inboxes = taken;
    return null;
  }

  private async data(port: ReceivePort, stream: SMTPServerDataStream, guest: Guest): Promise<string> {
    const raw = await this.collect(stream);
    const mailFrom = guest.envelope.mailFrom ? guest.envelope.mailFrom.address : '';
    const own = isOwnNetwork(guest.remoteAddress);
    // A relay of the own network hides who really connected, so SPF would accuse it of everything it brings.
    const verdict = await judge(
      raw,
      { mailFrom, remote: own ? null : guest.remoteAddress, helo: guest.hostNameAppearsAs || '' },
      this.dns.resolve,
    );
    const key = mailKey(raw, this.clock.millis());
    try {
      for (const [inboxId, rcptTo] of guest.inboxes ?? []) {
        const meta: MailMeta = { transport: 'smtp', mailFrom, rcptTo, verdict };
        await port.receive(
          { id: inboxId, channel: 'email' },
          { key, raw, meta: { ...meta, remote: guest.remoteAddress } },
        );
      }
    } catch (error) {
      this.log.error({ err: error }, 'a mail could not be stored; its sender was asked to try again');
      throw reply(451, '4.3.0 Could not be stored; try again');
    }
    return '2.0.0 Stored';
  }

  private async collect(stream: SMTPServerDataStream): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.inFlight += chunk.length;
        // The rest is read and dropped: an answer in the middle of the data would not be heard.
        if (size <= this.maxBytes && this.inFlight <= MAX_IN_FLIGHT_BYTES) chunks.push(chunk);
      }
      if (stream.sizeExceeded || size > this.maxBytes)
        throw reply(552, `5.3.4 Larger than ${this.config.get('MAX_MAIL_MB')} MB`);
      if (this.inFlight > MAX_IN_FLIGHT_BYTES) throw reply(451, '4.3.1 Too much at once; try again');
      return Buffer.concat(chunks);
    } finally {
      this.inFlight -= size;
    }
  }
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
