import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatClient } from '../channels/chat/protocol/chat.client.js';
import type { ChatState } from '../channels/chat/protocol/chat.state.js';
import type { Attachment, ChatMessage } from '../channels/chat/protocol/protocol.js';

const HELP = `/file <path>      send a file        /email <address>  answers by e-mail when you leave
/rate <1-5> […]   rate the chat      /earlier          show what was said before
/end              end the chat       /quit             leave`;

/** What is not sent by then stays in the store, if there is one. */
const GIVE_UP_MS = 60_000;

export interface TerminalOptions {
  server: string;
  json: boolean;
  /** How long to wait for answers once the input has ended. */
  waitMs: number;
  input: NodeJS.ReadableStream;
  write: (text: string) => void;
}

/** A chat in a terminal: lines that are typed are said, what is said is printed, one line each. */
export class ChatTerminal {
  private readonly shown = new Set<number>();
  private status = '';
  private typing: string | null = null;

  constructor(
    private readonly client: ChatClient,
    private readonly options: TerminalOptions,
  ) {}

  /** Until the input ends or the person leaves. False where something could not be sent. */
  async run(): Promise<boolean> {
    this.client.subscribe((state) => this.show(state));
    await this.client.start();
    const lines = createInterface({ input: this.options.input, terminal: false });
    for await (const line of lines) {
      if (line.trim() === '/quit') break;
      if (line.trim() !== '') await this.entered(line).catch((error: Error) => this.note(error.message));
    }
    lines.close();
    const sent = await this.drained();
    this.client.stop();
    return sent;
  }

  private async entered(line: string): Promise<void> {
    const [command = '', ...rest] = line.trim().split(/\s+/);
    const words = rest.join(' ');
    // What is asked of a conversation comes after what was said in it.
    if (/^\/(end|email|rate|earlier|file)$/.test(command)) await this.sent();
    switch (command) {
      case '/help':
        return this.note(HELP);
      case '/earlier':
        return this.client.loadEarlier();
      case '/end':
        return this.acknowledged(await this.client.end());
      case '/email':
        return this.acknowledged(await this.client.contact(words), `Answers go to ${words} when you leave.`);
      case '/rate':
        return this.acknowledged(await this.client.rate(Number(rest[0]), rest.slice(1).join(' ')), 'Thank you.');
      case '/file':
        await this.client.send('', [await this.upload(words)]);
        return;
      default:
        await this.client.send(line);
    }
  }

  private acknowledged(ack: { ok: true } | { ok: false; error: { message: string } }, done = ''): void {
    if (!ack.ok) this.note(ack.error.message);
    else if (done) this.note(done);
  }

  private async upload(path: string): Promise<Attachment> {
    const form = new FormData();
    form.append('file', new Blob([await readFile(path)]), basename(path));
    const response = await fetch(`${this.options.server}/api/v1/chat/attachments`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.client.visitorToken ?? ''}` },
      body: form,
    });
    if (!response.ok) throw new Error(`The file was refused (${response.status}).`);
    return (await response.json()) as Attachment;
  }

  private show(state: ChatState): void {
    this.showStatus(state);
    for (const message of state.messages) {
      if (this.shown.has(message.seq)) continue;
      this.shown.add(message.seq);
      this.showMessage(message);
    }
    if (state.typing !== this.typing) {
      this.typing = state.typing;
      if (state.typing !== null) this.note(`${state.typing || 'Somebody'} is writing …`);
    }
  }

  private showStatus({ connection, team, waiting, ended, refusal }: ChatState): void {
    const refused = waiting.find((w) => w.state === 'refused');
    const texts: Record<ChatState['connection'], string> = {
      stopped: '',
      connecting: '',
      online: team
        ? `${team.name}: ${team.online ? 'somebody is here' : 'nobody is here now, answers come later'}. /help shows what else you can do.`
        : '',
      waiting: 'No connection. What you write waits and is sent in order.',
      refused: `This chat is not available: ${refusal?.message ?? ''}`,
    };
    const text = ended
      ? 'The chat rests. Write to go on, or /rate it.'
      : refused
        ? `Not sent: ${refused.error?.message ?? ''}`
        : texts[connection];
    if (text === '' || text === this.status) return;
    this.status = text;
    this.note(text);
  }

  private showMessage(message: ChatMessage): void {
    if (this.options.json) return this.options.write(`${JSON.stringify(message)}\n`);
    if (message.from.kind === 'system' && message.text === '') return;
    const files = message.attachments.map((a) => `[${clean(a.name)} ${new URL(a.url, this.options.server).href}]`);
    const who = message.from.kind === 'visitor' ? 'you' : message.from.name || message.from.kind;
    this.options.write(
      `${message.at.slice(11, 16)} ${clean(who)}: ${[clean(message.text), ...files].filter(Boolean).join(' ')}\n`,
    );
  }

  private note(text: string): void {
    if (!this.options.json) this.options.write(`  ${text}\n`);
  }

  private async sent(): Promise<void> {
    const done = ({ connection, waiting }: ChatState): boolean =>
      connection === 'refused' || (connection === 'online' && waiting.every((w) => w.state === 'refused'));
    const over = performance.now() + GIVE_UP_MS;
    while (!done(this.client.state) && performance.now() < over) await pause(50);
  }

  /** Until everything that was said is with the server, or refused; then a while for the answers. */
  private async drained(): Promise<boolean> {
    await this.sent();
    await pause(this.options.waitMs);
    return this.client.state.waiting.length === 0;
  }
}

/** What strangers say must not move the cursor or repaint the terminal. */
const clean = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\n' ? '\n      ' : c === '\t' ? ' ' : '·'));
