import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelsModule } from '../channels/channels.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Notices } from './notices.service.js';
import { AnswerNotices } from './answer-notices.js';
import { NotificationChoice } from './notification-choice.entity.js';
import { NotificationChoices } from './notification-choices.service.js';
import { NotificationListeners } from './notification-listeners.js';
import { NotificationMail } from './notification-mail.js';
import { NotificationPages } from './notification-pages.js';
import { NotificationUpkeep } from './notification-upkeep.js';
import { Notification } from './notification.entity.js';
import './notification.events.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import './notifications.personal.js';

/** What people are told: in the console always, by mail as they choose. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Notification, NotificationChoice]),
    ChannelsModule,
    ConversationsModule,
    IdentityModule,
    TicketsModule,
  ],
  controllers: [NotificationsController],
  providers: [
    AnswerNotices,
    Notices,
    NotificationChoices,
    NotificationListeners,
    NotificationMail,
    NotificationPages,
    NotificationUpkeep,
    NotificationsService,
  ],
})
export class NotificationsModule {}
