import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Pdf } from '../../platform/documents/pdf.js';
import { ProposalAnswers } from './proposal-answers.service.js';
import { paper } from './proposal-paper.rules.js';

/** Proposals on paper, made when somebody asks for one: it says the same each time but for the day it was made. */
@Injectable()
export class ProposalPapers {
  constructor(
    private readonly pdf: Pdf,
    private readonly answers: ProposalAnswers,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  async of(id: string): Promise<Buffer> {
    const { company, timeZone } = await this.settings.current();
    const { proposal, number, customer, title } = await this.answers.shown(id);
    return this.pdf.make(paper({ proposal, number, customer, title, company, zone: timeZone, now: this.clock.now() }));
  }
}
