import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Pdf } from '../../platform/documents/pdf.js';
import { INVOICE_WORDS } from '../billing.words.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import { invoiceDocument } from './invoice-document.rules.js';
import type { InvoiceView } from './invoice.dto.js';
import { InvoicesService } from './invoices.service.js';

export interface InvoiceFile {
  name: string;
  content: Buffer;
}

/** Made when it is asked for: an invoice that was issued does not change, but what is paid of it does. */
@Injectable()
export class InvoiceDocuments {
  constructor(
    private readonly clock: Clock,
    private readonly pdf: Pdf,
    private readonly firm: SettingsService,
    private readonly settings: BillingSettings,
    private readonly invoices: InvoicesService,
  ) {}

  async file(id: string): Promise<InvoiceFile> {
    return this.fileOf(await this.invoices.one(id));
  }

  async fileOf(invoice: InvoiceView): Promise<InvoiceFile> {
    const [firm, settings] = await Promise.all([this.firm.current(), this.settings.current()]);
    const words = INVOICE_WORDS[invoice.language];
    const kind = invoice.kind === 'invoice' ? words.invoice : words.creditNote;
    const content = await this.pdf.make(
      invoiceDocument({
        invoice,
        issuer: {
          name: settings.legalName ?? firm.company,
          taxNumber: settings.taxNumber,
          address: settings.address,
          paymentText: settings.paymentText[invoice.language] ?? null,
        },
        zone: firm.timeZone,
        now: this.clock.now(),
      }),
    );
    return { name: `${kind} ${invoice.ref ?? words.draft}.pdf`, content };
  }
}
