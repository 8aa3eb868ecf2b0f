import type { CallName, Calls, ChatError, Handshake, ServerEventName, ServerEvents } from './protocol.js';

export type TransportListener = {
  [K in ServerEventName]: (data: ServerEvents[K]) => void;
} & {
  /** Said once, then the transport is dead: it could not connect, or lost its connection, or was refused. */
  down: (error?: ChatError) => void;
};

/** One connection, from its opening to its end. It never reconnects by itself: `Connection` opens a new one. */
export interface Transport {
  /** Rejects where no answer can come any more. */
  request<K extends CallName>(call: K, body: Calls[K]['body']): Promise<Calls[K]['ack']>;
  /** For what may be lost: typing and read marks. */
  notify<K extends CallName>(call: K, body: Calls[K]['body']): void;
  close(): void;
}

/** Begins to connect; `session` says that it worked. */
export type OpenTransport = (handshake: Handshake, listener: TransportListener) => Transport;

/** Time is handed in: the core runs under a test's clock as under a browser's. */
export interface Scheduler {
  now(): number;
  /** Calls back after `ms`; what it returns takes the call back. */
  after(ms: number, run: () => void): () => void;
}
