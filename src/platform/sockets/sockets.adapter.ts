import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as createRedisAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Server, ServerOptions } from 'socket.io';
import { Config } from '../config.js';
import { SteadyClient } from '../database/steady-client.js';
import { ForeignOrigins } from './foreign-origins.js';
import { Logs } from '../telemetry/logs.js';

/** A chat message has at most 10,000 characters, which are at most 40,000 bytes; files go another way. */
const MAX_PACKET = 128 * 1024;

/**
 * Socket.IO on the web server. With several processes a broadcast reaches the sockets of all: through Redis where one
 * is configured, else through PostgreSQL. On the embedded database there is one process and nothing to carry.
 */
export class SocketsAdapter extends IoAdapter {
  private readonly origins: ForeignOrigins;
  private readonly closers: (() => Promise<unknown>)[] = [];

  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
    private readonly embedded: boolean,
  ) {
    super(app);
    this.origins = app.get(ForeignOrigins);
  }

  private readonly mayRead = (
    origin: string | undefined,
    answer: (error: Error | null, may?: boolean) => void,
  ): void => {
    this.origins.mayRead(origin).then(
      (may) => answer(null, may),
      () => answer(null, false),
    );
  };

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: MAX_PACKET,
      cors: { origin: this.mayRead, methods: ['GET', 'POST'], credentials: false },
      pingInterval: 20_000,
      pingTimeout: 15_000,
      // Connection state recovery stays off: our own `seq` and resync are the guarantee, and a recovered socket
      // would skip authentication (4.8.4).
    } as ServerOptions);
    const adapter = this.fanOut();
    if (adapter) server.adapter(adapter);
    return server;
  }

  private fanOut(): Parameters<Server['adapter']>[0] | undefined {
    const redis = this.config.get('REDIS_URL');
    if (redis) {
      const client = new Redis(redis, { maxRetriesPerRequest: null });
      this.closers.push(() => client.quit());
      return createRedisAdapter(client) as Parameters<Server['adapter']>[0];
    }
    if (this.embedded) return undefined;
    const log = Logs.for('sockets');
    const pool = new pg.Pool({ connectionString: this.config.get('DATABASE_URL'), max: 3, Client: SteadyClient });
    pool.on('error', (error) => log.warn({ err: error }, 'the fan-out connection had an error'));
    this.closers.push(() => pool.end());
    return createPostgresAdapter(pool, {
      errorHandler: (error) => log.warn({ err: error }, 'fan-out failed'),
    }) as Parameters<Server['adapter']>[0];
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await Promise.all(this.closers.map((close) => close()));
  }
}
