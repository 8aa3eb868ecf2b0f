import { PageApiServer, type Customer } from '../../../src/channels/meta/simulator/page-api.server.js';
import { TestApp } from '../../harness/app.js';
import { administrator, type Person } from '../../harness/people.js';

export const OURS = { token: 'a token', appSecret: 'an app secret', pageId: '5500010' };
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Item extends Record<string, unknown> {
  id: string;
  text: string;
  direction: string;
  state: string;
  conversationId: string;
  error: string | null;
  meta: Record<string, unknown>;
  quoted?: object;
  attachments: { name: string; type: string }[];
}

type MaxText = Parameters<typeof PageApiServer.open>[0]['maxText'];

/** A line of a page with a simulated Meta behind it. */
export class PageLab {
  private people = 10;

  private constructor(
    readonly app: TestApp,
    readonly admin: Person,
    readonly api: PageApiServer,
    readonly inboxId: string,
  ) {}

  static async open(channel: string, object: string, maxText: MaxText): Promise<PageLab> {
    const app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    const admin = await administrator(app);
    const api = await PageApiServer.open({ ...OURS, object, maxText, nowMs: () => Date.now() });
    const { body } = await admin.post<{ id: string }>('/inboxes', {
      channel,
      name: 'Our page',
      settings: { ...OURS, verifyToken: 'let me in', apiUrl: api.url, humanAgent: true },
    });
    api.webhookUrl = `${app.url}/hooks/meta/${body.id}`;
    // What the check compares is the public address.
    api.callback = `${app.config.publicUrl}/hooks/meta/${body.id}`;
    return new PageLab(app, admin, api, body.id);
  }

  calm(): void {
    this.api.sent.length = 0;
    Object.assign(this.api, { humanAgent: false, tellsNames: true });
    Object.assign(this.api.modes, { repeats: 1, reversed: false, loseEvery: 0, receiptsFirst: false });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.api.close();
  }

  somebody(): Customer {
    this.people += 1;
    return { id: `77000${this.people}`, name: `Ana ${this.people}` };
  }

  async brought(): Promise<void> {
    await this.api.deliver();
    await this.app.settle();
  }

  async ticketOf(text: string): Promise<string> {
    const [row] = await this.app.db.query<{ ticket_id: string }[]>('select ticket_id from messages where text = $1', [
      text,
    ]);
    return row!.ticket_id;
  }

  async begin(ana: Customer, text = `Hello from ${ana.name}`): Promise<string> {
    this.api.says(ana, text);
    await this.brought();
    return this.ticketOf(text);
  }

  async items(ticketId: string): Promise<Item[]> {
    return (await this.admin.get<{ items: Item[] }>(`/tickets/${ticketId}/messages`)).body.items;
  }

  async one(ticketId: string, id: string): Promise<Item> {
    return (await this.items(ticketId)).find((item) => item.id === id)!;
  }

  reply(ticketId: string, text: string, more: object = {}) {
    const body = { kind: 'reply', text, ...more };
    return this.admin.post<{ id: string; code?: string; detail?: string }>(`/tickets/${ticketId}/messages`, body);
  }

  async upload(name: string, type: string, content: Buffer = PNG): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), name);
    return (await this.admin.post<{ id: string }>('/attachments', form)).body.id;
  }

  /** The customer has been silent for so long, for us and for Meta. */
  async silence(ana: Customer, ticketId: string, hours: number): Promise<void> {
    this.api.silence(ana, hours);
    await this.app.db.query(`update messages set at = at - make_interval(hours => $2) where ticket_id = $1`, [
      ticketId,
      hours,
    ]);
  }

  quarantined(): Promise<object[]> {
    return this.app.db.query(`select reason from envelopes where state = 'quarantined' and inbox_id = $1`, [
      this.inboxId,
    ]);
  }
}
