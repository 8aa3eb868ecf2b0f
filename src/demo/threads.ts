import { ownMessageId } from '../channels/email/threading/own-message-id.js';
import type { ChatEnvelope } from '../channels/chat/chat.envelope.js';
import { sha256 } from '../platform/crypto/tokens.js';
import type { DemoContact } from './clientele.js';
import type { Dice } from './dice.js';
import { FIRM, LINES, type LineKey } from './firm.js';
import type { LinePlace, TalkLine } from './line-people.js';
import { lineSource } from './line-source.js';
import { mailSource } from './mail-source.js';
import { idAt } from './moments.js';
import { bytea, iso, type Row, type Rows } from './rows.js';
import type { Scene } from './scenes/scene.js';
import type { DemoPerson, World } from './world.js';

export interface Thread {
  id: string;
  ticketId: string;
  inboxId: string;
  channel: (typeof LINES)[LineKey]['channel'];
  address: string | null;
  via: LineKey;
  public: boolean;
  contact: DemoContact;
  subject: string;
  seq: number;
  /** The Message-ID that an answer would name. */
  lastId: string | null;
  createdAt: number;
  internal: { id: string; seq: number } | undefined;
}

export interface Said {
  ticketSeq: number;
  who: 'customer' | 'agent' | 'note';
  author: DemoPerson | undefined;
  text: string;
  subject: string | null;
  at: number;
  /** The message that it answers. */
  quotes?: string;
}

type Direction = 'in' | 'out' | 'internal';

/** Conversations, what was said in them, and the envelopes in which it came. */
export class Threads {
  /** But for mail and comments, a customer has one conversation on a line for ever, whatever tickets come of it. */
  private readonly talks = new Map<string, Thread>();
  private readonly finished = new Map<string, Row>();
  private telegramIds = 0;

  constructor(
    private readonly world: World,
    private readonly rows: Rows,
    private readonly dice: Dice,
  ) {}

  open(
    ticketId: string,
    { via, public: isPublic = false }: Scene,
    contact: DemoContact,
    subject: string,
    _number: number,
    at: number,
  ): Thread {
    const { channel, address = null } = LINES[via];
    const key = `${via} ${contact.id}`;
    const known = isPublic ? undefined : this.talks.get(key);
    if (known) return Object.assign(known, { ticketId, internal: undefined });
    const thread: Thread = {
      id: idAt(at, this.dice),
      ticketId,
      inboxId: this.world.inboxIds[via],
      channel,
      address,
      via,
      public: isPublic,
      contact,
      subject,
      seq: 0,
      lastId: null,
      createdAt: at,
      internal: undefined,
    };
    if (channel !== 'email' && !isPublic) this.talks.set(key, thread);
    return thread;
  }

  say(thread: Thread, said: Said): { id: string; direction: Direction; kind: string; channel: string } {
    const id = idAt(said.at, this.dice);
    if (said.who === 'note') {
      thread.internal ??= { id: idAt(said.at, this.dice), seq: 0 };
      const { id: conversationId } = thread.internal;
      this.message(thread, said, {
        id,
        conversationId,
        seq: (thread.internal.seq += 1),
        kind: 'note',
        direction: 'internal',
        channel: 'internal',
      });
      return { id, direction: 'internal', kind: 'note', channel: 'internal' };
    }
    const direction = said.who === 'customer' ? 'in' : 'out';
    const seq = (thread.seq += 1);
    const externalId = this.externalId(thread, direction, seq, said.at);
    const envelopeId = direction === 'in' ? this.envelope(thread, said, id, externalId) : null;
    this.message(thread, said, {
      id,
      conversationId: thread.id,
      seq,
      kind: 'message',
      direction,
      channel: thread.channel,
      externalId,
      envelopeId,
    });
    if (externalId) {
      this.rows.add('message_references', {
        inbox_id: thread.inboxId,
        reference: externalId,
        conversation_id: thread.id,
        message_id: id,
      });
      thread.lastId = externalId;
    }
    return { id, direction, kind: 'message', channel: thread.channel };
  }

  store(thread: Thread, updatedAt: number): void {
    const rated = thread.channel === 'chat' && this.dice.chance(0.35);
    this.finished.set(thread.id, {
      id: thread.id,
      inbox_id: thread.inboxId,
      channel: thread.channel,
      contact_id: thread.contact.id,
      identity_id: identityOf(thread.contact, thread.via)!.identityId,
      ticket_id: thread.ticketId,
      subject: thread.channel === 'email' ? thread.subject : null,
      threaded: thread.channel === 'email' || thread.public,
      public: thread.public,
      state: 'open',
      last_seq: thread.seq,
      read_seq: thread.seq,
      agent_read_seq: thread.seq,
      rating: rated
        ? this.dice.weighted([
            [5, 7],
            [4, 3],
            [3, 1],
            [2, 1],
          ])
        : null,
      rated_at: rated ? iso(updatedAt) : null,
      created_at: iso(thread.createdAt),
      updated_at: iso(updatedAt),
    });
    if (!thread.internal) return;
    this.finished.set(thread.internal.id, {
      id: thread.internal.id,
      inbox_id: null,
      channel: 'internal',
      contact_id: null,
      identity_id: null,
      ticket_id: thread.ticketId,
      subject: null,
      threaded: false,
      public: false,
      state: 'open',
      last_seq: thread.internal.seq,
      read_seq: 0,
      agent_read_seq: thread.internal.seq,
      rating: null,
      rated_at: null,
      created_at: iso(thread.createdAt),
      updated_at: iso(updatedAt),
    });
  }

  /** A chat's row is known only when its last ticket was told. */
  finish(): void {
    for (const row of this.finished.values()) this.rows.add('conversations', row);
  }

