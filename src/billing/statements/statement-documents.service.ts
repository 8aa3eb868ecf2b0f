import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Pdf } from '../../platform/documents/pdf.js';
import type { InvoiceLanguage } from '../billing.words.js';
import type { InvoiceFile } from '../invoices/invoice-documents.service.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import { statementDocument } from './statement-document.rules.js';
import type { StatementQuery } from './statement.dto.js';
import { StatementsService } from './statements.service.js';

/** A statement on paper, in the language of whoever asks. */
@Injectable()
export class StatementDocuments {
  constructor(
    private readonly clock: Clock,
    private readonly pdf: Pdf,
    private readonly firm: SettingsService,
    private readonly settings: BillingSettings,
    private readonly statements: StatementsService,
  ) {}

  async file(companyId: string, query: StatementQuery, wanted: InvoiceLanguage | null): Promise<InvoiceFile> {
    const [statement, firm, settings] = await Promise.all([
      this.statements.of(companyId, query),
      this.firm.current(),
      this.settings.current(),
    ]);
    const language = wanted ?? firm.language;
    const issuer = {
      name: settings.legalName ?? firm.company,
      taxNumber: settings.taxNumber,
      address: settings.address,
    };
    const facts = { statement, issuer, language, zone: firm.timeZone, now: this.clock.now() };
    const content = await this.pdf.make(statementDocument(facts));
    return { name: `${language === 'en' ? 'Statement' : 'Extrato'} ${statement.from} ${statement.to}.pdf`, content };
  }
}
