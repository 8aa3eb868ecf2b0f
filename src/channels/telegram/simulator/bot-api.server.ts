import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, GOOD, SimulatedProvider, type Modes } from '../../simulated-provider.js';
import type { Chat, Message, Update, User } from '../bot-api.types.js';
import { reading, type Called } from './request-body.js';

export interface SentMessage {
  method: string;
  chatId: string;
  messageId: number;
  text: string;
  replyTo?: number;
  file?: { name: string; type: string; size: number };
}

/** Beside the usual: Telegram repeats what it is not told that we have, and turns away who is too fast. */
interface Busy extends Modes {
  /** So many calls are turned away first, to come again after so many seconds. */
  busy: number;
  retryAfter: number;
}

const MAX_DOWNLOAD = 20 * 1024 * 1024;
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;

/** A channel, its administrators, and the group where its readers talk. */
export interface SimulatedChannel {
  id: number;
  username?: string;
  title: string;
  /** What the bot is there. */
  bot: 'administrator' | 'member' | 'left';
  discussion: Chat;
}

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
export class BotApiServer extends SimulatedProvider<Busy, Update> {
  readonly sent: SentMessage[] = [];
  readonly answered: string[] = [];
  webhook: { url: string; secret: string; allowed: string[] } = { url: '', secret: '', allowed: [] };
  private readonly files = new Map<string, Kept>();
  private readonly blocked = new Set<string>();
  private readonly moved = new Map<string, number>();
  readonly channels: SimulatedChannel[] = [];
  private lastError: { date: number; message: string } | undefined;
  private counts = { update: 700_000_000, message: 0, file: 0 };

  private constructor(
    readonly token: string,
    private readonly nowMs: () => number,
    private readonly tell: (sent: SentMessage) => void,
  ) {
    super({ ...GOOD, busy: 0, retryAfter: 1 });
  }

  static open(options: {
    token: string;
    port?: number;
    nowMs: () => number;
    tell?: (sent: SentMessage) => void;
  }): Promise<BotApiServer> {
    return new BotApiServer(options.token, options.nowMs, options.tell ?? (() => undefined)).listen(options.port);
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

  /** What Telegram does with a post: it stands in the discussion group too, where readers answer it. */
  forwarded(post: SentMessage): Message {
    const channel = this.channels.find(({ id }) => id === Number(post.chatId))!;
    const { id, username, title, discussion } = channel;
    const chat: Chat = { id, type: 'channel', title, ...(username && { username }) };
    return this.says({ id: 777_000, first_name: 'Telegram' }, post.text, {
      chat: discussion,
      is_automatic_forward: true,
      forward_origin: { type: 'channel', chat, message_id: post.messageId },
    });
  }

  /** Somebody says something under a post. */
  comments(from: User, text: string, forwarded: Message): Message {
    const { message_id, text: posted, is_automatic_forward, forward_origin, chat } = forwarded;
    const reply_to_message = { message_id, text: posted, is_automatic_forward, forward_origin };
    return this.says(from, text, { chat, message_thread_id: message_id, reply_to_message });
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

  private queue(what: Omit<Update, 'update_id'>): void {
    if (this.webhook.allowed.length > 0 && !Object.keys(what).some((kind) => this.webhook.allowed.includes(kind)))
      return;
    this.pending.push({ update_id: (this.counts.update += 1), ...what });
  }

  /** What is not answered 2xx waits on. */
  protected async bring(update: Update): Promise<void> {
    if (!this.webhook.url) {
      this.pending.push(update);
      return;
    }
    const secret = { 'x-telegram-bot-api-secret-token': this.webhook.secret };
    const response = await this.post(this.webhook.url, secret, JSON.stringify(update));
    if (response instanceof Response && response.ok) return this.callIn(await response.text());
    const message =
      response instanceof Response ? `Wrong response from the webhook: ${response.status}` : response.message;
    this.lastError = { date: Math.floor(this.nowMs() / 1000), message };
    this.pending.push(update);
  }

  /** The answer to a webhook may be a call. */
  private callIn(body: string): void {
    if (!body.startsWith('{')) return;
    const { method, ...params } = JSON.parse(body) as { method?: string };
    if (method) this.call(method, { params });
  }

  protected async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
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
      answerJson(response, 200, { ok: true, result });
    } catch (error) {
      const { code, description, parameters } = error instanceof No ? error : new No(400, 'Bad Request: unreadable');
      answerJson(response, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
    }
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
      case 'getChat':
        return this.chatOf(params);
      case 'getChatMember':
        return this.memberOf(params);
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
    const channel = this.channelOf(params);
    if (channel && channel.bot !== 'administrator') {
      throw new No(403, 'Forbidden: bot is not a member of the channel chat');
    }
    const chatId = String(channel?.id ?? params.chat_id);
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
    const type = channel ? 'channel' : chatId.startsWith('-') ? 'group' : 'private';
    return {
      message_id: sent.messageId,
      chat: { id: Number(chatId), type, ...(channel?.username && { username: channel.username }) },
      date: Math.floor(this.nowMs() / 1000),
      text,
    };
  }

  private channelOf({ chat_id: id }: Called['params']): SimulatedChannel | undefined {
    return this.channels.find((one) => String(one.id) === String(id) || `@${one.username}` === id);
  }

  private chatOf(params: Called['params']): Chat {
    const channel = this.channelOf(params);
    if (!channel) throw new No(400, 'Bad Request: chat not found');
    return { id: channel.id, type: 'channel', title: channel.title };
  }

  private memberOf(params: Called['params']): object {
    const bot = this.channelOf(params)?.bot;
    if (!bot) throw new No(400, 'Bad Request: chat not found');
    return { status: bot, ...(bot === 'administrator' && { can_post_messages: true }) };
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
