import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { SendLater } from '../contract.js';

/** About one a second in a chat, twenty a minute in a group. The line's own budget is part of its abilities. */
const CHAT_MS = 1_000;
const GROUP_MS = 3_000;
const FORGET_AFTER = 10_000;

/**
 * When the next message to a chat may leave. Kept by each process for itself: the messages of one conversation are sent one
 * after the other, and what slips through is told off by a 429, which is honoured.
 */
@Injectable()
export class TelegramPace {
  private readonly next = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Takes the chat's turn, or throws when it will come. */
  take(lineId: string, chatId: string): void {
    const key = `${lineId} ${chatId}`;
    const now = this.clock.millis();
    const free = this.next.get(key) ?? 0;
    if (free > now) throw new SendLater('It waits for its turn in this chat.', free - now);
    this.next.set(key, now + (chatId.startsWith('-') ? GROUP_MS : CHAT_MS));
    if (this.next.size > FORGET_AFTER) this.forget(now);
  }

  private forget(now: number): void {
    for (const [key, free] of this.next) if (free <= now) this.next.delete(key);
  }
}
