import { Body, Controller, Get, HttpCode, Ip, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Public } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import { pageLanguage } from '../proposals/proposal-words.rules.js';
import { ContactForms } from './contact-form.service.js';
import { packagesPage } from './packages-page.rules.js';
import { Showcase } from './showcase.service.js';

/** Its own style, the one script of the help centre, and nothing from anywhere else. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'`;

/** At `/packages`, to which `application.ts` leads: the API has a path of that name too. */
@ApiExcludeController()
@Controller('shop')
export class PackagesPageController {
  constructor(
    private readonly showcase: Showcase,
    private readonly forms: ContactForms,
    private readonly settings: SettingsService,
  ) {}

  @Get('packages')
  @Public('what is sold to everybody may be read by everybody')
  async show(@Query('lang') lang: unknown, @Res() response: Response): Promise<void> {
    await this.render(response, lang, null, {});
  }

  @Post('packages')
  @Public('whoever is no customer yet has no account; machines are told apart by the form itself')
  @HttpCode(200)
  async ask(
    @Ip() address: string,
    @Query('lang') lang: unknown,
    @Body() form: Record<string, unknown> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    // Nothing is sold here: then nobody asks either.
    if ((await this.showcase.ids()).length === 0) return this.render(response, lang, null, {});
    try {
      const outcome = await this.forms.take(form ?? {}, address);
      await this.render(response, lang, outcome, outcome === 'sent' ? {} : (form ?? {}));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 429) throw error;
      response.status(429).setHeader('Retry-After', String(Math.ceil(error.details.retryAfter ?? 60)));
      await this.render(response, lang, 'slow', form ?? {});
    }
  }

  private async render(
    response: Response,
    lang: unknown,
    outcome: Parameters<typeof packagesPage>[0]['outcome'],
    form: Record<string, unknown>,
  ): Promise<void> {
    const { company, language } = await this.settings.current();
    const packages = await this.showcase.shown();
    if (packages.length === 0) response.status(404);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Security-Policy', POLICY);
    response.type('html').send(
      packagesPage({
        company,
        language: pageLanguage(typeof lang === 'string' ? lang : null, language),
        packages,
        stamp: this.forms.stamp(),
        outcome,
        form,
      }),
    );
  }
}
