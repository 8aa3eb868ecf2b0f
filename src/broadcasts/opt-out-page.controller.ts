import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Public } from '../platform/http/access.decorators.js';
import { Refusal } from '../platform/http/refusal.js';
import { OptOutLinks } from './opt-out-links.service.js';
import { optOutGonePage, optOutLanguage, optOutPage } from './opt-out-page.rules.js';

/**
 * Where readers end messages to many. Looking changes nothing, because programs look into mails before people do; a POST
 * does, from the page's button or, in one press, from the mail program itself (RFC 8058).
 */
@ApiExcludeController()
@Controller('u')
export class OptOutPageController {
  constructor(
    private readonly links: OptOutLinks,
    private readonly settings: SettingsService,
  ) {}

  @Get(':token')
  @Public('the token is the proof: signed, and only for one line and address')
  async show(@Param('token') token: string, @Query('lang') lang: unknown, @Res() response: Response): Promise<void> {
    await this.render(response, token, lang);
  }

  @Post(':token')
  @Public('the token is the proof: signed, and only for one line and address')
  @HttpCode(200)
  async choose(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Body() form: Record<string, unknown> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.render(response, token, lang, form?.choice === 'in' ? 'in' : 'out');
  }

  private async render(response: Response, token: string, lang: unknown, choice?: 'in' | 'out'): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    // The link is the key: no other site learns it from a referrer.
    response.setHeader('Referrer-Policy', 'no-referrer');
    const wish = typeof lang === 'string' ? lang : null;
    try {
      if (choice) await this.links.choose(token, choice);
      const page = await this.links.look(token);
      response.type('html').send(optOutPage(page, optOutLanguage(wish, page.language)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { company, language } = await this.settings.current();
      response
        .status(error.status)
        .type('html')
        .send(optOutGonePage(company, optOutLanguage(wish, language)));
    }
  }
}
