import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import type { AgentSocket, AgentSocketData } from './agent.socket.js';
import { room } from './rooms.js';

/** Who else looks at a ticket, or types. Held by the sockets themselves: when one is gone, so is what it said. */
@Injectable()
export class Presence {
  private namespace!: Namespace;

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  async moved(socket: AgentSocket, to: string | null): Promise<void> {
    const from = socket.data.viewing;
    socket.data.viewing = to;
    socket.data.typing = false;
    if (from && from !== to) {
      await socket.leave(viewers(from));
      await this.tell(from);
    }
    if (to) {
      await socket.join(viewers(to));
      await this.tell(to);
    }
  }

  async typing(socket: AgentSocket, on: boolean): Promise<void> {
    if (socket.data.typing === on || !socket.data.viewing) return;
    socket.data.typing = on;
    await this.tell(socket.data.viewing);
  }

  left(ticketId: string): Promise<void> {
    return this.tell(ticketId);
  }

  /** Only to those who look at it: presence in a big room grows with the square of its people. */
  private async tell(ticketId: string): Promise<void> {
    const sockets = await this.namespace.in(viewers(ticketId)).fetchSockets();
    const users = new Map<string, { id: string; name: string; typing: boolean }>();
    for (const { data } of sockets as unknown as { data: AgentSocketData }[]) {
      const { id, name } = data.actor;
      if (id) users.set(id, { id, name, typing: data.typing || (users.get(id)?.typing ?? false) });
    }
    this.namespace
      .to([viewers(ticketId), room.ticket(ticketId)])
      .volatile.emit('presence', { ticketId, users: [...users.values()] });
  }
}

const viewers = (ticketId: string): string => `viewers:${ticketId}`;
