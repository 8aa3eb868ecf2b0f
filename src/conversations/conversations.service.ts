import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { UNSENT } from './attachments.service.js';
import type { Attachment } from './attachment.entity.js';
import { Conversation } from './conversation.entity.js';
import { FileScans } from './file-scans.service.js';
import type { Address, Direction, Message, MessageKind, MessageState } from './message.entity.js';

export interface NewConversation {
  ticketId: string;
  inboxId: string | null;
  channel: string;
  contactId: string | null;
  identityId: string | null;
  subject?: string | null;
  threaded: boolean;
  awayAddress?: string | null;
  thirdParty?: boolean;
  public?: boolean;
}

export interface NewMessage {
  kind: MessageKind;
  direction: Direction;
  author: { kind: Message['authorKind']; id: string | null };
  sender: Address;
  recipients?: Address[];
  cc?: Address[];
  bcc?: Address[];
  subject?: string | null;
  text: string;
  textFull?: string | null;
  html?: string | null;
  state: MessageState;
  automatic?: boolean;
  clientId?: string | null;
  externalId?: string | null;
  envelopeId?: string | null;
  meta?: Record<string, unknown>;
  sendAt?: Date | null;
  /** When it was said, where that is not now (an import). */
  at?: Date;
}

export type Recorded = Pick<
  Message,
  'id' | 'conversationId' | 'seq' | 'ticketId' | 'ticketSeq' | 'state' | 'channel' | 'kind' | 'direction'
> & { at: Date };

