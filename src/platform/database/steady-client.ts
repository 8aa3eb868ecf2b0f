import type { Duplex } from 'node:stream';
import pg from 'pg';

/**
 * A connection whose loss is an error of whoever uses it and never the end of the process. A pool listens only to what
 * is idle in it; a server that dies while a connection is between the pool and its user would otherwise be an error that
 * nobody hears, and Node ends the process for those. Whoever queries a lost connection is told by that query.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /**
   * Statements that follow without waiting for an answer leave in one write: each write wakes the server's process, and
   * on few cores that costs more than the statement.
   */
  gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
