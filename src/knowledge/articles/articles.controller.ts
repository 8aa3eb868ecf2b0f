import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { ArticleCounts } from '../feedback/article-counts.service.js';
import { AnswerArticles } from './answer-articles.service.js';
import { AGENT } from './article.access.js';
import {
  AnswerArticleList,
  ArticleChange,
  ArticleFromMessage,
  ArticlePage,
  ArticleQuery,
  ArticleSeen,
  ArticleView,
  FindArticles,
  NewArticle,
  VersionPage,
  VersionView,
  WordingChange,
} from './article.dto.js';
import { ArticlePictures } from './article-pictures.service.js';
import { ArticleReading } from './article-reading.service.js';
import { ArticlesService, CONSOLE_FILES } from './articles.service.js';
import { LanguagePipe } from './language.pipe.js';
import { ReadableArticle } from './reading.dto.js';
import type { Move } from './article.rules.js';

@ApiTags('knowledge')
@Controller('knowledge')
export class ArticlesController {
  constructor(
    private readonly articles: ArticlesService,
    private readonly answers: AnswerArticles,
    private readonly reading: ArticleReading,
    private readonly pictures: ArticlePictures,
    private readonly counts: ArticleCounts,
  ) {}

  @Get('articles')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'Help articles, what was changed last first; drafts for those who write' })
  @ApiOkResponse({ type: ArticlePage })
  list(@Me() me: Actor, @Query() query: ArticleQuery): Promise<ArticlePage> {
    return this.articles.list(me, query);
  }

  @Post('articles')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'Begin one, in one language; readers see it when it is published' })
  @ApiCreatedResponse({ type: ArticleView })
  create(@Me() me: Actor, @Body() body: NewArticle): Promise<ArticleView> {
    return this.articles.create(me, body);
  }

  @Post('articles/from-message')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'Begin one with an answer of ours on a ticket' })
  @ApiCreatedResponse({ type: ArticleView })
  fromMessage(@Me() me: Actor, @Body() body: ArticleFromMessage): Promise<ArticleView> {
    return this.answers.fromMessage(me, body);
  }

  @Get('answers')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'Published articles for an answer: by words, or by what a ticket is about' })
  @ApiOkResponse({ type: AnswerArticleList })
  answer(@Me() me: Actor, @Query() query: FindArticles): Promise<AnswerArticleList> {
    return this.answers.find(me, query);
  }

  @Get('articles/:id')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'An article with what is written in each language' })
  @ApiOkResponse({ type: ArticleView })
  one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ArticleView> {
    return this.articles.one(me, id);
  }

  @Get('articles/:id/reading/:language')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'As readers see it, in this language or the best there is' })
  @ApiOkResponse({ type: ReadableArticle })
  read(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
  ): Promise<ReadableArticle> {
    return this.reading.article(AGENT, { id }, { language, files: CONSOLE_FILES });
  }

  @Patch('articles/:id')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'Its category, readers, tags, or the day on which to look at it again' })
  @ApiOkResponse({ type: ArticleView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ArticleChange): Promise<ArticleView> {
    return this.articles.change(me, id, body);
  }

  @Delete('articles/:id')
  @Can('knowledge:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw away what was never published' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.articles.remove(me, id);
  }

  @Put('articles/:id/translations/:language')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'Write it in a language. Readers see it when it is published the next time.' })
  @ApiOkResponse({ type: ArticleView })
  write(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
    @Body() body: WordingChange,
  ): Promise<ArticleView> {
    return this.articles.write(me, id, language, body);
  }

  @Delete('articles/:id/translations/:language')
  @Can('knowledge:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a language away; one stays. Of a published article, by those who publish.' })
  @ApiNoContentResponse()
  removeLanguage(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
  ): Promise<void> {
    return this.articles.removeLanguage(me, id, language);
  }

  @Get('articles/:id/translations/:language/versions')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'Every wording that it had, the newest first' })
  @ApiOkResponse({ type: VersionPage })
  versions(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
  ): Promise<VersionPage> {
    return this.articles.versions(id, language);
  }

  @Get('articles/:id/translations/:language/versions/:number')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: VersionView })
  version(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
    @Param('number', ParseIntPipe) number: number,
  ): Promise<VersionView> {
    return this.articles.version(id, language, within(number));
  }

  @Post('articles/:id/translations/:language/versions/:number/restore')
  @Can('knowledge:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make it the newest again' })
  @ApiOkResponse({ type: ArticleView })
  restore(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('language', LanguagePipe) language: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() { version }: ArticleSeen,
  ): Promise<ArticleView> {
    return this.articles.restore(me, id, language, within(number), version);
  }

  @Post('articles/:id/ask')
  @Can('knowledge:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for its review' })
  @ApiOkResponse({ type: ArticleView })
  ask(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ArticleSeen) {
    return this.move(me, id, version, 'ask');
  }

  @Post('articles/:id/withdraw')
  @Can('knowledge:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'A draft again' })
  @ApiOkResponse({ type: ArticleView })
  withdraw(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ArticleSeen) {
    return this.move(me, id, version, 'withdraw');
  }

  @Post('articles/:id/publish')
  @Can('knowledge:publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put what is written before its readers, in every language' })
  @ApiOkResponse({ type: ArticleView })
  publish(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ArticleSeen) {
    return this.move(me, id, version, 'publish');
  }

  @Post('articles/:id/archive')
  @Can('knowledge:publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take it from its readers, and keep it' })
  @ApiOkResponse({ type: ArticleView })
  archive(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ArticleSeen) {
    return this.move(me, id, version, 'archive');
  }

  @Post('articles/:id/reopen')
  @Can('knowledge:publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Out of the archive: a draft again' })
  @ApiOkResponse({ type: ArticleView })
  reopen(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ArticleSeen) {
    return this.move(me, id, version, 'reopen');
  }

  @Post('articles/:id/inserted')
  @Can('knowledge:read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Somebody put it into an answer: counted, so that one sees which articles help' })
  @ApiNoContentResponse()
  inserted(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.counts.count('inserted', 'console', [id], me.id ?? '');
  }

  @Get('files/:id')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'A picture of an article' })
  @ApiProduces('image/*')
  async picture(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const file = await this.pictures.find(AGENT, id);
    return new StreamableFile(await this.pictures.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition('inline', file.name),
    });
  }

  private move(me: Actor, id: string, version: number, move: Move): Promise<ArticleView> {
    return this.articles.move(me, id, version, move);
  }
}

/** Beyond what the database counts there is no version either. */
const within = (number: number): number => (Math.abs(number) > 2_147_483_647 ? 0 : number);
