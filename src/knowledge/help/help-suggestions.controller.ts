import { Body, Controller, Headers, HttpCode, Ip, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { ANYONE } from '../articles/article.access.js';
import { languageTag } from '../articles/article.rules.js';
import { ArticleReading } from '../articles/article-reading.service.js';
import { ArticleCounts } from '../feedback/article-counts.service.js';
import { ReaderMarks } from '../feedback/reader-marks.service.js';
import { HelpOfferList, WrittenQuestion } from './help-suggestion.dto.js';
import { articlePath } from './help-page.rules.js';
import { HelpPages } from './help-pages.service.js';

const OFFERED = 3;

/** What may answer somebody who writes to us without an account. Only what anybody may read; what they write is not kept. */
@ApiTags('knowledge')
@Controller('help-suggestions')
export class HelpSuggestionsController {
  constructor(
    private readonly articles: ArticleReading,
    private readonly counts: ArticleCounts,
    private readonly marks: ReaderMarks,
    private readonly pages: HelpPages,
  ) {}

  @Post()
  @Public('who writes in the chat or on the packages page has no account; it tells only what anybody may read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Public help articles that may answer what somebody is writing; JSON or a form' })
  @ApiOkResponse({ type: HelpOfferList })
  async suggest(
    @Body() { text, language }: WrittenQuestion,
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HelpOfferList> {
    // The chat stands in other people's pages. A form is asked without a preflight; no cookie is read.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Cache-Control', 'no-store');
    this.marks.limit('suggest', address);
    const lines = await this.articles.suggestions(ANYONE, text, languageTag(language) ?? 'en', OFFERED);
    const ids = lines.map(({ id }) => id);
    await this.counts.count('suggested', 'form', ids, this.marks.ofVisitor(address, agent ?? ''));
    return {
      items: lines.map((line) => ({
        ...{ language: line.language, title: line.title, summary: line.summary },
        url: `${this.pages.origin}/help/${line.language}${articlePath(line.slug)}`,
      })),
      nextCursor: null,
    };
  }
}
