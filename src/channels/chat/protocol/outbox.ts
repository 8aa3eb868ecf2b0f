import type { Attachment, ChatError, OutgoingMessage } from './protocol.js';
import type { ChatStorage } from './storage.js';

export interface WaitingMessage {
  clientId: string;
  text: string;
  attachments: Attachment[];
  /** Position among the waiting ones, near the time it was written; ties go by `clientId`. */
  order: number;
  /** `refused` stays until the visitor changes or discards it: sending it again cannot help. */
  state: 'waiting' | 'sending' | 'refused';
  attempts: number;
  error?: ChatError;
}

/**
 * What was said and is not yet acknowledged, kept on the device in the order it was said. An entry leaves only when
 * the server has it or the visitor discards it.
 */
export class Outbox {
  private entries: WaitingMessage[] = [];
  private lastOrder = 0;

  constructor(
    private readonly storage: ChatStorage,
    private readonly prefix: string,
  ) {}

  /** What an earlier page, or another tab, left unsent. */
  async load(): Promise<void> {
    const stored = await this.storage.list(this.prefix).catch(() => []);
    const known = new Set(this.entries.map((e) => e.clientId));
    for (const value of stored) {
      const entry = parse(value);
      if (entry && !known.has(entry.clientId)) this.entries.push(entry);
    }
    this.sort();
  }

  add(message: { clientId: string; text: string; attachments: Attachment[] }, now: number): Promise<void> {
    const order = Math.max(now, this.lastOrder + 1);
    this.lastOrder = order;
    const entry: WaitingMessage = { ...message, order, state: 'waiting', attempts: 0 };
    this.entries.push(entry);
    this.sort();
    return this.keep(entry);
  }

  /** The oldest that may be sent. Only one is under way at a time: that keeps their order. */
  next(): WaitingMessage | undefined {
    return this.entries.find((e) => e.state !== 'refused');
  }

  sending(clientId: string): void {
    this.change(clientId, (e) => (e.state = 'sending'));
  }

  /** Back in line, in its old place and with its old id. */
  again(clientId: string): void {
    this.change(clientId, (e) => {
      e.state = 'waiting';
      e.attempts += 1;
      delete e.error;
    });
  }

  refuse(clientId: string, error: ChatError): void {
    this.change(clientId, (e) => {
      e.state = 'refused';
      e.error = error;
    });
  }

  /** The server has it, or the visitor took it back. */
  async settle(clientId: string): Promise<void> {
    this.entries = this.entries.filter((e) => e.clientId !== clientId);
    await this.storage.remove(this.prefix + clientId).catch(() => undefined);
  }

  get(clientId: string): WaitingMessage | undefined {
    return this.entries.find((e) => e.clientId === clientId);
  }

  get list(): readonly WaitingMessage[] {
    return this.entries.map((e) => ({ ...e }));
  }

  static outgoing(entry: WaitingMessage): OutgoingMessage {
    return {
      clientId: entry.clientId,
      text: entry.text,
      ...(entry.attachments.length > 0 && { attachments: entry.attachments.map((a) => a.id) }),
    };
  }

  private change(clientId: string, apply: (entry: WaitingMessage) => void): void {
    const entry = this.get(clientId);
    if (entry) apply(entry);
  }

  // A browser may refuse to store (private mode, quota): the message then lives as long as the page.
  private keep(entry: WaitingMessage): Promise<void> {
    return this.storage.write(this.prefix + entry.clientId, JSON.stringify(entry)).catch(() => undefined);
  }

  private sort(): void {
    this.entries.sort((a, b) => a.order - b.order || (a.clientId < b.clientId ? -1 : 1));
    this.lastOrder = Math.max(this.lastOrder, this.entries.at(-1)?.order ?? 0);
  }
}

function parse(value: string): WaitingMessage | undefined {
  try {
    const entry = JSON.parse(value) as WaitingMessage;
    const whole =
      typeof entry.clientId === 'string' && typeof entry.text === 'string' && typeof entry.order === 'number';
    if (!whole) return undefined;
    return { ...entry, attachments: entry.attachments ?? [], state: 'waiting', attempts: 0, error: undefined };
  } catch {
    return undefined;
  }
}
