import type { ChatState } from './chat.state.js';
import { Connection } from './connection.js';
import { GapFiller } from './gap.filler.js';
import { Outbox, type WaitingMessage } from './outbox.js';
import {
  LIMITS,
  type Attachment,
  type ChatMessage,
  type Conversation,
  type Ended,
  type Handshake,
  type PlainAck,
  type Session,
  type Team,
  type VerifiedIdentity,
} from './protocol.js';
import { ACK_WITHIN_MS, Sender, type Acknowledged } from './sender.js';
import type { ChatStorage } from './storage.js';
import { Timeline } from './timeline.js';
import type { OpenTransport, Scheduler } from './transport.js';
import { Typing } from './typing.js';

/** After a sleep, or when the network came back: is the other side still there? */
const PROBE_WITHIN_MS = 4_000;

export interface ChatClientOptions {
  /** The widget's public key. */
  inbox: string;
  transports: readonly [OpenTransport, ...OpenTransport[]];
  storage: ChatStorage;
  scheduler: Scheduler;
  /** A UUIDv7 for each thing the visitor says. */
  newId: () => string;
  random?: () => number;
  identity?: VerifiedIdentity;
  lang?: string;
}

/**
 * A chat as a visitor sees it, without a user interface. What is said is first kept on the device, then sent one by
 * one in order, with the same id through every retry, until the server acknowledges it; what the server tells is put
 * in order by `seq`, and whatever is missing is fetched. Sockets are only hints.
 */
export class ChatClient {
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly sender: Sender;
  private readonly gaps: GapFiller;
  private readonly typists: Typing;
  private readonly listeners = new Set<(state: ChatState) => void>();
  private timeline = new Timeline();
  private conversation: Conversation | null = null;
  private visitor: string | undefined;
  private identity: VerifiedIdentity | undefined;
  private team: Team | null = null;
  private ended: Ended | null = null;
  private email: string | null = null;
  private readSeq = 0;
  private teamReadSeq = 0;
  private current: ChatState;

  constructor(private readonly options: ChatClientOptions) {
    const { scheduler, transports, inbox, storage, random = Math.random } = options;
    const changed = (): void => this.changed();
    this.identity = options.identity;
    this.outbox = new Outbox(storage, `out:${inbox}:`);
    this.typists = new Typing(scheduler, (on) => this.connection.notify('typing', { on }), changed);
    this.connection = new Connection({
      transports,
      scheduler,
      random,
      handshake: () => this.handshake(),
      changed,
      listener: {
        session: (session) => this.joined(session),
        message: (message) => this.heard(message),
        typing: ({ on, name }) => this.typists.theirs(on === true, name),
        read: ({ seq }) => this.teamRead(seq),
        presence: (team) => this.present(team),
        ended: (ended) => this.rest(ended),
      },
    });
    this.gaps = new GapFiller({
      connection: this.connection,
      scheduler,
      random,
      timeline: () => this.timeline,
      found: (messages) => this.learn(messages),
    });
    this.sender = new Sender({
      outbox: this.outbox,
      connection: this.connection,
      scheduler,
      random,
      acknowledged: (entry, ack) => this.acknowledged(entry, ack),
      changed,
    });
    this.current = this.snapshot();
  }

  get state(): ChatState {
    return this.current;
  }

  /** For uploads, which go by plain HTTP whatever the transport. */
  get visitorToken(): string | undefined {
    return this.visitor;
  }

