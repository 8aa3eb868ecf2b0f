import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/ids.js';
import type { ReceivePort } from '../../contract.js';
import type { EmailLine } from '../email.settings.js';
import type { MailMeta } from '../inbound.rules.js';
import { mailKey } from './mail-key.js';
import { SmtpReceiver } from './smtp-receiver.js';

/** Writes a mail as a customer would, over SMTP to our own receiver where that listens. */
@Injectable()
export class MailSimulator {
  private receivePort: ReceivePort | undefined;

  constructor(
    private readonly receiver: SmtpReceiver,
    private readonly clock: Clock,
  ) {}

  use(port: ReceivePort): void {
    this.receivePort = port;
  }

  async send(line: EmailLine, what: { name: string; address: string; subject: string; text: string }): Promise<void> {
    const to = line.address!;
    const raw = await new MailComposer({
      from: { name: what.name, address: what.address },
      to,
      subject: what.subject,
      text: what.text,
      messageId: `<${newId()}@simulated.invalid>`,
      date: this.clock.now(),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    if (this.receiver.port) return this.overSmtp(raw, what.address, to, this.receiver.port);
    if (!this.receivePort) throw new Error('the mail channel does not listen in this process');
    const meta: MailMeta = { transport: 'simulated', mailFrom: what.address, rcptTo: [to] };
    await this.receivePort.receive(line, { key: mailKey(raw, this.clock.millis()), raw, meta: { ...meta } });
  }

  private async overSmtp(raw: Buffer, from: string, to: string, port: number): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
    try {
      await transport.sendMail({ envelope: { from, to }, raw });
    } finally {
      transport.close();
    }
  }
}
