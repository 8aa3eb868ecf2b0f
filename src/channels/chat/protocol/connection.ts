import { backoff } from './backoff.js';
import type { CallName, Calls, ChatError, Handshake } from './protocol.js';
import type { OpenTransport, Scheduler, Transport, TransportListener } from './transport.js';

/** `refused`: the server knows us and says no; trying at once again cannot help. */
export type ConnectionStatus = 'stopped' | 'connecting' | 'online' | 'waiting' | 'refused';

/** No answer: lost on the way there, on the way back, or with the connection. Nobody can say which. */
export class NoAnswer extends Error {}

/** A proxy that swallows WebSockets often does so silently, so that the time-out must be short enough to bear. */
const CONNECT_WITHIN_MS = 10_000;
const FAILURES_BEFORE_OTHER_WAY = 2;
const REFUSED_RETRY_MS = 60_000;

export interface ConnectionOptions {
  /** Ways to connect, the best first: a socket, then plain HTTP. */
  transports: readonly [OpenTransport, ...OpenTransport[]];
  scheduler: Scheduler;
  random: () => number;
  handshake: () => Handshake;
  listener: Omit<TransportListener, 'down'>;
  changed: () => void;
}

/** Keeps one transport open: reconnects with backoff, falls back to another way, and never leaves a request hanging. */
export class Connection {
  status: ConnectionStatus = 'stopped';
  /** When the next try begins, while `waiting`. */
  retryAt: number | undefined;
  refusal: ChatError | undefined;

  private transport: Transport | undefined;
  private failures = 0;
  private way = 0;
  private cancelTimer: () => void = () => undefined;
  private readonly pending = new Set<(error: Error) => void>();

  constructor(private readonly options: ConnectionOptions) {}

  start(): void {
    if (this.status === 'stopped') this.open();
  }

  stop(): void {
    this.leave();
    this.set('stopped');
  }

  /** Does not wait for the backoff: the visitor asked, or the network came back. */
  tryNow(): void {
    if (this.status === 'waiting' || this.status === 'refused') this.open();
  }

  /** Gives up a connection that looks alive but does not answer. */
  restart(): void {
    if (this.status !== 'online' && this.status !== 'connecting') return;
    this.leave();
    this.open();
  }

  request<K extends CallName>(call: K, body: Calls[K]['body'], withinMs: number): Promise<Calls[K]['ack']> {
    const { transport } = this;
    if (!transport || this.status !== 'online') return Promise.reject(new NoAnswer('not connected'));
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        cancel();
        this.pending.delete(fail);
        reject(error);
      };
      const cancel = this.options.scheduler.after(withinMs, () => fail(new NoAnswer('no answer in time')));
      this.pending.add(fail);
      transport.request(call, body).then(
        (ack) => {
          cancel();
          this.pending.delete(fail);
          resolve(ack);
        },
        (error: Error) => fail(new NoAnswer(error.message)),
      );
    });
  }

  notify<K extends CallName>(call: K, body: Calls[K]['body']): void {
    if (this.status === 'online') this.transport?.notify(call, body);
  }

  private open(): void {
    this.cancelTimer();
    const { transports, scheduler, handshake, listener } = this.options;
    const way = transports[this.way % transports.length] ?? transports[0];
    let alive = true;
    const only = <T>(run: (data: T) => void) => {
      return (data: T): void => {
        if (alive) run(data);
      };
    };
    this.set('connecting');
    const opened = way(handshake(), {
      session: only((session) => {
        this.cancelTimer();
        this.failures = 0;
        this.refusal = undefined;
        this.set('online');
        listener.session(session);
      }),
      message: only(listener.message),
      typing: only(listener.typing),
      read: only(listener.read),
      presence: only(listener.presence),
      ended: only(listener.ended),
      down: only((error) => {
        alive = false;
        this.failed(error);
      }),
    });
    this.transport = {
      request: (call, body) => opened.request(call, body),
      notify: (call, body) => opened.notify(call, body),
      close: () => {
        alive = false;
        opened.close();
      },
    };
    this.cancelTimer = scheduler.after(CONNECT_WITHIN_MS, () => this.failed());
  }

  private failed(error?: ChatError): void {
    const wasOnline = this.status === 'online';
    this.leave();
    if (error?.code === 'unauthorized' || error?.code === 'closed') {
      this.refusal = error;
      this.again('refused', REFUSED_RETRY_MS);
      return;
    }
    const delay = backoff(this.failures, this.options.random);
    this.failures += 1;
    if (!wasOnline && this.failures % FAILURES_BEFORE_OTHER_WAY === 0) this.way += 1;
    this.again('waiting', delay);
  }

  private again(status: ConnectionStatus, delay: number): void {
    this.retryAt = this.options.scheduler.now() + delay;
    this.cancelTimer = this.options.scheduler.after(delay, () => this.open());
    this.set(status);
  }

  private leave(): void {
    this.cancelTimer();
    this.retryAt = undefined;
    const { transport } = this;
    this.transport = undefined;
    transport?.close();
    for (const fail of [...this.pending]) fail(new NoAnswer('the connection ended'));
  }

  private set(status: ConnectionStatus): void {
    this.status = status;
    if (status !== 'waiting' && status !== 'refused') this.retryAt = undefined;
    this.options.changed();
  }
}
