import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, Update, User } from '../bot-api.types.js';
import { reading, type Called } from './request-body.js';

export interface SentMessage {
  method: string;
  chatId: string;
  messageId: number;
  text: string;
  replyTo?: number;
  file?: { name: string; type: string; size: number };
}

/** How badly it behaves. Telegram repeats what it is not told that we have, and answers may be lost on their way. */
export interface Modes {
  /** Each update comes so often … */
  repeats: number;
  /** … and the last comes first. */
  reversed: boolean;
  /** Of every so many sends one is taken, and its answer lost; 0: none. */
  loseEvery: number;
  /** So many calls are turned away first, to come again after so many seconds. */
  busy: number;
  retryAfter: number;
}

const GOOD: Modes = { repeats: 1, reversed: false, loseEvery: 0, busy: 0, retryAfter: 1 };
/** Every webhook five times and turned round, a third of the answers lost. */
export const WORST: Modes = { ...GOOD, repeats: 5, reversed: true, loseEvery: 3 };
const MAX_DOWNLOAD = 20 * 1024 * 1024;
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const GIVES_UP_AFTER = 5;

class No extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: object,
  ) {
    super(description);
  }
}

interface Kept {
  path: string;
  type: string;
  content: Buffer;
}

/**
 * Plays https://core.telegram.org/bots/api for one bot, from what its page says: the calls that we make, the webhook with
 * its secret, repeats until it is answered 2xx, and the errors. It knows nothing of what is behind the webhook.
 */
export class BotApiServer {
  readonly sent: SentMessage[] = [];
  readonly answered: string[] = [];
  readonly modes: Modes = { ...GOOD };
  webhook: { url: string; secret: string; allowed: string[] } = { url: '', secret: '', allowed: [] };
  private readonly files = new Map<string, Kept>();
  private readonly blocked = new Set<string>();
  private readonly moved = new Map<string, number>();
  private pending: Update[] = [];
  private lastError: { date: number; message: string } | undefined;
  private counts = { update: 700_000_000, message: 0, file: 0, sends: 0 };

  private constructor(
    private readonly server: Server,
    readonly token: string,
    private readonly nowMs: () => number,
    private readonly tell: (sent: SentMessage) => void,
  ) {}

