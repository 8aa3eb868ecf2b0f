import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { SessionsService } from '../identity/sessions/sessions.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { can, Public } from '../platform/http/access.decorators.js';
import { Refusal } from '../platform/http/refusal.js';
import { codeLanguage, codePage, unknownCodePage } from './code-page.rules.js';
import { EquipmentService } from './equipment.service.js';

/** Where the code on a unit leads: our own people to its page, everybody else to what they can do. */
@ApiExcludeController()
@Controller('e')
export class CodePageController {
  constructor(
    private readonly equipment: EquipmentService,
    private readonly sessions: SessionsService,
    private readonly settings: SettingsService,
  ) {}

  @Get(':code')
  @Public('the code is on the thing itself; the page says no more than its label does')
  async show(
    @Param('code') code: string,
    @Headers('cookie') cookie: string | undefined,
    @Headers('accept-language') spoken: string | undefined,
    @Query('lang') lang: unknown,
    @Res() response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    const label = await this.equipment.label(code);
    if (label && (await this.isOurs(cookie))) {
      response.redirect(302, `/equipment/${label.id}`);
      return;
    }
    const { company, language } = await this.settings.current();
    const chosen = codeLanguage(typeof lang === 'string' ? lang : null, spoken, language);
    const page = label ? codePage(company, { ...label, code }, chosen) : unknownCodePage(company, chosen);
    response
      .status(label ? 200 : 404)
      .type('html')
      .send(page);
  }

  private async isOurs(cookie: string | undefined): Promise<boolean> {
    try {
      return can(await this.sessions.authenticate({ cookie }), 'equipment:read');
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
