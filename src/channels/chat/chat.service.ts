import { Injectable } from '@nestjs/common';
import { ConversationMarks } from '../../conversations/conversation-marks.service.js';
import type {} from '../../conversations/typing.events.js';
import { ContactsService } from '../../customers/contacts.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Signals } from '../../platform/sockets/signals.js';
import { Receiver } from '../receiver.service.js';
import { readAfter, readContact, readMessage, readOn, readRating, readSeq } from './calls.rules.js';
import type { ChatEnvelope } from './chat.envelope.js';
import { ChatFiles } from './chat.files.js';
import { refuse } from './chat.refusal.js';
import { ChatRooms, room } from './chat.rooms.js';
import { ConversationReader, type Thread } from './conversation.reader.js';
import {
  LIMITS,
  PROTOCOL,
  type Calls,
  type MessageAck,
  type OutgoingMessage,
  type Session,
  type SyncAck,
} from './protocol/protocol.js';
import { RateLimit } from './rate.limit.js';
import { TeamPresence } from './team.service.js';
import type { Visitor } from './visitor.entity.js';
import { VisitorsService, type Known } from './visitors.service.js';

type Done = Extract<Calls['read']['ack'], { ok: true }>;
type Accepted = Extract<MessageAck, { ok: true }>;
const DONE: Done = { ok: true };

/** The protocol's calls, the same for sockets and plain HTTP. Bodies come as strangers sent them. */
@Injectable()
export class ChatService {
  private readonly limit = new RateLimit(LIMITS.messages, LIMITS.windowMs);

  constructor(
    private readonly receiver: Receiver,
    private readonly reader: ConversationReader,
    private readonly visitors: VisitorsService,
    private readonly files: ChatFiles,
    private readonly rooms: ChatRooms,
    private readonly teams: TeamPresence,
    private readonly marks: ConversationMarks,
    private readonly contacts: ContactsService,
    private readonly signals: Signals,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async session({ visitor, line }: Known, token: string, thread: Thread | null): Promise<Session> {
    if (thread && visitor.email && thread.awayAddress !== visitor.email) await this.leaveAddress(visitor, thread);
    const [team, history] = await Promise.all([
      this.teams.seenBy(line, thread?.ticketId ?? null),
      thread ? this.reader.history(thread.id) : [],
    ]);
    return {
      protocol: PROTOCOL,
      visitor: token,
      conversation: thread?.conversation ?? {
        id: null,
        ticket: null,
        lastSeq: 0,
        readSeq: 0,
        teamReadSeq: 0,
        ended: null,
      },
      team,
      history,
      email: visitor.email,
    };
  }

  /** Returns only after the commit. `socketId` is who said it and need not be told. */
  async message(known: Known, body: unknown, socketId?: string): Promise<Accepted> {
    const message = readMessage(body);
    const { visitor, line } = known;
    const wait = this.limit.take(`${line.id}:${visitor.identityKey}`, this.clock.millis());
    if (wait > 0)
      throw refuse('rate_limited', `At most ${LIMITS.messages} messages in ${LIMITS.windowMs / 1000} seconds.`, wait);
    await this.files.mustBelongTo(visitor, message.attachments ?? []);
    const key = `${visitor.identityKey}:${message.clientId}`;
    const { envelopeId, repeat } = await this.receiver.receive(line, { key, raw: envelopeOf(known, message) });
    const stored = await this.reader.ofEnvelope(envelopeId);
    if (!stored) throw refuse('unavailable', 'This did not work. Try again.');
    const { row, ticket, promise } = stored;
    const at = row.at.toISOString();
    if (row.seq === 1 && visitor.email)
      await this.work.run((tx) => this.marks.leaveAddress(tx, row.conversation_id, visitor.email!));
    if (!repeat) await this.tellOthers(known, message, { id: row.id, seq: row.seq, at }, row.conversation_id, socketId);
    return { ok: true, id: row.id, seq: row.seq, at, conversation: row.conversation_id, ticket, promise };
  }

  /** The visitor's other tabs and devices. */
  private async tellOthers(
    { visitor }: Known,
    { clientId, text, attachments = [] }: OutgoingMessage,
    head: { id: string; seq: number; at: string },
    conversationId: string,
    socketId?: string,
  ): Promise<void> {
    if (head.seq === 1) this.rooms.bind(visitor, conversationId);
    const files = attachments.length > 0 ? await this.files.ofMessages([head.id]) : undefined;
    const said = {
      ...head,
      clientId,
      from: { kind: 'visitor', name: visitor.name ?? '' } as const,
      text,
      attachments: files?.get(head.id) ?? [],
    };
    this.rooms.tell(room.visitor(visitor), 'message', said, { except: socketId });
  }

  async sync({ visitor }: Known, body: unknown): Promise<Extract<SyncAck, { ok: true }>> {
    const after = readAfter(body);
    const thread = await this.reader.threadOf(visitor);
    return { ok: true, ...(thread ? await this.reader.after(thread.id, after) : { messages: [], more: false }) };
  }

  async read({ visitor }: Known, body: unknown): Promise<Done> {
    const seq = readSeq(body);
    const thread = await this.reader.threadOf(visitor);
    if (thread && seq > thread.conversation.readSeq)
      await this.work.run((tx) => this.marks.readByCustomer(tx, thread.id, seq));
    return DONE;
  }

  async typing({ visitor }: Known, body: unknown): Promise<Done> {
    const on = readOn(body);
    const thread = await this.reader.threadOf(visitor);
    if (thread) {
      this.signals.send('conversation.typing', {
        ticketId: thread.ticketId,
        conversationId: thread.id,
        side: 'customer',
        name: visitor.name ?? '',
        on,
      });
    }
    return DONE;
  }

  async rate({ visitor }: Known, body: unknown): Promise<Done> {
    const { score, comment } = readRating(body);
    const thread = await this.reader.threadOf(visitor);
    if (!thread) throw refuse('bad_request', 'Nothing was said yet that could be rated.');
    await this.work.run((tx) => this.marks.rate(tx, thread.id, score, comment));
    return DONE;
  }

  async end({ visitor }: Known): Promise<Done> {
    const thread = await this.reader.threadOf(visitor);
    if (thread) await this.work.run((tx) => this.marks.end(tx, thread.id, 'visitor'));
    return DONE;
  }

  async contact({ visitor }: Known, body: unknown): Promise<Done> {
    await this.visitors.setContact(visitor, readContact(body));
    const thread = await this.reader.threadOf(visitor);
    if (thread) await this.leaveAddress(visitor, thread);
    return DONE;
  }

  /** Nobody proved that it is theirs: it is added to the contact only where it is nobody else's, and opens nothing. */
  private async leaveAddress({ email, emailProven }: Visitor, thread: Pick<Thread, 'id' | 'contactId'>): Promise<void> {
    if (!email) return;
    await this.work.run(async (tx) => {
      await this.marks.leaveAddress(tx, thread.id, email);
      await this.contacts.attachIdentity(tx, thread.contactId, { kind: 'email', value: email, verified: emailProven });
    });
  }
}

function envelopeOf({ visitor }: Known, { clientId, text, attachments = [] }: OutgoingMessage): Buffer {
  const { identityKey: key, externalId, name, email, emailProven, language } = visitor;
  const envelope: ChatEnvelope = {
    clientId,
    text,
    attachments,
    visitor: { key, verified: externalId !== null, name, email, emailProven, language },
  };
  return Buffer.from(JSON.stringify(envelope));
}
