import { createTransport, type SendMailOptions } from 'nodemailer';
import { DeliveryService } from '../../src/channels/delivery/delivery.service.js';
import { TestApp } from '../harness/app.js';
import { freePort } from '../../src/platform/database/free-port.js';
import { administrator, type Person } from '../harness/people.js';

export interface TicketRow {
  id: string;
  number: number;
  subject: string;
  status: { category: string };
}

export interface MessageRow {
  id: string;
  direction: string;
  text: string;
  textFull?: string;
  state: string;
  error?: string;
  automatic: boolean;
  subject?: string;
  attachments: { id: string; name: string; type: string; size: number; url: string }[];
  [more: string]: unknown;
}

/** An application with the mail receiver on a free port, an administrator, and one inbox. */
export class MailLab {
  private constructor(
    readonly app: TestApp,
    readonly admin: Person,
    readonly port: number,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<MailLab> {
    const port = await freePort();
    const app = await TestApp.boot({ SMTP_PORT: String(port), EGRESS_ALLOW: '127.0.0.0/8', ...settings });
    return new MailLab(app, await administrator(app), port);
  }

  async inbox(
    address = 'support@desk.example',
    settings: Record<string, unknown> = {},
  ): Promise<Record<string, string>> {
    const made = await this.admin.post<Record<string, string>>('/inboxes', {
      channel: 'email',
      name: 'Support',
      address,
      settings,
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body;
  }

  /** As a customer's mail server would: over SMTP. Waits until it has had its effects. */
  async deliver(mail: SendMailOptions): Promise<void> {
    const transport = createTransport({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      tls: { rejectUnauthorized: false },
    });
    try {
      await transport.sendMail({ to: 'support@desk.example', ...mail });
    } finally {
      transport.close();
    }
    await this.app.settle();
  }

  async tickets(): Promise<TicketRow[]> {
    return (await this.admin.get<{ items: TicketRow[] }>('/tickets')).body.items;
  }

  async messages(ticket: { id: string }): Promise<MessageRow[]> {
    return (await this.admin.get<{ items: MessageRow[] }>(`/tickets/${ticket.id}/messages`)).body.items;
  }

  async summary(): Promise<Record<string, number>> {
    return (await this.admin.get<Record<string, number>>('/intake/summary')).body;
  }

  /** Lets the time to take a reply back pass, and sends what waits. */
  async sendNow(): Promise<void> {
    await this.app.db.query(`update messages set send_at = now() - interval '1 minute' where state = 'queued'`);
    await this.app.get(DeliveryService).sweep();
    await this.app.settle();
  }

  async outbox(): Promise<{ id: string; to: string[]; from: string; subject: string }[]> {
    return (
      await this.admin.get<{ items: { id: string; to: string[]; from: string; subject: string }[] }>('/mail/outbox')
    ).body.items;
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
