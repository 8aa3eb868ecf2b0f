import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { Status } from './status.entity.js';
import { TicketEvent } from './ticket-event.entity.js';
import { Ticket } from './ticket.entity.js';
import './ticket.events.js';
import { TicketWriter } from './ticket-writer.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Ticket, TicketEvent, Status]), ConversationsModule],
  providers: [TicketWriter],
  exports: [TicketWriter],
})
export class TicketsModule {}
