import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { CustomersModule } from '../../customers/customers.module.js';
import { HoursModule } from '../../hours/hours.module.js';
import { ChannelsModule } from '../channels.module.js';
import { AsyncApiController } from './asyncapi.controller.js';
import { ChatAdapter } from './chat.adapter.js';
import { ChatController } from './chat.controller.js';
import { ChatDoor } from './chat.door.js';
import { ChatFiles } from './chat.files.js';
import { ChatGateway } from './chat.gateway.js';
import { ChatGuests } from './chat-guests.service.js';
import { ChatListeners } from './chat.listeners.js';
import { ChatPolls } from './chat.polls.js';
import { ChatRooms } from './chat.rooms.js';
import { ChatService } from './chat.service.js';
import { ChatSimulator } from './chat.simulator.js';
import { ConversationReader } from './conversation.reader.js';
import { TeamPresence } from './team.service.js';
import { Visitor } from './visitor.entity.js';
import { VisitorsService } from './visitors.service.js';
import './chat.personal.js';

@Module({
  imports: [TypeOrmModule.forFeature([Visitor]), ChannelsModule, ConversationsModule, CustomersModule, HoursModule],
  controllers: [ChatController, AsyncApiController],
  providers: [
    ChatAdapter,
    ChatGateway,
    ChatGuests,
    ChatListeners,
    ChatService,
    ChatRooms,
    ChatPolls,
    ChatFiles,
    ChatSimulator,
    ConversationReader,
    TeamPresence,
    VisitorsService,
  ],
  exports: [ChatGuests],
})
export class ChatModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ChatDoor).forRoutes('chat', 'chat/*path');
  }
}