/** The record of what was said. Callers hold the lock of the ticket; `seq` is given under it. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly clock: Clock,
    private readonly scans: FileScans,
  ) {}

  async open(tx: Tx, fresh: NewConversation): Promise<Conversation> {
    const now = this.clock.now();
    const row: Conversation = {
      id: newId(),
      subject: null,
      state: 'open',
      lastSeq: 0,
      readSeq: 0,
      agentReadSeq: 0,
      rating: null,
      ratingComment: null,
      ratedAt: null,
      endedAt: null,
      endedBy: null,
      awayAddress: null,
      thirdParty: false,
      public: false,
      createdAt: now,
      updatedAt: now,
      ...fresh,
    };
    tx.write(
      `insert into conversations (id, inbox_id, channel, contact_id, identity_id, ticket_id, subject, threaded, away_address, third_party, public, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $11, $11)`,
      [
        row.id,
        row.inboxId,
        row.channel,
        row.contactId,
        row.identityId,
        row.ticketId,
        row.subject,
        row.threaded,
        row.awayAddress,
        row.thirdParty,
        now,
        row.public,
      ],
    );
    return row;
  }

  /** The conversation that a message on a channel without threads belongs to, if one is open. */
  async findOpen(tx: Tx, inboxId: string, identityId: string): Promise<{ id: string; ticketId: string } | null> {
    const [row] = await tx.query<{ id: string; ticket_id: string }>(
      `select id, ticket_id from conversations where inbox_id = $1 and identity_id = $2 and state = 'open' and not threaded`,
      [inboxId, identityId],
    );
    return row ? { id: row.id, ticketId: row.ticket_id } : null;
  }

  /**
   * We began it at an address of theirs, and they answer under the name that the line has for them: it is theirs under
   * this name from now on. One in which they have spoken has its name.
   */
  async takeUp(
    tx: Tx,
    inboxId: string,
    { identityId, contactId }: { identityId: string; contactId: string },
  ): Promise<{ id: string; ticketId: string } | null> {
    const [row] = await tx.query<{ id: string; ticket_id: string }>(
      `update conversations set identity_id = $2 where id = (
         select c.id from conversations c join contact_identities i on i.id = c.identity_id and i.scope = ''
         where c.contact_id = $3 and c.inbox_id = $1 and c.state = 'open' and not c.threaded and not c.public
           and not exists (select 1 from messages m where m.conversation_id = c.id and m.direction = 'in')
         order by c.updated_at desc limit 1)
       returning id, ticket_id`,
      [inboxId, identityId, contactId],
    );
    return row ? { id: row.id, ticketId: row.ticket_id } : null;
  }

  /** Conversations of this inbox in which one of these ids was seen, the nearest reference first. */
  async findByReferences(tx: Tx, inboxId: string, references: string[]): Promise<{ id: string; ticketId: string }[]> {
    if (references.length === 0) return [];
    const rows = await tx.query<{ id: string; ticket_id: string }>(
      `select c.id, c.ticket_id
       from unnest($2::text[]) with ordinality as wanted(reference, place)
       join message_references r on r.inbox_id = $1 and r.reference = wanted.reference
       join conversations c on c.id = r.conversation_id
       order by wanted.place, r.message_id`,
      [inboxId, references],
    );
    return rows.map((row) => ({ id: row.id, ticketId: row.ticket_id }));
  }

  /**
   * Conversations in which an earlier message named this id, while the message that bears it was not there yet: an
   * answer can overtake what it answers. Ids that some message already bears do not count, because senders reuse them.
   */
  async findAwaiting(tx: Tx, inboxId: string, externalId: string): Promise<{ id: string; ticketId: string }[]> {
    const rows = await tx.query<{ id: string; ticket_id: string }>(
      `select c.id, c.ticket_id
       from message_references r join conversations c on c.id = r.conversation_id
       where r.inbox_id = $1 and r.reference = $2
         and not exists (select 1 from messages m where m.external_id = $2)
       order by r.message_id`,
      [inboxId, externalId],
    );
    return rows.map((row) => ({ id: row.id, ticketId: row.ticket_id }));
  }

  async find(tx: Tx, id: string): Promise<Conversation | null> {
    return tx.find(Conversation, { id });
  }

  /** The conversation that holds a ticket's notes; made with the first one. */
  async internalOf(tx: Tx, ticketId: string): Promise<Conversation> {
    const found = await tx.find(Conversation, { ticketId, channel: 'internal' });
    return (
      found ??
      this.open(tx, {
        ticketId,
        inboxId: null,
        channel: 'internal',
        contactId: null,
        identityId: null,
        threaded: false,
      })
    );
  }

  /** One statement writes the message and gives its `seq`. */
  async record(
    tx: Tx,
    conversation: { id: string; channel: string },
    ticket: { id: string; seq: number },
    message: NewMessage,
  ): Promise<Recorded> {
    const now = this.clock.now();
    const at = message.at ?? now;
    const id = newId();
    const [row] = await tx.query<{ seq: number }>(
      `with c as (
         update conversations
         set last_seq = last_seq + 1, ticket_id = $3, updated_at = $26,
             read_seq = case when $6 = 'in' then last_seq + 1 else read_seq end
         where id = $2 returning last_seq
       )
       insert into messages (id, conversation_id, seq, ticket_id, ticket_seq, kind, direction, channel, author_kind, author_id,
         sender, recipients, cc, bcc, subject, text, text_full, html, state, automatic, client_id, external_id, envelope_id, meta, at, send_at, updated_at)
       select $1, $2, c.last_seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26 from c
       returning seq`,
      [
        id,
        conversation.id,
        ticket.id,
        ticket.seq,
        message.kind,
        message.direction,
        conversation.channel,
        message.author.kind,
        message.author.id,
        JSON.stringify(message.sender),
        JSON.stringify(message.recipients ?? []),
        JSON.stringify(message.cc ?? []),
        JSON.stringify(message.bcc ?? []),
        message.subject ?? null,
        message.text,
        message.textFull ?? null,
        message.html ?? null,
        message.state,
        message.automatic ?? false,
        message.clientId ?? null,
        message.externalId ?? null,
        message.envelopeId ?? null,
        JSON.stringify(message.meta ?? {}),
        at,
        message.sendAt ?? null,
        now,
      ],
    );
    if (!row) throw new Error('the conversation is gone');
    return {
      id,
      conversationId: conversation.id,
      seq: row.seq,
      ticketId: ticket.id,
      ticketSeq: ticket.seq,
      state: message.state,
      channel: conversation.channel,
      kind: message.kind,
      direction: message.direction,
      at,
    };
  }

  /** Remembers the ids by which a later message may name this one. */
  remember(tx: Tx, inboxId: string, conversationId: string, messageId: string, references: string[]): void {
    if (references.length === 0) return;
    tx.write(
      `insert into message_references (inbox_id, reference, conversation_id, message_id)
       select $1, r, $2, $3 from unnest($4::text[]) r on conflict do nothing`,
      [inboxId, conversationId, messageId, [...new Set(references)]],
    );
  }

  /** By what its provider calls it, or one of its parts; on lines where such names are one message's alone. */
  async called(tx: Tx, inboxId: string, externalId: string): Promise<{ id: string; ticketId: string } | undefined> {
    const [row] = await tx.query<{ id: string; ticket_id: string }>(
      `select m.id, m.ticket_id from messages m join conversations c on c.id = m.conversation_id
       where m.external_id = $2 and c.inbox_id = $1
       union all
       select m.id, m.ticket_id from message_references r join messages m on m.id = r.message_id
       where r.inbox_id = $1 and r.reference = $2
       limit 1`,
      [inboxId, externalId],
    );
    return row && { id: row.id, ticketId: row.ticket_id };
  }

  /**
   * Files that the same owner uploaded become part of the message: those of one that was taken back as well, since it
   * is written again. Returns how many were taken.
   */
  async attachUploads(tx: Tx, messageId: string, owner: string, ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const rows = await tx.query(
      `update attachments set message_id = $1 where id = any($2::uuid[]) and owner = $3 and ${UNSENT} returning id`,
      [messageId, ids, owner],
    );
    return rows.length;
  }

  attachFiles(tx: Tx, messageId: string, files: Omit<Attachment, 'id' | 'messageId' | 'owner' | 'createdAt'>[]): void {
    if (files.length === 0) return;
    this.scans.arrive(
      tx,
      files.map(({ blobKey }) => blobKey),
    );
    tx.write(
      `insert into attachments (id, message_id, name, type, size, blob_key, content_id, inline, created_at)
       select id, $1, name, type, size, blob_key, content_id, inline, $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::bool[])
         as f(id, name, type, size, blob_key, content_id, inline)`,
      [
        messageId,
        this.clock.now(),
        files.map(() => newId()),
        files.map(({ name }) => name),
        files.map(({ type }) => type),
        files.map(({ size }) => size),
        files.map(({ blobKey }) => blobKey),
        files.map(({ contentId }) => contentId),
        files.map(({ inline }) => inline),
      ],
    );
  }
}
