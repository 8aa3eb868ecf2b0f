import { Injectable, type OnModuleInit } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';
import {
  SystemMailService,
  type SystemMail,
  type SystemMailTransport,
} from '../../../identity/mail/system-mail.service.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/ids.js';
import { SendFailure } from '../../contract.js';
import { InboxesService } from '../../inboxes.service.js';
import { domainOf, emailLine, type EmailLine } from '../email.settings.js';
import { SmtpSender } from './smtp-sender.js';

/** Invitations and password mails leave through the oldest inbox that has a server for sending. */
@Injectable()
export class SystemMailSender implements SystemMailTransport, OnModuleInit {
  constructor(
    private readonly mail: SystemMailService,
    private readonly inboxes: InboxesService,
    private readonly sender: SmtpSender,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.mail.deliverThrough(this);
  }

  async sendSystemMail(mail: SystemMail): Promise<boolean> {
    const [line] = (await this.inboxes.activeLines('email'))
      .map(emailLine)
      .filter(({ address, settings }) => address && settings.smtpHost)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (!line) return false;
    const [outcome] = await this.sender.send(await this.compose(mail, line), line);
    if (outcome && outcome.state !== 'accepted') {
      throw new SendFailure(outcome.state === 'rejected' ? 'permanent' : 'passing', outcome.reason ?? 'refused');
    }
    return true;
  }

  private async compose({ to, subject, text }: SystemMail, line: EmailLine) {
    const from = line.address!;
    const messageId = `${newId()}@${domainOf(from)}`;
    const composer = new MailComposer({
      from: { name: 'Frontdesk', address: from },
      to,
      subject,
      text,
      messageId: `<${messageId}>`,
      date: this.clock.now(),
      // RFC 3834: nobody's out-of-office answers this, and it opens no ticket at another desk.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
      newline: '\r\n',
    });
    return { messageId, subject, envelope: { from, to: [to] }, raw: await composer.compile().build() };
  }
}
