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
}
