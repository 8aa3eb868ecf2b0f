import { Injectable } from '@nestjs/common';
import { ChatRooms, room, type Told } from './chat.rooms.js';
import { ConversationReader } from './conversation.reader.js';
import type { Visitor } from './visitor.entity.js';

export const MAX_WAIT_SECONDS = 25;
/** What another process committed is noticed by looking. */
const LOOK_EVERY_MS = 2_000;
/** What happens together is told together. */
const GATHER_MS = 15;

/** The long poll: answers as soon as there is something new, or empty when the time is over. */
@Injectable()
export class ChatPolls {
  constructor(
    private readonly rooms: ChatRooms,
    private readonly reader: ConversationReader,
  ) {}

  async wait(
    visitor: Visitor,
    after: number,
    seconds: number,
    gone: AbortSignal,
  ): Promise<{ events: Told[]; more: boolean }> {
    const heard: Told[] = [];
    const bell = new Bell();
    const thread = await this.reader.threadOf(visitor);
    let conversationId = thread?.id;
    const rooms = [
      room.inbox(visitor.inboxId),
      room.visitor(visitor),
      ...(thread ? [room.conversation(thread.id)] : []),
    ];
    // Listening begins before the first look: what is said in between rings the bell.
    const stop = this.rooms.listen(rooms, (told) => {
      if (told.event !== 'message') heard.push(told);
      bell.ring();
    });
    const over = performance.now() + seconds * 1_000;
    try {
      for (;;) {
        conversationId ??= (await this.reader.threadOf(visitor))?.id;
        const { messages, more } = conversationId
          ? await this.reader.after(conversationId, after)
          : { messages: [], more: false };
        const left = over - performance.now();
        if (messages.length > 0 || heard.length > 0 || left <= 0 || gone.aborted) {
          return { events: [...messages.map((data) => ({ event: 'message', data }) as const), ...heard], more };
        }
        await bell.rung(Math.min(left, LOOK_EVERY_MS), gone);
      }
    } finally {
      stop();
    }
  }
}

class Bell {
  private wake: (() => void) | undefined;
  private rang = false;

  ring(): void {
    this.rang = true;
    this.wake?.();
  }

  async rung(atMostMs: number, gone: AbortSignal): Promise<void> {
    if (!this.rang) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        this.wake = () => {
          clearTimeout(timer);
          setTimeout(resolve, GATHER_MS);
        };
        gone.addEventListener('abort', () => this.wake?.(), { once: true });
      });
    }
    this.rang = false;
    this.wake = undefined;
  }
}
