import type { Pool, QueryConfig, QueryResult } from 'pg';
import type { SteadyClient } from './steady-client.js';

interface Asked {
  statement: QueryConfig;
  resolve: (result: QueryResult) => void;
  reject: (error: unknown) => void;
}

/** More of them share the database's processes, so that a long page is not read by one alone. */
const MOST = 16;

/**
 * Statements that are asked for in the same turn of the event loop, by one request or by several that came together, leave
 * by one connection, in one write. A page reads a dozen small things at once; a connection for each wakes a dozen of the database's processes, and on few cores that
 * costs more than what they do. For short reads only: each waits for those before it.
 */
export class Together {
  private asked: Asked[] = [];

  constructor(private readonly pool: () => Pool) {}

  ask(statement: QueryConfig): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      this.asked.push({ statement, resolve, reject });
      if (this.asked.length === 1) setImmediate(() => this.leave());
    });
  }

  private leave(): void {
    const { asked } = this;
    this.asked = [];
    for (let at = 0; at < asked.length; at += MOST) void this.send(asked.slice(at, at + MOST));
  }

  private async send(asked: readonly Asked[]): Promise<void> {
    let client: SteadyClient & { release(error?: Error): void };
    try {
      client = (await this.pool().connect()) as unknown as typeof client;
    } catch (error) {
      for (const { reject } of asked) reject(error);
      return;
    }
    client.gather();
    let failure: Error | undefined;
    await Promise.all(
      asked.map(({ statement, resolve, reject }) =>
        client.query(statement).then(resolve, (error: Error) => {
          failure ??= error;
          reject(error);
        }),
      ),
    );
    // As the pool does after a single statement: a connection on which one failed is not used again.
    client.release(failure);
  }
}
