import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Acknowledgement } from './acknowledgement.service.js';
import { AwayAnswer } from './away-answer.service.js';
import { DealPlaces } from './deal-places.service.js';
import { VisitUse } from './visit-use.service.js';

@Module({
  imports: [ChannelsModule, ContractsModule, ConversationsModule, CustomersModule, SalesModule, TicketsModule],
  providers: [Acknowledgement, AwayAnswer, DealPlaces, VisitUse],
})
export class AutomationModule {}
