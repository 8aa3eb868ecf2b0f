import { randomToken } from '../../../platform/crypto/tokens.js';
import {
  fileIn,
  formOf,
  GraphServer,
  jsonOf,
  LOST,
  No,
  type Call,
  type GraphOptions,
} from '../../meta/simulator/graph.server.js';
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

const WINDOW_MS = 24 * 3_600_000;
interface Options extends GraphOptions {
  port?: number;
  phoneNumberId: string;
  accountId: string;
  tell?: (sent: SentMessage) => void;
}

/** Plays Meta's Cloud API for one number: the calls that we make, bundles, the 24 hours and the errors. It knows nothing of us. */
export class CloudApiServer extends GraphServer {
  readonly sent: SentMessage[] = [];
  templates: ListedTemplate[] = [];
  subscribed = false;
  private readonly media = new Map<string, { type: string; content: Buffer }>();
  private readonly lastFrom = new Map<string, number>();
  private readonly unreachable = new Set<string>();

  private constructor(private readonly options: Options) {
    super(options);
  }

  static open(options: Options): Promise<CloudApiServer> {
    return new CloudApiServer(options).listen(options.port);
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
    this.tells('messages', { contacts: [contactOf(customer)], messages: [message] });
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
    this.tells('smb_message_echoes', { message_echoes: [echo] });
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
    this.tells('messages', { statuses: [one] });
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

  /** The bytes of a webhook, as Meta writes and signs them. */
  webhookOf(field: string, value: Value): Buffer {
    const metadata = { display_phone_number: '551130000000', phone_number_id: this.options.phoneNumberId };
    const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }];
    return this.bytesOf({ object: 'whatsapp_business_account', entry: [{ id: this.options.accountId, changes }] });
  }

  protected get product(): string {
    return 'whatsapp_business_account';
  }

  private tells(field: string, value: Value): void {
    this.pending.push(this.webhookOf(field, value));
  }

  protected override file(path: string): { type: string; content: Buffer } | undefined {
    return path.startsWith('files/') ? this.media.get(path.slice('files/'.length)) : undefined;
  }

  protected async call({ method, path, request }: Call): Promise<object> {
    const { phoneNumberId, accountId } = this.options;
    const isPost = method === 'POST';
    if (isPost && path === `${phoneNumberId}/messages`) return this.send(await jsonOf(request));
    if (isPost && path === `${phoneNumberId}/media`) return this.upload(await formOf(request));
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
    if (this.modes.receiptsFirst) {
      this.status(sent, 'delivered');
      this.status(sent, 'sent');
      await this.deliver();
    }
    if (this.losesThis()) return LOST;
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

  private async upload(form: FormData): Promise<object> {
    const file = await fileIn(form, 'file');
    if (!file || form.get('messaging_product') !== 'whatsapp') throw new No(400, 100, '(#100) No file');
    return { id: this.keep(file.content, file.type).id };
  }
}

interface TemplateCall {
  name?: string;
  language?: { code?: string };
  components?: { type: string; parameters?: object[] }[];
}

const contactOf = ({ name, wa_id, user_id }: Customer): Contact => ({
  profile: { name },
  ...(wa_id && { wa_id }),
  ...(user_id && { user_id }),
});
