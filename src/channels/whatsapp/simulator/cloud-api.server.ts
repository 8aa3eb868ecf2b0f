import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { randomToken } from '../../../platform/crypto/tokens.js';
import { signatureOf } from '../../meta/signature.js';
import type { ListedTemplate } from '../templates.rules.js';
import type { Contact, Message, Status, Value } from '../webhook.types.js';

export interface Customer {
  /** A number without `+`; missing where it is hidden behind a user name. */
  wa_id?: string;
  user_id?: string;
  name: string;
}

export interface SentMessage {
  id: string;
  to: string;
  type: string;
  body: Record<string, unknown>;
}

export interface Modes {
  /** Each webhook comes so often … */
  repeats: number;
  /** … and the last comes first. */
  reversed: boolean;
  /** Of every so many sends one is taken, and its answer lost; 0: none. */
  loseEvery: number;
  /** Statuses come before the send is answered. */
  statusFirst: boolean;
}

const GOOD: Modes = { repeats: 1, reversed: false, loseEvery: 0, statusFirst: false };
/** Every webhook five times and turned round, a third of the answers lost, statuses first. */
export const WORST: Modes = { repeats: 5, reversed: true, loseEvery: 3, statusFirst: true };

const WINDOW_MS = 24 * 3_600_000;
const GIVES_UP_AFTER = 5;

class No extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Options {
  port?: number;
  token: string;
  appSecret: string;
  phoneNumberId: string;
  accountId: string;
  nowMs: () => number;
  tell?: (sent: SentMessage) => void;
}

/**
 * Plays Meta's Cloud API for one number: the calls that we make, webhooks with their signature over bytes in which
 * everything that is not ASCII is escaped, bundles, repeats, the 24 hours and the errors. It knows nothing of us.
 */
export class CloudApiServer {
  readonly sent: SentMessage[] = [];
  readonly modes: Modes = { ...GOOD };
  templates: ListedTemplate[] = [];
  webhookUrl = '';
  subscribed = false;
  private readonly media = new Map<string, { type: string; content: Buffer }>();
  private readonly lastFrom = new Map<string, number>();
  private readonly unreachable = new Set<string>();
  private pending: Buffer[] = [];
  private sends = 0;

  private constructor(
    private readonly server: Server,
    private readonly options: Options,
  ) {}

