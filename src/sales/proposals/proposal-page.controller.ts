import { Body, Controller, Get, HttpCode, Ip, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Public } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import { ProposalAnswers, type ShownProposal } from './proposal-answers.service.js';
import { ProposalPapers } from './proposal-papers.service.js';
import { proposalGonePage, proposalPage, type ProposalNote } from './proposal-page.rules.js';
import { pageLanguage } from './proposal-words.rules.js';

const NOTES: Record<string, ProposalNote> = { proposal_expired: 'expired', deal_closed: 'closed' };

/** Where a customer reads a proposal, accepts it, or asks back. */
@ApiExcludeController()
@Controller('p')
export class ProposalPageController {
  constructor(
    private readonly answers: ProposalAnswers,
    private readonly papers: ProposalPapers,
    private readonly settings: SettingsService,
  ) {}

  @Get(':token')
  @Public('the token is the proof: signed, expiring, taken back at will, and only for one proposal')
  async show(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Query('pdf') pdf: unknown,
    @Res() response: Response,
  ): Promise<void> {
    if (pdf !== undefined) return this.paper(response, token, lang);
    await this.render(response, lang, async () => ({ shown: await this.answers.look(token), note: null }));
  }

  @Post(':token')
  @Public('the token is the proof: signed, expiring, taken back at will, and only for one proposal')
  @HttpCode(200)
  async answer(
    @Param('token') token: string,
    @Ip() address: string,
    @Query('lang') lang: unknown,
    @Body() form: Record<string, unknown> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const asks = form?.choice === 'ask';
    const given = asks ? form?.text : form?.name;
    const text = typeof given === 'string' ? given : '';
    await this.render(response, lang, async () => {
      try {
        return asks
          ? { shown: await this.answers.ask(token, text), note: 'asked' }
          : { shown: await this.answers.accept(token, text, address), note: null };
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 404) throw error;
        const note = NOTES[error.code] ?? (asks ? 'questionMissing' : 'nameMissing');
        return { shown: await this.answers.file(token), note };
      }
    });
  }

  private async render(
    response: Response,
    lang: unknown,
    read: () => Promise<{ shown: ShownProposal; note: ProposalNote }>,
  ): Promise<void> {
    guard(response);
    const { company, language, timeZone } = await this.settings.current();
    const wish = typeof lang === 'string' ? lang : null;
    try {
      const { shown, note } = await read();
      const frame = { company, zone: timeZone, language: pageLanguage(wish, shown.proposal.language) };
      response.type('html').send(proposalPage(shown, note, frame));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response
        .status(error.status)
        .type('html')
        .send(proposalGonePage({ company, language: pageLanguage(wish, language) }));
    }
  }

  private async paper(response: Response, token: string, lang: unknown): Promise<void> {
    guard(response);
    try {
      const { proposal, number } = await this.answers.file(token);
      const content = await this.papers.of(proposal.id);
      response.type('application/pdf').setHeader('Content-Disposition', `attachment; filename="${number}.pdf"`);
      response.send(content);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { company, language } = await this.settings.current();
      const wish = typeof lang === 'string' ? lang : null;
      response
        .status(error.status)
        .type('html')
        .send(proposalGonePage({ company, language: pageLanguage(wish, language) }));
    }
  }
}

/** The link is the key: no cache keeps the page, and no other site learns it from a referrer. */
function guard(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
}
