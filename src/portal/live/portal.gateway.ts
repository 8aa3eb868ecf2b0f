import { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { fromOwnPage } from '../../platform/sockets/own-pages.rules.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import type { Customer } from '../access/customer.js';
import { PortalCookie } from '../access/portal-cookie.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import { PortalHints } from './portal-hints.js';
import { roomsOf } from './portal-rooms.rules.js';

type CustomerSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { customer: Customer }>;

/**
 * The customers' sockets, namespace `/portal`: they only listen, to hints of what changed. What is hinted at is read over
 * HTTP, where it is asked again who may. A socket joins no room but those of its own rights.
 */
@WebSocketGateway({ namespace: '/portal' })
export class PortalGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<CustomerSocket>, OnGatewayDisconnect
{
  private readonly log = Logs.for('portal');

  constructor(
    private readonly sessions: PortalSessions,
    private readonly cookie: PortalCookie,
    private readonly hints: PortalHints,
    private readonly metrics: Metrics,
  ) {}

  afterInit(namespace: Namespace): void {
    this.hints.attach(namespace);
    // In a middleware, so that nobody is connected, or in a room, before it is known who it is.
    namespace.use((socket, next) => {
      this.enter(socket as CustomerSocket).then(
        (isKnown) => next(isKnown ? undefined : new Error('unauthorized')),
        (error: unknown) => {
          this.log.error({ err: error }, 'a handshake of the portal failed');
          next(new Error('unavailable'));
        },
      );
    });
  }

  async handleConnection(socket: CustomerSocket): Promise<void> {
    this.metrics.sockets.inc({ namespace: 'portal' });
    await socket.join(roomsOf(socket.data.customer));
    socket.emit('ready');
  }

  handleDisconnect(): void {
    this.metrics.sockets.dec({ namespace: 'portal' });
  }

  private async enter(socket: CustomerSocket): Promise<boolean> {
    if (!fromOwnPage(socket.handshake.headers)) return false;
    const token = this.cookie.read(socket.handshake.headers.cookie);
    const customer = token && (await this.sessions.customerBy(token));
    if (!customer) return false;
    socket.data = { customer };
    return true;
  }
}
