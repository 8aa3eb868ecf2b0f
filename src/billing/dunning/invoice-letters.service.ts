import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LetterLines } from '../../channels/letter-lines.service.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { day, money } from '../../platform/documents/wording.rules.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Outreach } from '../../tickets/replies/outreach.service.js';
import { filled, INVOICE_WORDS } from '../billing.words.js';
import { InvoiceDocuments } from '../invoices/invoice-documents.service.js';
import type { InvoiceView } from '../invoices/invoice.dto.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { BillingProfiles } from '../settings/billing-profiles.service.js';
import { BillingSettings } from '../settings/billing-settings.service.js';

export interface Reminder {
  stepId: string;
  daysAfter: number;
  daysOverdue: number;
  subject: Record<string, string>;
  text: Record<string, string>;
}

/**
 * Invoices and reminders by mail. They are first words (decision 0016): an ordinary outbound message with the PDF, on a
 * silent ticket, so that delivery repeats and reports as for every message, the customer's timeline shows it, and an
 * answer becomes a ticket for the team of the line.
 */
@Injectable()
export class InvoiceLetters {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly firm: SettingsService,
    private readonly settings: BillingSettings,
    private readonly profiles: BillingProfiles,
    private readonly invoices: InvoicesService,
    private readonly documents: InvoiceDocuments,
    private readonly attachments: AttachmentsService,
    private readonly lines: LetterLines,
    private readonly outreach: Outreach,
  ) {}

  @Subscribe('invoice.issued', { name: 'billing.send', when: ({ send }) => send })
  async issued({ invoiceId }: Events['invoice.issued']): Promise<void> {
    const invoice = await this.invoices.one(invoiceId);
    if (!invoice.sentAt) await this.send(SYSTEM, invoice, null, `invoice.${invoiceId}`);
  }

  /** Again and to whom it may go now, because somebody asks. */
  async again(actor: Actor, id: string): Promise<void> {
    const invoice = await this.invoices.one(id);
    if (invoice.state === 'draft') throw conflict('not_issued', 'A draft is not sent; issue it first.');
    await this.send(actor, invoice, null, `invoice.${id}.${invoice.letters.length}`);
  }

  async send(actor: Actor, invoice: InvoiceView, reminder: Reminder | null, key: string): Promise<void> {
    const inbox = await this.lines.pick((await this.settings.current()).inboxId);
    const billTo = (await this.profiles.billTo(this.db, [invoice.company.id])).get(invoice.company.id)!;
    const { contactId, identityId } = billTo;
    if (!inbox || !contactId || !identityId) {
      const problem = !inbox ? 'no_line' : !contactId ? 'no_contact' : 'no_address';
      return this.work.run((tx) => this.noted(tx, invoice, reminder, { problem }));
    }
    const file = await this.fileOf(invoice);
    await this.work.run(async (tx) => {
      const { subject, text } = await this.wordsOf(invoice, reminder, billTo.contactName ?? billTo.name);
      const spoken = await this.outreach.say(
        tx,
        actor,
        { inbox, threaded: true },
        { contactId, companyId: invoice.company.id, identityId },
        {
          subject,
          text,
          title: subject,
          clientId: key,
          meta: { invoice: { id: invoice.id, ref: invoice.ref }, ...(reminder && { reminder: reminder.daysAfter }) },
          files: [file],
        },
      );
      await this.noted(tx, invoice, reminder, { ...spoken, problem: null });
    });
  }

  private async fileOf(invoice: InvoiceView) {
    const { name, content } = await this.documents.fileOf(invoice);
    const file = await this.attachments.keep(`kept:invoice:${invoice.id}`, { name, type: 'application/pdf', content });
    return { name: file.name, type: file.type, size: file.size, blobKey: file.blobKey, contentId: null, inline: false };
  }

  private async wordsOf(invoice: InvoiceView, reminder: Reminder | null, name: string) {
    const { language, currency } = invoice;
    const { legalName } = await this.settings.current();
    const company = legalName ?? (await this.firm.current()).company;
    const due = invoice.dueOn && day(invoice.dueOn, language);
    if (reminder) {
      const values = {
        name,
        company,
        invoice: invoice.ref ?? '',
        due: due ?? '',
        days: String(reminder.daysOverdue),
        open: money(invoice.open, currency, language),
        total: money(invoice.total, currency, language),
      };
      const said = (texts: Record<string, string>): string =>
        filled(texts[language] ?? Object.values(texts)[0] ?? '', values);
      return { subject: said(reminder.subject), text: said(reminder.text) };
    }
    const facts = {
      kind: invoice.kind,
      ref: invoice.ref!,
      name,
      company,
      total: money(invoice.total, currency, language),
      due,
    };
    const words = INVOICE_WORDS[language];
    return { subject: words.subject(facts), text: words.letter(facts) };
  }

  private async noted(
    tx: Tx,
    { id, company }: InvoiceView,
    reminder: Reminder | null,
    { messageId, ticketId, problem }: { messageId?: string; ticketId?: string; problem: string | null },
  ): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `insert into invoice_letters (id, invoice_id, step_id, days_after, message_id, ticket_id, problem, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        newId(),
        id,
        reminder?.stepId ?? null,
        reminder?.daysAfter ?? null,
        messageId ?? null,
        ticketId ?? null,
        problem,
        now,
      ],
    );
    await tx.query(
      'update invoices set sent_at = coalesce($2, sent_at), send_problem = $3, version = version + 1 where id = $1',
      [id, problem === null ? now : null, problem],
    );
    tx.emit('invoice.changed', { invoiceId: id, companyId: company.id });
  }
}
