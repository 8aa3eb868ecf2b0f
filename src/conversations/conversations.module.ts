import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Attachment } from './attachment.entity.js';
import { Conversation } from './conversation.entity.js';
import './conversation.events.js';
import { ConversationsService } from './conversations.service.js';
import { Inbox } from './inbox.entity.js';
import { MessageStates } from './message-states.service.js';
import { Message } from './message.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Inbox, Conversation, Message, Attachment])],
  providers: [ConversationsService, MessageStates],
  exports: [ConversationsService, MessageStates],
})
export class ConversationsModule {}
