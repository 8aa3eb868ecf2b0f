import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addMonths } from '../../contracts/contract.rules.js';
import { CompaniesService } from '../../customers/companies.service.js';
import { invalid } from '../../platform/http/refusal.js';
import type { InvoiceView } from '../invoices/invoice.dto.js';
import { WHOLE_INVOICE } from '../invoices/invoice.sql.js';
import type { PaymentView } from '../payments/payment.dto.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import type { InvoiceExport, StatementEntry, StatementQuery, StatementView } from './statement.dto.js';
import { partOf } from './statement.rules.js';
import { isDay } from '../../platform/days.rules.js';

type Moved = Omit<StatementEntry, 'balance'> & { currency: string };

/** Everything that was issued or paid, as it changed what is owed. `$1`: the company. */
const MOVES = `
  select i.issued_on as on, i.kind, i.id, i.ref, i.currency, case when i.kind = 'invoice' then i.total else -i.total end as amount
  from invoices i where i.company_id = $1 and i.state <> 'draft'
  union all
  select p.paid_on, 'payment', p.id, p.reference, p.currency, -p.amount
  from payments p where p.company_id = $1 and p.reversed_at is null`;

/** So many at a time: an export of years does not hold them all as rows and as text at once. */
const PAGE = 500;

@Injectable()
export class StatementsService {
  constructor(
    private readonly db: DataSource,
    private readonly companies: CompaniesService,
    private readonly settings: BillingSettings,
  ) {}

  async of(companyId: string, query: StatementQuery): Promise<StatementView> {
    const { id, name } = await this.companies.one(companyId);
    const { from, to } = await this.span(query);
    const before = await this.db.query<{ currency: string; opening: number }[]>(
      `select currency, sum(amount) filter (where m.on < $2)::float8 as opening from (${MOVES}) m where m.on <= $3
       group by currency order by currency`,
      [companyId, from, to],
    );
    const moves = await this.db.query<Moved[]>(
      `select m.on::text as on, m.kind, m.id, m.ref, m.currency, m.amount::float8 as amount from (${MOVES}) m
       where m.on >= $2 and m.on <= $3 order by m.on, m.kind, m.id limit 5000`,
      [companyId, from, to],
    );
    const items = before.map(({ currency, opening }) =>
      partOf(
        currency,
        opening ?? 0,
        moves
          .filter((move) => move.currency === currency)
          .map(({ on, kind, id: moveId, ref, amount }) => ({ on, kind, id: moveId, ref, amount })),
      ),
    );
    return { company: { id, name }, from, to, items };
  }

  /** All that was issued in the time, with lines, taxes, payments: whoever keeps the books needs nothing else. */
  async *invoices(query: StatementQuery): AsyncGenerator<InvoiceView[]> {
    const { from, to } = await this.span(query);
    const today = await this.settings.today();
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.db.query<InvoiceView[]>(
        `${WHOLE_INVOICE} where i.state <> 'draft' and i.issued_on between $2 and $3 and i.id > $4 order by i.id limit ${PAGE}`,
        [today, from, to, after],
      );
      if (rows.length === 0) return;
      yield rows;
      after = rows.at(-1)!.id;
    }
  }

  async payments(query: StatementQuery): Promise<InvoiceExport['payments']> {
    const { from, to } = await this.span(query);
    return this.db.query<PaymentView[]>(
      `select p.id, case when i.id is null then null else json_build_object('id', i.id, 'ref', i.ref) end as invoice,
         case when c.id is null then null else json_build_object('id', c.id, 'name', c.name) end as company,
         p.amount::float8 as amount, p.currency, p.paid_on::text as "paidOn", p.method, p.reference, p.note,
         p.by_name as by, p.at, p.reversed_at as "reversedAt"
       from payments p left join invoices i on i.id = p.invoice_id left join companies c on c.id = p.company_id
       where p.paid_on between $1 and $2 order by p.id`,
      [from, to],
    );
  }

  private async span({ from, to }: StatementQuery): Promise<{ from: string; to: string }> {
    const end = to ?? (await this.settings.today());
    if (!isDay(end)) throw invalid('to', 'is no day of the calendar');
    const start = from ?? addMonths(end, -12);
    if (!isDay(start)) throw invalid('from', 'is no day of the calendar');
    if (start > end) throw invalid('from', 'must not be after the end');
    return { from: start, to: end };
  }
}
