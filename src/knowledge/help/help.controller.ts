import { Body, Controller, Get, Headers, HttpCode, Ip, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { Refusal } from '../../platform/http/refusal.js';
import { ANYONE } from '../articles/article.access.js';
import { ArticlePictures } from '../articles/article-pictures.service.js';
import { languageTag } from '../articles/article.rules.js';
import { ArticleCounts, isMachine } from '../feedback/article-counts.service.js';
import { ArticleFeedbacks } from '../feedback/article-feedback.service.js';
import { ReaderMarks } from '../feedback/reader-marks.service.js';
import { ArticleSearch } from '../search/article-search.service.js';
import { articlePath, gonePage, sitemap, type FeedbackTold, type Rendered } from './help-page.rules.js';
import { HelpPages } from './help-pages.service.js';
import { SUGGEST_SCRIPT } from './suggest-script.rules.js';

const OPEN = 'what is published for everybody may be read by everybody';
const MAX_QUERY = 200;

/** The help centre: pages without a script, which machines that look for answers can read as well. */
@ApiExcludeController()
@Controller()
export class HelpController {
  constructor(
    private readonly pages: HelpPages,
    private readonly pictures: ArticlePictures,
    private readonly counts: ArticleCounts,
    private readonly feedback: ArticleFeedbacks,
    private readonly marks: ReaderMarks,
    private readonly search: ArticleSearch,
  ) {}

  @Get('robots.txt')
  @Public('it is written for whoever comes by')
  robots(@Res() response: Response): void {
    response
      .type('text')
      .send(
        `User-agent: *\nAllow: /help\nAllow: /packages\nDisallow: /\nSitemap: ${this.pages.origin}/help/sitemap.xml\n`,
      );
  }

  @Get('help')
  @Public(OPEN)
  async first(@Headers('accept-language') spoken: string | undefined, @Res() response: Response): Promise<void> {
    response.setHeader('Vary', 'Accept-Language');
    response.redirect(302, `/help/${await this.pages.languageOf(spoken ?? '')}`);
  }

  @Get('help/sitemap.xml')
  @Public(OPEN)
  async map(@Res() response: Response): Promise<void> {
    const { languages, rows } = await this.pages.addresses();
    response.type('application/xml').send(sitemap(this.pages.origin, languages, rows));
  }

  @Get('help/suggest.js')
  @Public('a script that anybody may read')
  script(@Res() response: Response): void {
    response.setHeader('Cache-Control', 'public, max-age=3600');
    response.type('text/javascript').send(SUGGEST_SCRIPT);
  }

  @Get('help/files/:id')
  @Public(OPEN)
  async picture(@Param('id') id: string): Promise<StreamableFile> {
    const file = await this.pictures.find(ANYONE, id);
    return new StreamableFile(await this.pictures.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition('inline', file.name),
    });
  }

  @Get('help/:language')
  @Public(OPEN)
  async home(@Param('language') given: string, @Res() response: Response): Promise<void> {
    const language = this.known(given, '', response);
    if (language) this.send(response, await this.pages.home(language));
  }

  @Get('help/:language/search')
  @Public(OPEN)
  async find(
    @Param('language') given: string,
    @Query('q') asked: unknown,
    @Headers('user-agent') agent: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const q = typeof asked === 'string' ? asked.replaceAll('\0', '').slice(0, MAX_QUERY) : '';
    const language = this.known(given, `/search?q=${encodeURIComponent(q)}`, response);
    if (!language) return;
    const { page, found } = await this.pages.found(language, q);
    if (!isMachine(agent ?? '')) await this.search.looked(language, q, found);
    this.send(response, page);
  }

  @Get('help/:language/c/:slug')
  @Public(OPEN)
  async shelf(@Param('language') given: string, @Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const language = this.known(given, `/c/${encodeURIComponent(slug)}`, response);
    if (!language) return;
    const page = await this.pages.shelf(language, slug);
    if (page) this.send(response, page);
    else await this.gone(response, language);
  }

  @Get('help/:language/:slug')
  @Public(OPEN)
  async article(
    @Param('language') given: string,
    @Param('slug') slug: string,
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const language = this.known(given, articlePath(slug), response);
    if (language) await this.show(response, { language, slug, address, agent: agent ?? '' }, 'asked');
  }

  @Post('help/:language/:slug/feedback')
  @Public('readers have no account; each is heard once, and none too often')
  @HttpCode(200)
  async say(
    @Param('language') given: string,
    @Param('slug') slug: string,
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Headers('sec-fetch-site') site: string | undefined,
    @Body() form: Record<string, unknown> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const language = languageTag(given);
    if (!language) return this.gone(response, null);
    const who = { language, slug, address, agent: agent ?? '' };
    const { helpful, said, website } = form ?? {};
    if (helpful !== 'yes' && helpful !== 'no') return this.show(response, who, 'asked');
    const words = typeof said === 'string' ? said.replaceAll('\0', '').trim().slice(0, 2_000) : '';
    const told: FeedbackTold = words ? 'heard' : helpful;
    // Another's page that makes our readers click, and machines that fill in every field, are thanked and forgotten.
    const isMade = (site !== undefined && site !== 'same-origin') || (typeof website === 'string' && website !== '');
    if (isMade) return this.show(response, who, told);
    try {
      const article = await this.pages.article(language, slug);
      if (!article) return await this.gone(response, language);
      this.marks.limit('feedback', address);
      await this.feedback.say({
        articleId: article.id,
        language: article.language,
        reader: this.marks.ofVisitor(address, who.agent),
        helpful: helpful === 'yes',
        said: words,
      });
      await this.show(response, who, told);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 429) throw error;
      response.status(429).setHeader('Retry-After', String(Math.ceil(error.details.retryAfter ?? 60)));
      await this.show(response, who, 'slow');
    }
  }

  private async show(
    response: Response,
    { language, slug, address, agent }: { language: string; slug: string; address: string; agent: string },
    told: FeedbackTold,
  ): Promise<void> {
    const article = await this.pages.article(language, slug);
    if (!article) return this.gone(response, language);
    const current = article.translations.find((one) => one.language === language)?.slug;
    if (current !== undefined && current !== slug && told === 'asked') {
      return response.redirect(301, `/help/${language}${articlePath(current)}`);
    }
    if (told === 'asked' && !isMachine(agent)) {
      await this.counts.count('viewed', 'help', [article.id], this.marks.ofVisitor(address, agent));
    }
    this.send(response, await this.pages.articlePage(language, article, told));
  }

  /** The language as we write it; null where the reader was led to the address that has it so. */
  private known(given: string, rest: string, response: Response): string | null {
    const language = languageTag(given);
    if (language === given) return language;
    if (language) response.redirect(301, `/help/${language}${rest}`);
    else void this.gone(response, null);
    return null;
  }

  private async gone(response: Response, language: string | null): Promise<void> {
    response.status(404);
    this.send(response, gonePage(await this.pages.place(language)));
  }

  private send(response: Response, { html, policy }: Rendered): void {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(html);
  }
}
