import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { day } from '../../platform/documents/wording.rules.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { EARLY_END_WORDS, type InvoiceLanguage } from '../billing.words.js';
import type { BilledContract } from '../runs/due.rules.js';
import { CreditNotes } from './credit-notes.service.js';
import { creditFor, type InvoicedMonth } from './early-end.rules.js';
import type { CreditProposal, EarlyEndCredit } from './early-end.dto.js';

interface Ended extends BilledContract {
  number: string;
}

type Invoiced = InvoicedMonth & { id: string; ref: string; currency: string; language: InvoiceLanguage };

/** A contract that was paid ahead and ended before its month was over. */
@Injectable()
export class EarlyEnds {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly credits: CreditNotes,
  ) {}

  async proposed(contractId: string): Promise<CreditProposal> {
    const { due } = await this.dueOf(this.db, contractId, false);
    return {
      items: due.map(({ invoice: { id, ref, period, currency, total }, amount }) => ({
        invoice: { id, ref },
        period,
        currency,
        total,
        amount,
      })),
    };
  }

  /** All of it, in one transaction: pressing twice credits once. */
  async credit(actor: Actor, contractId: string, { send }: EarlyEndCredit): Promise<string[]> {
    return this.work.run(async (tx) => {
      const { contract, due } = await this.dueOf(tx, contractId, true);
      if (due.length === 0) throw conflict('nothing_to_credit', 'Nothing was paid ahead for days that never came.');
      const made: string[] = [];
      for (const { invoice, amount } of due) {
        const { language } = invoice;
        const reason = EARLY_END_WORDS[language](contract.number, contract.endsOn && day(contract.endsOn, language));
        made.push(await this.credits.within(tx, actor, invoice.id, { amount, reason, send }));
      }
      return made;
    });
  }

  private async dueOf(tx: Pick<Tx, 'query'>, contractId: string, held: boolean) {
    const [contract] = await tx.query<Ended>(
      `select k.number, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.billing,
         coalesce((select json_agg(json_build_object('id', l.id, 'text', l.text, 'period', l.period, 'quantity', l.quantity,
            'amount', l.amount, 'startsOn', l.starts_on, 'endsOn', l.ends_on) order by l.place, l.id)
            from contract_lines l where l.contract_id = k.id), '[]') as lines
       from contracts k where k.id = $1 ${held ? 'for update' : ''}`,
      [contractId],
    );
    if (!contract) throw notFound('contract');
    const invoices = await tx.query<Invoiced>(
      `select i.id, i.ref, i.period, i.currency, i.language, i.total::float8 as total, i.credited::float8 as credited,
         (select json_agg(json_build_object('kind', l.kind, 'contractLineId', l.contract_line_id, 'from', l.from_day,
            'amount', l.amount)) from invoice_lines l where l.invoice_id = i.id) as lines
       from invoices i where i.contract_id = $1 and i.kind = 'invoice' and i.period is not null
         and i.state in ('issued', 'partly_paid', 'paid') order by i.period, i.id ${held ? 'for update' : ''}`,
      [contractId],
    );
    const whole = { ...contract, extras: [] };
    const due = invoices
      .map((invoice) => ({ invoice, amount: creditFor(whole, { ...invoice, lines: invoice.lines ?? [] }) }))
      .filter(({ amount }) => amount > 0);
    return { contract: whole, due };
  }
}
