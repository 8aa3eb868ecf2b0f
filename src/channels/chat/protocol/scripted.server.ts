import type { CallName, ChatMessage, Failure, Handshake, MessageAck, OutgoingMessage, Session } from './protocol.js';
import type { OpenTransport, Scheduler, TransportListener } from './transport.js';

/** Time that only moves when a test says so. */
export class ManualScheduler implements Scheduler {
  private time = 1_000_000;
  private timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((t) => t !== timer));
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await settled();
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
    await settled();
  }

  /** A laptop that sleeps: the time jumps, the timers do not run until it wakes. */
  sleep(ms: number): void {
    this.time += ms;
  }
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
}

interface Line {
  listener: TransportListener;
  visitor: string;
  open: boolean;
}

/** A chat server in a few lines whose network can be cut in each direction, for tests of clients without a network. */
export class ScriptedServer {
  readonly messages: ChatMessage[] = [];
  readonly heard: { call: CallName; body: unknown }[] = [];
  readonly handshakes: Handshake[] = [];
  /** Client → server, and server → client. */
  up = true;
  down = true;
  accepting = true;
  refuse: ((message: OutgoingMessage) => Failure | undefined) | undefined;
  holdAcks = false;
  sendsOwnBack = true;
  private readonly held: (() => void)[] = [];
  private lines: Line[] = [];

  readonly transport: OpenTransport = (handshake, listener) => {
    const line: Line = { listener, visitor: handshake.visitor ?? 'visitor-1', open: true };
    queueMicrotask(() => {
      if (!this.up || !line.open) return;
      this.handshakes.push(handshake);
      if (!this.accepting) return listener.down();
      this.lines.push(line);
      this.tell(() => line.open && listener.session(this.session(line.visitor)));
    });
    return {
      request: (call, body) =>
        new Promise((resolve) => {
          if (!this.up || !line.open) return;
          this.heard.push({ call, body });
          const ack = this.answer(call, body as never, line);
          const say = (): void => this.tell(() => line.open && resolve(ack as never));
          if (this.holdAcks && call === 'message') this.held.push(say);
          else queueMicrotask(say);
        }),
      notify: (call, body) => {
        if (this.up && line.open) this.heard.push({ call, body });
      },
      close: () => {
        line.open = false;
        this.lines = this.lines.filter((l) => l !== line);
      },
    };
  };

  /** Every connection ends, as when the process restarts. */
  dropAll(): void {
    for (const line of [...this.lines]) line.listener.down();
    this.lines = [];
  }

  releaseAcks(order: 'in order' | 'reversed' = 'in order'): void {
    const held = this.held.splice(0);
    for (const say of order === 'reversed' ? held.reverse() : held) say();
  }

  agentSays(text: string, { deliver = true } = {}): ChatMessage {
    const message = this.store({ text, from: { kind: 'agent', name: 'Rui' } });
    if (deliver) this.broadcast(message);
    return message;
  }

  tellAll<K extends 'typing' | 'read' | 'ended' | 'presence'>(
    event: K,
    data: Parameters<TransportListener[K]>[0],
  ): void {
    for (const line of this.lines) this.tell(() => (line.listener[event] as (d: typeof data) => void)(data));
  }

  broadcast(message: ChatMessage): void {
    for (const line of this.lines) this.tell(() => line.listener.message(message));
  }

  calls(call: CallName): unknown[] {
    return this.heard.filter((h) => h.call === call).map((h) => h.body);
  }

  private tell(say: () => unknown): void {
    if (this.down) say();
  }

  private answer(call: CallName, body: OutgoingMessage & { after: number }, line: Line): unknown {
    if (call === 'message') return this.take(body, line);
    if (call === 'sync') {
      return { ok: true, messages: this.messages.filter((m) => m.seq > body.after).slice(0, 50), more: false };
    }
    return { ok: true };
  }

  private take(body: OutgoingMessage, line: Line): MessageAck {
    const refusal = this.refuse?.(body);
    if (refusal) return refusal;
    const known = this.messages.find((m) => m.clientId === body.clientId);
    const message =
      known ?? this.store({ text: body.text, clientId: body.clientId, from: { kind: 'visitor', name: '' } });
    const hearing = known ? [] : this.lines.filter((other) => other !== line || this.sendsOwnBack);
    for (const other of hearing) this.tell(() => other.listener.message(message));
    return { ok: true, id: message.id, seq: message.seq, at: message.at, conversation: 'c1', ticket: 1 };
  }

  private store(part: Pick<ChatMessage, 'text' | 'from' | 'clientId'>): ChatMessage {
    const seq = this.messages.length + 1;
    const message: ChatMessage = { id: `m${seq}`, seq, attachments: [], at: '2026-11-21T12:00:00.000Z', ...part };
    this.messages.push(message);
    return message;
  }

  private session(visitor: string): Session {
    const lastSeq = this.messages.length;
    return {
      protocol: 1,
      visitor,
      conversation: { id: lastSeq > 0 ? 'c1' : null, ticket: lastSeq > 0 ? 1 : null, lastSeq, readSeq: 0 },
      team: { name: 'Support', online: true, waitMinutes: 1 },
      history: this.messages.slice(-50),
    };
  }
}
