import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConversationMarks } from '../../conversations/conversation-marks.service.js';
import type {} from '../../conversations/typing.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy, Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Signals } from '../../platform/sockets/signals.js';
import { InboxesService } from '../inboxes.service.js';
import { WaitingPlaces } from '../waiting-places.service.js';
import { ChatRooms, room } from './chat.rooms.js';
import { settingsOf } from './chat.settings.js';
import { ConversationReader } from './conversation.reader.js';
import type { Ended } from './protocol/protocol.js';
import { TeamPresence, withPlace } from './team.service.js';

const PLACES_EVERY_MS = 150;

interface EndRow {
  id: string;
  agent_read_seq: number;
  ended_at: Date | null;
  ended_by: Ended['by'] | null;
  rated_at: Date | null;
}

/** What the desk does, told to the visitors whom it concerns. */
@Injectable()
export class ChatListeners implements OnModuleInit, OnModuleDestroy {
  /** Teams whose line moved, with the tickets that left it. */
  private readonly moved = new Map<string, Set<string>>();
  private telling: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly rooms: ChatRooms,
    private readonly reader: ConversationReader,
    private readonly teams: TeamPresence,
    private readonly inboxes: InboxesService,
    private readonly marks: ConversationMarks,
    private readonly signals: Signals,
    private readonly places: WaitingPlaces,
  ) {}

  onModuleInit(): void {
    this.signals.on('conversation.typing', ({ ticketId, side, name, on }) => {
      if (side === 'agent') void this.typing(ticketId, name, on).catch(() => undefined);
    });
  }

  /** Who answers has read what they answer to. */
  @Policy('message.recorded', 4)
  async answered(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.channel === 'chat' && fact.direction === 'out') await this.marks.readByTeam(tx, fact.ticketId);
  }

  @Subscribe('message.recorded', {
    name: 'chat.message',
    lane: 'live',
    when: (f) => f.channel === 'chat' && f.direction !== 'in',
  })
  async said({ messageId }: Events['message.recorded']): Promise<void> {
    const found = await this.reader.message(messageId);
    if (found) this.rooms.tell(room.conversation(found.conversationId), 'message', found.message);
  }

  @Subscribe('conversation.changed', {
    name: 'chat.changed',
    lane: 'live',
    when: (f) => f.channel === 'chat' && (f.what === 'agent-read' || f.what === 'ended'),
  })
  async changed({ conversationId, what }: Events['conversation.changed']): Promise<void> {
    const [row] = await this.db.query<EndRow[]>(
      'select id, agent_read_seq, ended_at, ended_by, rated_at from conversations where id = $1',
      [conversationId],
    );
    if (!row) return;
    if (what === 'agent-read') this.rooms.tell(room.conversation(row.id), 'read', { seq: row.agent_read_seq });
    else if (row.ended_at && row.ended_by)
      this.rooms.tell(room.conversation(row.id), 'ended', { by: row.ended_by, at: row.ended_at.toISOString() });
  }

  /** A ticket that is solved lets its chats rest. */
  @Subscribe('ticket.changed', {
    name: 'chat.solved',
    lane: 'live',
    when: (f) => f.changed.includes('statusId') || f.changed.includes('category'),
  })
  async ticketChanged({ ticketId }: Events['ticket.changed']): Promise<void> {
    const rows = await this.db.query<{ id: string; at: Date }[]>(
      `select c.id, coalesce(t.solved_at, t.updated_at) as at from conversations c join tickets t on t.id = c.ticket_id
       where t.id = $1 and c.channel = 'chat' and t.category in ('solved', 'closed')`,
      [ticketId],
    );
    for (const { id, at } of rows)
      this.rooms.tell(room.conversation(id), 'ended', { by: 'agent', at: at.toISOString() });
  }

  @Subscribe('identity.availability-changed', { name: 'chat.presence', lane: 'live' })
  async presence(): Promise<void> {
    this.teams.forget();
    const present = new Set(this.rooms.inboxIds);
    const lines = (await this.inboxes.activeLines('chat')).filter((line) => present.has(line.id));
    for (const line of lines) {
      const team = await this.teams.of({ ...line, settings: settingsOf(line.settings) });
      this.rooms.tell(room.inbox(line.id), 'presence', team);
    }
  }

  /** A line moved: those who wait in it learn their place, those who were taken that they wait no more. */
  @Subscribe('waiting.places-changed', { name: 'chat.places', lane: 'live' })
  async placesChanged({ teamId, left }: Events['waiting.places-changed']): Promise<void> {
    const moved = this.moved.get(teamId) ?? new Set<string>();
    for (const ticketId of left) moved.add(ticketId);
    this.moved.set(teamId, moved);
    // Many come and go in one moment: told once, as it is then.
    this.telling ??= setTimeout(() => void this.tellPlaces().catch(() => undefined), PLACES_EVERY_MS);
  }

  private async tellPlaces(): Promise<void> {
    this.telling = undefined;
    const moved = [...this.moved];
    this.moved.clear();
    const lines = new Map((await this.inboxes.activeLines('chat')).map((line) => [line.id, line]));
    for (const [teamId, left] of moved) {
      const places = await this.places.inTeam(teamId);
      const rows = await this.db.query<{ id: string; ticket_id: string; inbox_id: string }[]>(
        `select id, ticket_id, inbox_id from conversations
         where ticket_id = any($1::uuid[]) and channel = 'chat' and state = 'open'`,
        [[...places.keys(), ...left]],
      );
      for (const { id, ticket_id, inbox_id } of rows) {
        const line = lines.get(inbox_id);
        if (!line) continue;
        const team = withPlace(
          await this.teams.of({ ...line, settings: settingsOf(line.settings) }),
          places.get(ticket_id),
        );
        this.rooms.tell(room.conversation(id), 'presence', { position: null, ...team });
      }
    }
  }

  onModuleDestroy(): void {
    clearTimeout(this.telling);
  }

  private async typing(ticketId: string, name: string, on: boolean): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from conversations where ticket_id = $1 and channel = 'chat'`,
      [ticketId],
    );
    for (const { id } of rows) this.rooms.tell(room.conversation(id), 'typing', { on, name }, { volatile: true });
  }
}
