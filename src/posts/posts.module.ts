import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelsModule } from '../channels/channels.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { PostAnswers } from './post-answers.service.js';
import { PostCourse } from './post-course.service.js';
import { Post, PostTarget } from './post.entity.js';
import './post.events.js';
import './post.permissions.js';
import './posts.personal.js';
import { PostLines } from './post-lines.service.js';
import { PostListeners } from './post-listeners.js';
import { PostPictures } from './post-pictures.service.js';
import { PostPublisher } from './post-publisher.service.js';
import { PostReconciliation } from './post-reconciliation.service.js';
import { PostTargets } from './post-targets.service.js';
import { PostViews } from './post-views.service.js';
import { PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';
import './posts.personal.js';

/** What we say to everybody. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Post, PostTarget]),
    IdentityModule,
    ConversationsModule,
    ChannelsModule,
    TicketsModule,
  ],
  controllers: [PostsController],
  providers: [
    PostAnswers,
    PostCourse,
    PostLines,
    PostListeners,
    PostPictures,
    PostPublisher,
    PostReconciliation,
    PostTargets,
    PostViews,
    PostsService,
  ],
})
export class PostsModule {}
