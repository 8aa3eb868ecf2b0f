import { backoff } from './backoff.js';
import type { Connection } from './connection.js';
import { Outbox, type WaitingMessage } from './outbox.js';
import type { ChatError, ErrorCode, MessageAck } from './protocol.js';
import type { Scheduler } from './transport.js';

export const ACK_WITHIN_MS = 8_000;
/** One lost answer is bad luck; two in a row, and the connection only looks alive. */
const UNANSWERED_BEFORE_RESTART = 2;
/** Sending the same again cannot help. Everything else, also what we do not know, is worth another try. */
const FINAL: readonly ErrorCode[] = ['too_long', 'bad_request', 'closed', 'unauthorized'];

export type Acknowledged = Extract<MessageAck, { ok: true }>;

export interface SenderOptions {
  outbox: Outbox;
  connection: Connection;
  scheduler: Scheduler;
  random: () => number;
  acknowledged: (entry: WaitingMessage, ack: Acknowledged) => Promise<void>;
  changed: () => void;
}

/** Empties the outbox, one message at a time, so that a lost or refused one never lets a later one overtake it. */
export class Sender {
  private running = false;
  private unanswered = 0;
  private cancel: () => void = () => undefined;

  constructor(private readonly options: SenderOptions) {}

  /** The connection is fresh: what was lost before does not count against it. */
  connected(): void {
    this.unanswered = 0;
    void this.pump();
  }

  stop(): void {
    this.cancel();
  }

  async pump(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.cancel();
    const { outbox, connection } = this.options;
    try {
      for (let head = outbox.next(); head && connection.status === 'online'; head = outbox.next()) {
        if (!(await this.deliver(head))) break;
      }
    } finally {
      this.running = false;
    }
  }

  /** Whether the next one may follow at once. */
  private async deliver(entry: WaitingMessage): Promise<boolean> {
    const { outbox, connection, random, changed, acknowledged } = this.options;
    outbox.sending(entry.clientId);
    changed();
    let ack: MessageAck;
    try {
      ack = await connection.request('message', Outbox.outgoing(entry), ACK_WITHIN_MS);
    } catch {
      outbox.again(entry.clientId);
      this.unanswered += 1;
      if (this.unanswered >= UNANSWERED_BEFORE_RESTART) connection.restart();
      return this.later(backoff(entry.attempts, random));
    }
    this.unanswered = 0;
    if (!ack.ok) return this.refused(entry, ack.error);
    await acknowledged(entry, ack);
    return true;
  }

  private refused(entry: WaitingMessage, error: ChatError): boolean {
    const { outbox, changed, random } = this.options;
    if (FINAL.includes(error.code)) {
      outbox.refuse(entry.clientId, error);
      changed();
      return true;
    }
    outbox.again(entry.clientId);
    return this.later(Math.max(error.retryAfter ?? 0, backoff(entry.attempts, random)));
  }

  private later(ms: number): false {
    this.options.changed();
    this.cancel();
    this.cancel = this.options.scheduler.after(ms, () => void this.pump());
    return false;
  }
}
