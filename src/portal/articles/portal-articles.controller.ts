import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ReadableArticle } from '../../knowledge/articles/reading.dto.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import {
  PortalArticleList,
  PortalArticleLook,
  PortalArticleOpinion,
  PortalArticleQuery,
  PortalQuestion,
  PortalShelfList,
} from './portal-article.dto.js';
import { PortalArticles } from './portal-articles.service.js';
import { disposition } from '../../platform/http/disposition.js';

@ApiTags('portal')
@ForCustomers()
@Controller('portal')
export class PortalArticlesController {
  constructor(private readonly articles: PortalArticles) {}

  @Get('articles')
  @ApiOperation({ summary: 'Help articles that I may read: found by words, of a category, or read most' })
  @ApiOkResponse({ type: PortalArticleList })
  async list(@TheCustomer() me: Customer, @Query() query: PortalArticleQuery): Promise<PortalArticleList> {
    return { items: await this.articles.list(me, query), nextCursor: null };
  }

  @Get('articles/shelves')
  @ApiOperation({ summary: 'Categories in which there is something for me to read' })
  @ApiOkResponse({ type: PortalShelfList })
  async shelves(@TheCustomer() me: Customer, @Query() { language }: PortalArticleLook): Promise<PortalShelfList> {
    return { items: await this.articles.shelves(me, language), nextCursor: null };
  }

  @Post('articles/suggestions')
  @HttpCode(200)
  @ApiOperation({ summary: 'What may answer a request that I am writing' })
  @ApiOkResponse({ type: PortalArticleList })
  async suggest(@TheCustomer() me: Customer, @Body() body: PortalQuestion): Promise<PortalArticleList> {
    return { items: await this.articles.suggest(me, body), nextCursor: null };
  }

  @Get('articles/:id')
  @ApiOperation({ summary: 'One article, in this language or the best there is' })
  @ApiOkResponse({ type: ReadableArticle })
  read(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() look: PortalArticleLook,
  ): Promise<ReadableArticle> {
    return this.articles.read(me, id, look);
  }

  @Post('articles/:id/feedback')
  @HttpCode(204)
  @ApiOperation({ summary: 'Whether it helped. Said again, it replaces what I said before.' })
  @ApiNoContentResponse()
  say(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PortalArticleOpinion,
  ): Promise<void> {
    return this.articles.say(me, id, body);
  }

  @Post('articles/:id/solved')
  @HttpCode(204)
  @ApiOperation({ summary: 'It answered what I was about to ask' })
  @ApiNoContentResponse()
  solved(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.articles.solved(me, id);
  }

  @Get('pictures/:id')
  @ApiOperation({ summary: 'A picture of an article' })
  @ApiProduces('image/*')
  async picture(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { file, content } = await this.articles.picture(me, id);
    return new StreamableFile(content, {
      type: file.type,
      length: file.size,
      disposition: disposition('inline', file.name),
    });
  }
}
