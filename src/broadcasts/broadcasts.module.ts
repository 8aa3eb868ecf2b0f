import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelsModule } from '../channels/channels.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Audiences } from './audience.service.js';
import './broadcast.events.js';
import './broadcast.permissions.js';
import { Broadcast } from './broadcast.entity.js';
import { BroadcastCourse } from './broadcast-course.service.js';
import { BroadcastLines } from './broadcast-lines.service.js';
import { BroadcastListeners } from './broadcast-listeners.js';
import { BroadcastPreviews } from './broadcast-preview.service.js';
import { BroadcastProgress } from './broadcast-progress.service.js';
import { BroadcastSender } from './broadcast-sender.service.js';
import { BroadcastTests } from './broadcast-tests.service.js';
import { BroadcastWording } from './broadcast-wording.service.js';
import { BroadcastsController } from './broadcasts.controller.js';
import { BroadcastsService } from './broadcasts.service.js';
import { OptOutLinks } from './opt-out-links.service.js';
import { OptOutPageController } from './opt-out-page.controller.js';
import './broadcasts.personal.js';

/** What we say first, to one or many. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Broadcast]),
    IdentityModule,
    CustomersModule,
    ConversationsModule,
    ChannelsModule,
    TicketsModule,
  ],
  controllers: [BroadcastsController, OptOutPageController],
  providers: [
    Audiences,
    BroadcastCourse,
    BroadcastLines,
    BroadcastListeners,
    BroadcastPreviews,
    BroadcastProgress,
    BroadcastSender,
    BroadcastTests,
    BroadcastWording,
    BroadcastsService,
    OptOutLinks,
  ],
  exports: [BroadcastCourse, BroadcastsService],
})
export class BroadcastsModule {}
