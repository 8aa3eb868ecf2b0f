import { Injectable } from '@nestjs/common';
import { ChatRooms, room, type Told } from './chat.rooms.js';
import { ConversationReader } from './conversation.reader.js';
import type { Visitor } from './visitor.entity.js';

export const MAX_WAIT_SECONDS = 25;
/** What another process committed is noticed by looking. */
const LOOK_EVERY_MS = 2_000;
/** Visitors whose marks are remembered; for one who is forgotten a mark may come late, with the next that is told. */
const MOST_KNOWN = 20_000;
/** What happens together is told together. */
const GATHER_MS = 15;

/** The long poll: answers as soon as there is something new, or empty when the time is over. */
@Injectable()
export class ChatPolls {
  /** How far each visitor's polls know that the team has read: what is told between two polls reaches nobody. */
  private readonly known = new Map<string, number>();

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
        const now = await this.reader.threadOf(visitor);
        const { messages, more } = now ? await this.reader.after(now.id, after) : { messages: [], more: false };
        this.addMark(visitor, now?.conversation.teamReadSeq ?? 0, heard);
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

  private addMark(visitor: Visitor, seq: number, heard: Told[]): void {
    const key = room.visitor(visitor);
    const before = this.known.get(key);
    if (before === seq) return;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, seq);
    const isTold = heard.some((told) => told.event === 'read' && told.data.seq >= seq);
    // The first poll follows upon a session, which said how far it was.
    if (before !== undefined && seq > before && !isTold) heard.push({ event: 'read', data: { seq } });
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
