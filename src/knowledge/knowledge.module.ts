import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AnswerArticles } from './articles/answer-articles.service.js';
import { ArticlePictures } from './articles/article-pictures.service.js';
import { ArticleReading } from './articles/article-reading.service.js';
import { ArticleUpkeep } from './articles/article-upkeep.js';
import { ArticleWordings } from './articles/article-wordings.service.js';
import { ArticleWriter } from './articles/article-writer.service.js';
import { Article, ArticleVersion, Translation } from './articles/article.entity.js';
import { ArticlesController } from './articles/articles.controller.js';
import { ArticlesService } from './articles/articles.service.js';
import { CategoriesController } from './categories/categories.controller.js';
import { CategoriesService } from './categories/categories.service.js';
import { Category } from './categories/category.entity.js';
import { ArticleCounts } from './feedback/article-counts.service.js';
import { ArticleFeedbacks } from './feedback/article-feedback.service.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { ArticleFeedback } from './feedback/feedback.entity.js';
import { KnowledgeFiguresService } from './feedback/knowledge-figures.service.js';
import { ReaderMarks } from './feedback/reader-marks.service.js';
import { HelpSuggestionsController } from './help/help-suggestions.controller.js';
import { HelpController } from './help/help.controller.js';
import { HelpPages } from './help/help-pages.service.js';
import './knowledge.events.js';
import './knowledge.permissions.js';
import './knowledge.personal.js';
import { KnowledgeService } from './knowledge.service.js';
import { ArticleSearch } from './search/article-search.service.js';

/** What we know and let others read. Who reads what is decided in `articles/article.access.ts`, and only there. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Article, ArticleFeedback, ArticleVersion, Category, Translation]),
    ContractsModule,
    ConversationsModule,
    IdentityModule,
    TicketsModule,
  ],
  controllers: [
    ArticlesController,
    CategoriesController,
    FeedbackController,
    HelpController,
    HelpSuggestionsController,
  ],
  providers: [
    AnswerArticles,
    ArticleCounts,
    ArticleFeedbacks,
    ArticlePictures,
    ArticleReading,
    ArticleSearch,
    ArticlesService,
    ArticleUpkeep,
    ArticleWordings,
    ArticleWriter,
    CategoriesService,
    HelpPages,
    KnowledgeFiguresService,
    KnowledgeService,
    ReaderMarks,
  ],
  exports: [
    ArticleCounts,
    ArticleFeedbacks,
    ArticlePictures,
    ArticleReading,
    ArticleSearch,
    KnowledgeService,
    ReaderMarks,
  ],
})
export class KnowledgeModule {}
