import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AgentBroadcasts } from './agent.broadcasts.js';
import { AgentGateway } from './agent.gateway.js';
import { AtDesk } from './at-desk.js';
import { Presence } from './presence.js';

@Module({
  imports: [ConversationsModule, DispatchModule, IdentityModule, RoutingModule, SalesModule, TicketsModule],
  providers: [AgentGateway, AgentBroadcasts, AtDesk, Presence],
})
export class RealtimeModule {}
