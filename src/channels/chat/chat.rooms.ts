import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { Logs } from '../../platform/telemetry/logs.js';
import { InboxesService } from '../inboxes.service.js';
import type { ServerEventName, ServerEvents } from './protocol/protocol.js';
import type { Visitor } from './visitor.entity.js';

export const room = {
  inbox: (id: string): string => `inbox:${id}`,
  visitor: ({ inboxId, identityKey }: Visitor): string => `visitor:${inboxId}:${identityKey}`,
  conversation: (id: string): string => `conversation:${id}`,
  /** Every device of somebody whom a room of ours vouches for. */
  guest: (account: string): string => `guest:${account}`,
};

export type Told = { [K in ServerEventName]: { event: K; data: ServerEvents[K] } }[ServerEventName];

/** Tells visitors, by whatever they are connected with. All of it may be lost: whoever sees a gap in `seq` asks. */
@Injectable()
export class ChatRooms {
  private readonly log = Logs.for('chat');
  private namespace: Namespace | undefined;
  /** Long polls of this process. Those of others look into the database every few seconds. */
  private readonly polls = new EventEmitter().setMaxListeners(0);

  constructor(private readonly inboxes: InboxesService) {}

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  tell<K extends ServerEventName>(
    to: string,
    event: K,
    data: ServerEvents[K],
    { except, volatile = false }: { except?: string; volatile?: boolean } = {},
  ): void {
    this.polls.emit(to, { event, data });
    if (!this.namespace) return;
    const target = except ? this.namespace.to(to).except(except) : this.namespace.to(to);
    (volatile ? target.volatile : target).emit(event, data);
  }

  /** From now on what is said in the conversation reaches every device of the visitor. */
  bind(visitor: Visitor, conversationId: string): void {
    this.namespace?.in(room.visitor(visitor)).socketsJoin(room.conversation(conversationId));
  }

  listen(rooms: readonly string[], hear: (told: Told) => void): () => void {
    for (const name of rooms) this.polls.on(name, hear);
    return () => {
      for (const name of rooms) this.polls.off(name, hear);
    };
  }

  dropGuest(account: string): void {
    this.namespace?.in(room.guest(account)).disconnectSockets(true);
  }

  /** Rooms of this process that belong to inboxes with somebody in them. */
  get inboxIds(): string[] {
    const rooms = [...(this.namespace?.adapter.rooms.keys() ?? [])];
    return rooms.filter((name) => name.startsWith('inbox:')).map((name) => name.slice('inbox:'.length));
  }

  /** A line that was paused or deleted takes no more messages: its visitors learn it at once. */
  dropClosed(): void {
    this.inboxes.activeLines('chat').then(
      (lines) => {
        const open = new Set(lines.map((line) => line.id));
        for (const id of this.inboxIds) if (!open.has(id)) this.namespace?.in(room.inbox(id)).disconnectSockets(true);
      },
      (error: unknown) => this.log.warn({ err: error }, 'closed lines were not looked for'),
    );
  }
}