  private externalId(thread: Thread, direction: Direction, seq: number, at: number): string | null {
    switch (thread.channel) {
      case 'chat':
        return null;
      case 'email':
        return this.mailId(thread, direction, seq, at);
      case 'telegram':
        return `${identityOf(thread.contact, thread.via)!.value}:${(this.telegramIds += 1)}`;
      default:
        return (thread.public ? 'comment:' : PREFIXES[thread.channel]!) + idAt(at, this.dice).replaceAll('-', '');
    }
  }

  private mailId(thread: Thread, direction: Direction, seq: number, at: number): string {
    return direction === 'out'
      ? ownMessageId(thread.id, seq, FIRM.domain)
      : `${idAt(at, this.dice)}@${thread.contact.email.split('@')[1]}`;
  }

  private message(
    thread: Thread,
    said: Said,
    it: {
      id: string;
      conversationId: string;
      seq: number;
      kind: string;
      direction: Direction;
      channel: string;
      externalId?: string | null;
      envelopeId?: string | null;
    },
  ): void {
    const { contact } = thread;
    const fromCustomer = said.who === 'customer';
    const chat = thread.channel === 'chat';
    const customer = { name: contact.name, address: identityOf(contact, thread.via)!.value };
    const desk = { name: said.author?.name, ...(thread.address && !chat && { address: thread.address }) };
    const mine = thread.address ? [{ name: FIRM.name, address: thread.address }] : [];
    this.rows.add('messages', {
      id: it.id,
      conversation_id: it.conversationId,
      seq: it.seq,
      ticket_id: thread.ticketId,
      ticket_seq: said.ticketSeq,
      kind: it.kind,
      direction: it.direction,
      channel: it.channel,
      author_kind: fromCustomer ? 'contact' : 'user',
      author_id: fromCustomer ? contact.id : said.author!.id,
      sender: fromCustomer ? customer : it.direction === 'internal' ? { name: said.author!.name } : desk,
      recipients: fromCustomer ? mine : it.direction === 'out' && !chat ? [customer] : [],
      cc: [],
      bcc: [],
      subject: it.direction === 'internal' ? null : said.subject,
      text: said.text,
      state: it.direction !== 'out' ? 'received' : thread.public ? 'sent' : (ARRIVED[thread.channel] ?? 'sent'),
      automatic: false,
      client_id:
        chat && it.direction !== 'internal' ? it.id : fromCustomer && thread.channel !== 'email' ? it.externalId : null,
      external_id: it.externalId ?? null,
      envelope_id: it.envelopeId ?? null,
      meta: {
        ...(thread.public && fromCustomer && { about: 'comment' }),
        ...(said.quotes && { quotes: said.quotes }),
      },
      at: iso(said.at),
      updated_at: iso(said.at),
    });
  }

  private envelope(thread: Thread, said: Said, messageId: string, externalId: string | null): string {
    const id = idAt(said.at, this.dice);
    const isMail = thread.channel === 'email';
    const raw = this.source(thread, said, messageId, externalId);
    this.rows.add('envelopes', {
      id,
      inbox_id: thread.inboxId,
      channel: thread.channel,
      key: externalId ? sha256(raw) : messageId,
      state: 'processed',
      reason: null,
      ticket_id: thread.ticketId,
      message_id: messageId,
      size: raw.length,
      meta: isMail ? { transport: 'smtp', mailFrom: thread.contact.email, rcptTo: [thread.address] } : {},
      raw: bytea(raw),
      attempts: 0,
      received_at: iso(said.at),
      ended_at: iso(said.at + 40),
    });
    return id;
  }

  private source(thread: Thread, said: Said, messageId: string, externalId: string | null): Buffer {
    if (!externalId) return this.chatSource(thread, said, messageId);
    if (thread.channel === 'email') return this.mail(thread, said, externalId);
    const { contact, via, address } = thread;
    const settings = LINES[via].settings as { pageId?: string };
    return lineSource(via as TalkLine, {
      id: externalId,
      from: { value: identityOf(contact, via)!.value, name: contact.name },
      to: address ?? settings.pageId ?? '',
      text: said.text,
      at: said.at,
      public: thread.public,
    });
  }

  private mail(thread: Thread, { subject, text, at }: Said, messageId: string): Buffer {
    return mailSource({
      from: { name: thread.contact.name, address: thread.contact.email },
      to: thread.address!,
      subject: subject ?? '',
      text,
      messageId,
      inReplyTo: thread.lastId,
      at,
    });
  }

  private chatSource({ contact }: Thread, { text }: Said, clientId: string): Buffer {
    const envelope: ChatEnvelope = {
      clientId,
      text,
      attachments: [],
      visitor: {
        key: contact.visitor!.key,
        verified: false,
        name: contact.name,
        email: contact.email,
        emailProven: false,
        language: contact.language === 'en' ? 'en' : 'pt-BR',
      },
    };
    return Buffer.from(JSON.stringify(envelope));
  }
}

/** How providers begin what they call a message. */
const PREFIXES: Record<string, string | undefined> = { whatsapp: 'SM', sms: 'SM', messenger: 'm_', instagram: 'm_' };

/** As far as each line tells. */
const ARRIVED: Record<string, string | undefined> = {
  chat: 'read',
  whatsapp: 'read',
  sms: 'delivered',
  messenger: 'read',
  instagram: 'read',
};

/** By what a line knows somebody; undefined where it does not. */
export function identityOf(contact: DemoContact, via: LineKey): LinePlace | undefined {
  if (LINES[via].channel === 'email') return { identityId: contact.emailId, value: contact.email };
  if (via === 'site') return contact.visitor && { identityId: contact.visitor.identityId, value: contact.visitor.key };
  return contact.places[via as TalkLine];
}