  static async open(options: Options): Promise<CloudApiServer> {
    const server = createServer((request, response) => void api.take(request, response));
    const api = new CloudApiServer(server, options);
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(options.port ?? 0, '127.0.0.1', done);
    });
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  /** A customer writes. What the message holds beside its text is given as the API has it. */
  says(customer: Customer, text: string, more: Partial<Message> = {}): string {
    const id = `wamid.${randomToken().slice(0, 24)}`;
    const message: Message = {
      id,
      ...(customer.wa_id && { from: customer.wa_id }),
      ...(customer.user_id && { from_user_id: customer.user_id }),
      timestamp: String(Math.floor(this.options.nowMs() / 1000)),
      type: 'text',
      ...(text && { text: { body: text } }),
      ...more,
    };
    for (const key of [customer.wa_id, customer.user_id]) if (key) this.lastFrom.set(key, this.options.nowMs());
    this.bring('messages', { contacts: [contactOf(customer)], messages: [message] });
    return id;
  }

  /** Somebody writes in the app on the company's phone. */
  typesOnPhone(to: Customer, text: string): string {
    const id = `wamid.${randomToken().slice(0, 24)}`;
    const echo: Message = {
      id,
      from: '551130000000',
      to: to.wa_id,
      timestamp: '1',
      type: 'text',
      text: { body: text },
    };
    this.bring('smb_message_echoes', { message_echoes: [echo] });
    return id;
  }

  status(of: SentMessage, status: string, more: Partial<Status> = {}): void {
    const ours = of.body.biz_opaque_callback_data as string | undefined;
    const one: Status = {
      id: of.id,
      status,
      recipient_id: of.to,
      ...(ours && { biz_opaque_callback_data: ours }),
      ...more,
    };
    this.bring('messages', { statuses: [one] });
  }

  /** Time passes: nobody has written for so long. */
  silence(customer: Customer, hours: number): void {
    for (const key of [customer.wa_id, customer.user_id]) {
      if (key) this.lastFrom.set(key, this.options.nowMs() - hours * 3_600_000);
    }
  }

  leaves(customer: Customer): void {
    for (const key of [customer.wa_id, customer.user_id]) if (key) this.unreachable.add(key);
  }

  keep(content: Buffer, type: string): { id: string; mime_type: string } {
    const id = `media-${this.media.size + 1}`;
    this.media.set(id, { type, content });
    return { id, mime_type: type };
  }

  async deliver(): Promise<void> {
    const batch = this.modes.reversed ? this.pending.toReversed() : this.pending;
    this.pending = [];
    for (let round = 0; round < this.modes.repeats; round += 1) {
      await Promise.all(batch.map((body) => this.post(body)));
    }
  }

  /** The bytes of a webhook, as Meta writes and signs them. */
  webhookOf(field: string, value: Value): Buffer {
    const metadata = { display_phone_number: '551130000000', phone_number_id: this.options.phoneNumberId };
    const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }];
    const webhook = { object: 'whatsapp_business_account', entry: [{ id: this.options.accountId, changes }] };
    return Buffer.from(escaped(JSON.stringify(webhook)));
  }

  private bring(field: string, value: Value): void {
    this.pending.push(this.webhookOf(field, value));
  }

  private async post(body: Buffer, attempt = 1): Promise<void> {
    if (!this.webhookUrl) return;
    const response = await fetch(this.webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signatureOf(body, this.options.appSecret),
      },
      body: new Uint8Array(body),
    }).catch(() => undefined);
    if (!response?.ok && attempt < GIVES_UP_AFTER) await this.post(body, attempt + 1);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.headers.authorization !== `Bearer ${this.options.token}`) {
        throw new No(401, 190, 'Invalid OAuth access token');
      }
      const [path = ''] = (request.url ?? '').slice(1).split('?');
      const media = this.media.get(path.replace(/^files\//, ''));
      if (path.startsWith('files/') && media) {
        return void response.writeHead(200, { 'content-type': media.type }).end(media.content);
      }
      const result = await this.call(request, path);
      if (result === LOST) return void request.socket.destroy();
      answer(response, 200, result);
    } catch (error) {
      const { status, code, message } = error instanceof No ? error : new No(400, 100, 'Invalid parameter');
      answer(response, status, { error: { message, code, type: 'OAuthException' } });
    }
  }

  private async call(request: IncomingMessage, path: string): Promise<object> {
    const { phoneNumberId, accountId } = this.options;
    const isPost = request.method === 'POST';
    if (isPost && path === `${phoneNumberId}/messages`) return this.send(await jsonOf(request));
    if (isPost && path === `${phoneNumberId}/media`) return this.upload(request);
    if (path === phoneNumberId) {
      return { display_phone_number: '+55 11 3000-0000', verified_name: 'Simulated', quality_rating: 'GREEN' };
    }
    if (path === `${accountId}/message_templates`) return { data: this.templates };
    if (path === `${accountId}/subscribed_apps`) {
      if (isPost) this.subscribed = true;
      return isPost ? { success: true } : { data: this.subscribed ? [{ id: '1' }] : [] };
    }
    const media = this.media.get(path);
    if (!media) throw new No(400, 100, 'Unsupported get request. Object does not exist');
    return { url: `${this.url}/files/${path}`, mime_type: media.type, id: path };
  }

  private async send(body: Record<string, unknown>): Promise<object> {
    const to = String(body.to ?? body.recipient ?? '');
    if (body.messaging_product !== 'whatsapp' || !to) throw new No(400, 100, '(#100) Invalid parameter');
    if (this.unreachable.has(to)) throw new No(400, 131026, '(#131026) Message undeliverable');
    const text = (body.text as { body?: string } | undefined)?.body ?? '';
    if (text.length > 4096) throw new No(400, 100, '(#100) Param text.body must be at most 4096 characters');
    const last = this.lastFrom.get(to);
    const open = last !== undefined && this.options.nowMs() - last < WINDOW_MS;
    if (body.type === 'template') this.refuseTemplate(body.template as TemplateCall);
    else if (!open) throw new No(400, 131047, '(#131047) Re-engagement message');
    const sent: SentMessage = { id: `wamid.${randomToken().slice(0, 24)}`, to, type: String(body.type), body };
    this.sent.push(sent);
    this.options.tell?.(sent);
    if (this.modes.statusFirst) {
      this.status(sent, 'delivered');
      this.status(sent, 'sent');
      await this.deliver();
    }
    this.sends += 1;
    if (this.modes.loseEvery > 0 && this.sends % this.modes.loseEvery === 0) return LOST;
    return { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id: sent.id }] };
  }

  private refuseTemplate({ name, language, components = [] }: TemplateCall): void {
    const found = this.templates.find((one) => one.name === name && one.language === language?.code);
    if (!found || found.status !== 'APPROVED')
      throw new No(404, 132001, '(#132001) Template name does not exist in the translation');
    const body = found.components?.find((one) => one.type === 'BODY')?.text ?? '';
    const wanted = new Set([...body.matchAll(/\{\{\w+\}\}/g)].map(String)).size;
    const given = components.find((one) => one.type === 'body')?.parameters?.length ?? 0;
    if (wanted !== given) throw new No(400, 132000, '(#132000) Number of parameters does not match');
  }

  private async upload(request: IncomingMessage): Promise<object> {
    const type = request.headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(await buffer(request)), {
      headers: { 'content-type': type },
    }).formData();
    const file = form.get('file');
    if (!(file instanceof Blob) || form.get('messaging_product') !== 'whatsapp')
      throw new No(400, 100, '(#100) No file');
    return { id: this.keep(Buffer.from(await file.arrayBuffer()), file.type).id };
  }
}

interface TemplateCall {
  name?: string;
  language?: { code?: string };
  components?: { type: string; parameters?: object[] }[];
}

/** Not an answer at all. */
const LOST = {};

const contactOf = ({ name, wa_id, user_id }: Customer): Contact => ({
  profile: { name },
  ...(wa_id && { wa_id }),
  ...(user_id && { user_id }),
});

/** What is not ASCII is escaped before it is signed. */
const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const jsonOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const body = (await buffer(request)).toString('utf8');
  return body ? (JSON.parse(body) as Record<string, unknown>) : {};
};

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