  static async open(options: {
    token: string;
    port?: number;
    nowMs: () => number;
    tell?: (sent: SentMessage) => void;
  }): Promise<BotApiServer> {
    const server = createServer((request, response) => void bot.take(request, response));
    const bot = new BotApiServer(server, options.token, options.nowMs, options.tell ?? (() => undefined));
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(options.port ?? 0, '127.0.0.1', done);
    });
    return bot;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  /** Somebody writes to the bot, in a chat of their own unless `more` says otherwise. */
  says(from: User, text: string, more: Partial<Message> = {}): Message {
    const message: Message = {
      message_id: (this.counts.message += 1),
      from,
      chat: { id: from.id, type: 'private' },
      date: Math.floor(this.nowMs() / 1000),
      ...(text && { text }),
      ...more,
    };
    this.queue({ message });
    return message;
  }

  edits(message: Message, text: string): void {
    const kind = message.caption === undefined ? 'text' : 'caption';
    this.queue({ edited_message: { ...message, [kind]: text, edit_date: Math.floor(this.nowMs() / 1000) } });
  }

  presses(from: User, message: Message, data: string): void {
    this.counts.file += 1;
    this.queue({ callback_query: { id: `press-${this.counts.file}`, from, message, data } });
  }

  blocks(from: User): void {
    this.blocked.add(String(from.id));
    this.queue({
      my_chat_member: { chat: { id: from.id, type: 'private' }, from, new_chat_member: { status: 'kicked' } },
    });
  }

  letsIn(from: User): void {
    this.blocked.delete(String(from.id));
    this.queue({
      my_chat_member: { chat: { id: from.id, type: 'private' }, from, new_chat_member: { status: 'member' } },
    });
  }

  /** A group becomes a supergroup: it has another id from now on. */
  grows(message: Message, to: number): void {
    this.moved.set(String(message.chat.id), to);
    const { text: _, ...service } = message;
    this.queue({ message: { ...service, message_id: (this.counts.message += 1), migrate_to_chat_id: to } });
  }

  /** A file that somebody may send: what it is called afterwards. */
  keep(content: Buffer, path: string, type: string): { file_id: string; file_size: number; mime_type: string } {
    const id = `file-${(this.counts.file += 1)}`;
    this.files.set(id, { path: `documents/${id}/${path}`, type, content });
    return { file_id: id, file_size: content.length, mime_type: type };
  }

  /** Brings what waits to the webhook, as often as the mode says. What is not answered 2xx waits on. */
  async deliver(): Promise<void> {
    const batch = this.modes.reversed ? this.pending.toReversed() : this.pending;
    this.pending = [];
    for (let round = 0; round < this.modes.repeats; round += 1) {
      await Promise.all(batch.map((update) => this.bring(update)));
    }
  }

  private queue(what: Omit<Update, 'update_id'>): void {
    if (this.webhook.allowed.length > 0 && !Object.keys(what).some((kind) => this.webhook.allowed.includes(kind)))
      return;
    this.pending.push({ update_id: (this.counts.update += 1), ...what });
  }

  private async bring(update: Update, attempt = 1): Promise<void> {
    if (!this.webhook.url) {
      this.pending.push(update);
      return;
    }
    const response = await fetch(this.webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': this.webhook.secret },
      body: JSON.stringify(update),
    }).catch((error: Error) => error);
    if (response instanceof Response && response.ok) return this.callIn(await response.text());
    const message =
      response instanceof Response ? `Wrong response from the webhook: ${response.status}` : response.message;
    this.lastError = { date: Math.floor(this.nowMs() / 1000), message };
    if (attempt < GIVES_UP_AFTER) return this.bring(update, attempt + 1);
    this.pending.push(update);
  }

  /** The answer to a webhook may be a call. */
  private callIn(body: string): void {
    if (!body.startsWith('{')) return;
    const { method, ...params } = JSON.parse(body) as { method?: string };
    if (method) this.call(method, { params });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, area = '', ...rest] = (request.url ?? '').split('?')[0]!.split('/');
    if (area === 'file') return this.serveFile(rest, response);
    try {
      if (area !== `bot${this.token}`) throw new No(401, 'Unauthorized');
      if (this.modes.busy > 0) {
        this.modes.busy -= 1;
        const parameters = { retry_after: this.modes.retryAfter };
        throw new No(429, `Too Many Requests: retry after ${this.modes.retryAfter}`, parameters);
      }
      const method = rest[0] ?? '';
      const result = this.call(method, await reading(request));
      if (method.startsWith('send') && this.losesThis()) return void request.socket.destroy();
      answer(response, 200, { ok: true, result });
    } catch (error) {
      const { code, description, parameters } = error instanceof No ? error : new No(400, 'Bad Request: unreadable');
      answer(response, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
    }
  }

  private losesThis(): boolean {
    this.counts.sends += 1;
    return this.modes.loseEvery > 0 && this.counts.sends % this.modes.loseEvery === 0;
  }

  private call(method: string, { params, file }: Called): unknown {
    switch (method) {
      case 'getMe':
        return { id: 1, is_bot: true, username: 'simulated_bot', can_read_all_group_messages: false };
      case 'setWebhook':
        return this.setWebhook(params);
      case 'deleteWebhook':
        this.webhook = { url: '', secret: '', allowed: [] };
        return true;
      case 'getWebhookInfo':
        return {
          url: this.webhook.url,
          pending_update_count: this.pending.length,
          ...(this.lastError && {
            last_error_date: this.lastError.date,
            last_error_message: this.lastError.message,
          }),
        };
      case 'answerCallbackQuery':
        this.answered.push(String(params.callback_query_id));
        return true;
      case 'getFile':
        return this.fileOf(String(params.file_id));
      case 'sendMessage':
        return this.send(method, params, String(params.text ?? ''), MAX_TEXT);
      case 'sendPhoto':
      case 'sendDocument':
        if (!file) throw new No(400, 'Bad Request: there is no file in the request');
        return this.send(method, params, String(params.caption ?? ''), MAX_CAPTION, file);
      default:
        throw new No(404, 'Not Found');
    }
  }

  private setWebhook({ url = '', secret_token = '', allowed_updates = [] }: Called['params']): true {
    if (!/^https?:\/\//.test(String(url))) throw new No(400, 'Bad Request: bad webhook: An HTTPS URL must be provided');
    if (!/^[\w-]{1,256}$/.test(String(secret_token))) throw new No(400, 'Bad Request: secret token is not allowed');
    this.webhook = { url: String(url), secret: String(secret_token), allowed: allowed_updates as string[] };
    return true;
  }

  private send(
    method: string,
    params: Called['params'],
    text: string,
    max: number,
    file?: Called['file'],
  ): Pick<Message, 'message_id' | 'chat' | 'date' | 'text'> {
    const chatId = String(params.chat_id);
    const to = this.moved.get(chatId);
    if (to !== undefined) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new No(400, description, { migrate_to_chat_id: to });
    }
    if (this.blocked.has(chatId)) throw new No(403, 'Forbidden: bot was blocked by the user');
    if (!/^-?\d+$/.test(chatId)) throw new No(400, 'Bad Request: chat not found');
    if (!text && !file) throw new No(400, 'Bad Request: message text is empty');
    if (text.length > max) throw new No(400, 'Bad Request: message is too long');
    const reply = params.reply_parameters as { message_id?: number } | undefined;
    const sent: SentMessage = {
      method,
      chatId,
      messageId: (this.counts.message += 1),
      text,
      ...(reply?.message_id !== undefined && { replyTo: reply.message_id }),
      ...(file && { file: { name: file.name, type: file.type, size: file.content.length } }),
    };
    this.sent.push(sent);
    this.tell(sent);
    const type = chatId.startsWith('-') ? 'group' : 'private';
    return {
      message_id: sent.messageId,
      chat: { id: Number(chatId), type },
      date: Math.floor(this.nowMs() / 1000),
      text,
    };
  }

  private fileOf(id: string): object {
    const file = this.files.get(id);
    if (!file) throw new No(400, 'Bad Request: invalid file_id');
    if (file.content.length > MAX_DOWNLOAD) throw new No(400, 'Bad Request: file is too big');
    return { file_id: id, file_size: file.content.length, file_path: file.path };
  }

  private serveFile([bot = '', ...path]: string[], response: ServerResponse): void {
    const wanted = path.map(decodeURIComponent).join('/');
    const file = [...this.files.values()].find((one) => one.path === wanted);
    if (bot !== `bot${this.token}` || !file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type }).end(file.content);
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
