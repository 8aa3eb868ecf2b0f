import { Body, Controller, Get, HttpCode, Ip, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Response } from 'express';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Public } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import { CustomerAnswers } from './customer-answers.service.js';
import { LinkAnswer, type VisitLinkView } from './visit-link.dto.js';
import { gonePage, visitPage, type PageNote } from './visit-page.rules.js';
import { languageOf } from './visit-texts.js';

/** The page of a visit's link, for people. Programs use /api/v1/visit-links. */
@ApiExcludeController()
@Controller('v')
export class VisitPageController {
  constructor(
    private readonly answers: CustomerAnswers,
    private readonly settings: SettingsService,
  ) {}

  @Get(':token')
  @Public('the token is the proof: signed, expiring, and only for one visit')
  async show(
    @Param('token') token: string,
    @Ip() address: string,
    @Query('lang') lang: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.render(response, () => this.answers.look(token, address), lang, null);
  }

  @Post(':token')
  @Public('the token is the proof: signed, expiring, and only for one visit')
  @HttpCode(200)
  async answer(
    @Param('token') token: string,
    @Ip() address: string,
    @Query('lang') lang: unknown,
    @Body() form: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const body = answerOf(form ?? {});
    let note: PageNote = body?.action === 'move' ? 'told' : 'thanks';
    await this.render(
      response,
      async () => {
        try {
          if (!body) throw new Refusal('invalid', 422, 'The form cannot be read.');
          return await this.answers.answer(token, address, body);
        } catch (error) {
          if (!(error instanceof Refusal) || error.status === 404) throw error;
          note = NOTES[error.code] ?? 'changed';
          return this.answers.look(token, address);
        }
      },
      lang,
      () => note,
    );
  }

  private async render(
    response: Response,
    read: () => Promise<VisitLinkView>,
    lang: unknown,
    note: (() => PageNote) | null,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    // The link is the key: no other site learns it from a referrer.
    response.setHeader('Referrer-Policy', 'no-referrer');
    try {
      const visit = await read();
      const language = typeof lang === 'string' ? languageOf(lang, visit.language) : visit.language;
      response.type('html').send(visitPage(visit, note?.() ?? null, language));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { company, language } = await this.settings.current();
      if (error.details.retryAfter) response.setHeader('Retry-After', String(Math.ceil(error.details.retryAfter)));
      response
        .status(error.status)
        .type('html')
        .send(gonePage(company, languageOf(typeof lang === 'string' ? lang : null, language)));
    }
  }
}

const NOTES: Record<string, PageNote> = { slot_taken: 'taken', offer_gone: 'taken', rate_limited: 'slow' };

/** Forms send texts; what fits the same description as JSON is taken. */
function answerOf(form: Record<string, unknown>): LinkAnswer | null {
  const body = plainToInstance(
    LinkAnswer,
    Object.fromEntries(Object.entries(form).filter(([, value]) => value !== '')),
  );
  return validateSync(body, { whitelist: true, forbidUnknownValues: true }).length === 0 ? body : null;
}