  subscribe(listener: (state: ChatState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(): Promise<void> {
    this.visitor = (await this.options.storage.read(this.visitorKey).catch(() => null)) ?? this.visitor;
    await this.outbox.load();
    this.connection.start();
  }

  stop(): void {
    this.sender.stop();
    this.gaps.stop();
    this.typists.stop();
    this.connection.stop();
  }

  /** Connects at once instead of waiting for the next try. */
  tryNow(): void {
    this.connection.tryNow();
  }

  /** The page slept, or the network came back: ask whether the other side is there instead of believing it. */
  async wake(): Promise<void> {
    this.connection.tryNow();
    if (this.connection.status !== 'online') return;
    try {
      const ack = await this.connection.request(
        'sync',
        { after: this.timeline.gapAfter ?? this.timeline.lastSeq },
        PROBE_WITHIN_MS,
      );
      if (ack.ok) this.learn(ack.messages);
    } catch {
      this.connection.restart();
    }
  }

  /** Says something. Answers with the message's id once it is kept on the device. */
  async send(text: string, attachments: Attachment[] = []): Promise<string> {
    const clientId = this.options.newId();
    this.typists.said();
    this.ended = null;
    const kept = this.outbox.add({ clientId, text, attachments }, this.options.scheduler.now());
    this.changed();
    await kept;
    void this.sender.pump();
    return clientId;
  }

  /** Takes back what was refused or still waits. */
  async discard(clientId: string): Promise<WaitingMessage | undefined> {
    const entry = this.outbox.get(clientId);
    if (!entry || entry.state === 'sending') return undefined;
    await this.outbox.settle(clientId);
    this.changed();
    return entry;
  }

  retry(clientId: string): void {
    this.outbox.again(clientId);
    this.changed();
    void this.sender.pump();
  }

  /** The visitor has seen everything up to here. */
  read(seq: number): void {
    if (seq <= this.readSeq) return;
    this.readSeq = seq;
    this.connection.notify('read', { seq });
    this.changed();
  }

  /** The visitor pressed a key, or emptied the field. */
  typing(on: boolean): void {
    this.typists.mine(on);
  }

  async rate(score: number, comment?: string): Promise<PlainAck> {
    const ack = await this.connection.request('rate', { score, ...(comment && { comment }) }, ACK_WITHIN_MS);
    if (ack.ok && this.ended) this.rest({ ...this.ended, rated: true });
    return ack;
  }

  end(): Promise<PlainAck> {
    return this.connection.request('end', {}, ACK_WITHIN_MS);
  }

  /** Where answers may go when the visitor has left. */
  async contact(email: string, name?: string): Promise<PlainAck> {
    const ack = await this.connection.request('contact', { email, ...(name && { name }) }, ACK_WITHIN_MS);
    if (ack.ok) this.email = email;
    this.changed();
    return ack;
  }

  /** The company's server vouches for somebody (again): the connection is made anew with it. */
  identify(identity: VerifiedIdentity | undefined): void {
    this.identity = identity;
    this.connection.restart();
  }

  /** Loads a page of what came before the first message shown. */
  async loadEarlier(): Promise<void> {
    const { earlier } = this.timeline;
    if (earlier === 0) return;
    const ack = await this.connection.request('sync', { after: Math.max(0, earlier - LIMITS.page) }, ACK_WITHIN_MS);
    if (ack.ok) this.learn(ack.messages);
  }

  private get visitorKey(): string {
    return `visitor:${this.options.inbox}`;
  }

  private handshake(): Handshake {
    const { inbox, lang } = this.options;
    return {
      inbox,
      ...(this.visitor && { visitor: this.visitor }),
      ...(this.identity && { identity: this.identity }),
      ...(lang && { lang }),
    };
  }

  private joined({ visitor, conversation, team, history, email }: Session): void {
    if (this.conversation?.id && this.conversation.id !== conversation.id) {
      this.timeline = new Timeline();
      this.readSeq = 0;
      this.teamReadSeq = 0;
    }
    if (visitor !== this.visitor) {
      this.visitor = visitor;
      void this.options.storage.write(this.visitorKey, visitor).catch(() => undefined);
    }
    this.conversation = conversation;
    this.team = team;
    this.ended = conversation.ended ?? null;
    this.email = email ?? this.email;
    this.teamReadSeq = Math.max(this.teamReadSeq, conversation.teamReadSeq ?? 0);
    this.timeline.begin(history, conversation.lastSeq);
    if (this.readSeq > conversation.readSeq) this.connection.notify('read', { seq: this.readSeq });
    this.readSeq = Math.max(this.readSeq, conversation.readSeq);
    this.learn(history);
    this.sender.connected();
  }

  private heard(message: ChatMessage): void {
    if (message.from.kind === 'agent') this.typists.theirs(false);
    if (message.from.kind !== 'system') this.ended = null;
    this.learn([message]);
  }

  /** Messages from wherever. One of ours that comes back is its own acknowledgement. */
  private learn(messages: readonly ChatMessage[]): void {
    this.timeline.put(messages);
    for (const { clientId } of messages) if (clientId && this.outbox.get(clientId)) void this.outbox.settle(clientId);
    this.changed();
    void this.gaps.fill();
  }

  private async acknowledged({ clientId, text, attachments }: WaitingMessage, ack: Acknowledged): Promise<void> {
    const { id, seq, at, conversation, ticket, promise } = ack;
    if (this.conversation && conversation && this.conversation.id === null) {
      this.conversation = { ...this.conversation, id: conversation, ticket: ticket ?? null };
    }
    if (this.conversation && promise !== undefined) this.conversation = { ...this.conversation, promise };
    const known = this.timeline.at(seq);
    const from = { kind: 'visitor', name: this.identity?.name ?? '' } as const;
    if (!known) this.timeline.put([{ id, seq, at, clientId, from, text, attachments }]);
    await this.outbox.settle(clientId);
    this.changed();
    void this.gaps.fill();
  }

  private teamRead(seq: number): void {
    this.teamReadSeq = Math.max(this.teamReadSeq, seq);
    this.changed();
  }

  private present(team: Team): void {
    // What is told to everybody says nothing about this visitor's place in line.
    const { position, waitMinutes } = this.team ?? {};
    const own = team.position === undefined && position ? { position, waitMinutes: waitMinutes ?? null } : {};
    this.team = { ...team, ...own };
    this.changed();
  }

  private rest(ended: Ended): void {
    this.ended = ended;
    this.changed();
  }

  private changed(): void {
    this.current = this.snapshot();
    for (const listener of this.listeners) listener(this.current);
  }

  private snapshot(): ChatState {
    const { connection, timeline, readSeq } = this;
    const messages = timeline.messages;
    return {
      connection: connection.status,
      retryAt: connection.retryAt,
      refusal: connection.refusal,
      team: this.team,
      conversation: this.conversation,
      email: this.email,
      messages,
      earlier: timeline.earlier,
      waiting: this.outbox.list,
      readSeq,
      teamReadSeq: this.teamReadSeq,
      unread: messages.filter((m) => m.seq > readSeq && m.from.kind !== 'visitor').length,
      typing: this.typists.others,
      ended: this.ended,
    };
  }
}
