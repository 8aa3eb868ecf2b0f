import type { Server } from 'node:http';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/**
 * Longer than proxies and clients keep a connection that is not used, so that it is they who close it: a request that is
 * sent while we do would be lost. Node's own is five seconds. https://nodejs.org/api/http.html#serverkeepalivetimeout
 */
const KEPT_MS = 75_000;
/** No more than this is left to requests that are under way; a stop as a whole has ten seconds. */
const ANSWERED_WITHIN_MS = 5_000;

/** How long connections stay between requests, and that none holds up the end. */
@Injectable()
export class KeptConnections implements OnModuleInit, BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    if (this.server) this.server.keepAliveTimeout = KEPT_MS;
  }

  /** The server closes what rests by then; what is answered later must not rest first. */
  beforeApplicationShutdown(): void {
    const { server } = this;
    if (!server) return;
    server.keepAliveTimeout = 1;
    setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS).unref();
  }

  /** None where commands run without a door. */
  private get server(): Server | undefined {
    return this.host.httpAdapter?.getHttpServer() as Server | undefined;
  }
}
