import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { ArticlePictures } from './articles/article-pictures.service.js';
import { ArticleWordings } from './articles/article-wordings.service.js';
import { ArticleWriter } from './articles/article-writer.service.js';
import { Article, ArticleVersion, Translation } from './articles/article.entity.js';
import { Category } from './categories/category.entity.js';
import './knowledge.events.js';
import './knowledge.permissions.js';
import './knowledge.personal.js';
import { KnowledgeService } from './knowledge.service.js';

/** What we know and let others read. Who reads what is decided in `articles/article.access.ts`, and only there. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Article, ArticleVersion, Category, Translation]),
    ContractsModule,
    ConversationsModule,
    IdentityModule,
    TicketsModule,
  ],
  providers: [ArticlePictures, ArticleWordings, ArticleWriter, KnowledgeService],
  exports: [KnowledgeService],
})
export class KnowledgeModule {}
