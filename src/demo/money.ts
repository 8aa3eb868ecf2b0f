import { setTimeout } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CreditNotes } from '../billing/invoices/credit-notes.service.js';
import { InvoicesService } from '../billing/invoices/invoices.service.js';
import { PaymentsService } from '../billing/payments/payments.service.js';
import { InvoiceRuns } from '../billing/runs/invoice-runs.service.js';
import { BillingSettings } from '../billing/settings/billing-settings.service.js';
import { TaxRatesService } from '../billing/settings/tax-rates.service.js';
import { addDays, firstOf, monthOf, nextMonth } from '../contracts/contract.rules.js';
import { PackagesService } from '../contracts/packages.service.js';
import { PriceIndexesService } from '../contracts/price-indexes.service.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { newId } from '../platform/ids.js';
import type { PackageName } from './agreements.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';

/** Months of invoices, the one under way included. */
const MONTHS = 4;
const CURRENCY = 'BRL';

const PRICES: Record<
  PackageName,
  { month: number; setup: number; visits: number; reports: number; extra: number; pt: string; en: string }
> = {
  Bronze: {
    month: 39_000,
    setup: 0,
    visits: 0,
    reports: 2,
    extra: 29_000,
    pt: 'Resposta em quatro horas úteis, por e-mail e chat.',
    en: 'An answer within four working hours, by mail and chat.',
  },
  Prata: {
    month: 89_000,
    setup: 45_000,
    visits: 1,
    reports: 2,
    extra: 24_000,
    pt: 'Resposta no mesmo dia útil, uma visita por mês incluída.',
    en: 'An answer on the same working day, one visit a month included.',
  },
  'Ouro 24/7': {
    month: 189_000,
    setup: 90_000,
    visits: 3,
    reports: 4,
    extra: 18_000,
    pt: 'Mesa 24 horas, alarmes respondidos em 30 minutos, três visitas por mês incluídas.',
    en: 'A desk that never closes, alarms answered in 30 minutes, three visits a month included.',
  },
};

const RENTED = [
  ['Notebook Dell Latitude', 18_900],
  ['Impressora multifuncional', 32_000],
  ['Roteador 5G', 9_900],
  ['Sensor de temperatura', 4_500],
] as const;

interface Agreed {
  id: string;
  companyId: string;
  kind: string;
  term: string;
  package: PackageName;
}

/** Prices on what the firm sells, lines on its contracts, and some months of invoices: paid, open and overdue. */
export async function seedMoney(app: INestApplication, now: number): Promise<void> {
  const today = new Date(now).toISOString().slice(0, 10);
  const first = nextMonth(monthOf(today), 1 - MONTHS);
  await setUp(app, first);
  await writeLines(app, today);
  await tellWhoGetsThem(app);
  for (let month = first; month <= monthOf(today); month = nextMonth(month)) await invoiceMonth(app, month, today);
  await payThem(app, today);
}

async function setUp(app: INestApplication, first: string): Promise<void> {
  const tax = await app
    .get(TaxRatesService, { strict: false })
    .create(SYSTEM, { name: 'ISS', rateBp: 500, included: true });
  await app.get(BillingSettings, { strict: false }).change(SYSTEM, {
    legalName: `${FIRM.name} Ltda`,
    taxNumber: '00.000.000/0001-00',
    address: 'Rua das Paineiras, 120\nSão Paulo, SP',
    paymentText: {
      'pt-BR': 'Pix: financeiro@jacaranda.example\nInforme o número da fatura.',
      en: 'Pix: financeiro@jacaranda.example\nPlease give the number of the invoice.',
    },
    termsDays: 30,
    billingFrom: firstOf(first),
    taxRateIds: [tax],
  });
  const packages = app.get(PackagesService, { strict: false });
  for (const sold of await packages.list()) {
    const price = PRICES[sold.name as PackageName];
    if (!price) continue;
    const { month, setup, visits, reports, extra } = price;
    await packages.change(SYSTEM, sold.id, {
      prices: [
        { period: 'month', per: 'contract', amount: month, currency: CURRENCY },
        { period: 'year', per: 'contract', amount: month * 11, currency: CURRENCY },
        ...(setup > 0
          ? [{ period: 'setup' as const, per: 'contract' as const, amount: setup, currency: CURRENCY }]
          : []),
      ],
      allowances: [
        { what: 'visit', perMonth: visits, extraAmount: extra, currency: CURRENCY },
        { what: 'report', perMonth: reports },
      ],
      words: { 'pt-BR': price.pt, en: price.en },
    });
  }
  const dice = new Dice('index');
  await app.get(PriceIndexesService, { strict: false }).create(SYSTEM, {
    name: 'IPCA',
    rates: Array.from({ length: 30 }, (_, at) => ({
      month: nextMonth(first, MONTHS - 2 - at),
      rateBp: dice.between(12, 71),
    })),
  });
}

async function writeLines(app: INestApplication, today: string): Promise<void> {
  const dice = new Dice('lines');
  await app.get(Work, { strict: false }).run(async (tx) => {
    await tx.query(
      `update contracts k set allowances = p.allowances, index_id = case when k.term = 'long' then (select id from price_indexes limit 1) end,
         adjusted_on = (k.starts_on + make_interval(years => extract(year from age($1::date, k.starts_on))::int))::date,
         reference = case when k.kind = 'rental' then 'PED-' || right(k.number, 3) end
       from packages p where p.id = k.package_id`,
      [today],
    );
    const contracts = await tx.query<Agreed>(
      `select k.id, k.company_id as "companyId", k.kind, k.term, p.name as package from contracts k join packages p on p.id = k.package_id order by k.number`,
    );
    for (const [at, contract] of contracts.entries()) {
      const price = PRICES[contract.package];
      const lines: [string, string, number, number][] = [[contract.package, 'contract', 1, price.month]];
      if (contract.kind === 'rental') {
        for (const [name, amount] of dice.some(RENTED, dice.between(1, 2))) {
          lines.push([name, 'device', dice.between(2, 24), amount]);
        }
      }
      for (const [place, [text, per, quantity, amount]] of lines.entries()) {
        await tx.query(
          `insert into contract_lines (id, contract_id, place, text, period, per, quantity, amount, currency)
           values ($1, $2, $3, $4, 'month', $5, $6, $7, $8)`,
          [newId(), contract.id, place, text, per, quantity, amount, CURRENCY],
        );
      }
      // Some come to an end soon: that is when somebody asks the customer.
      if (contract.term === 'short') {
        await tx.query(`update contracts set ends_on = $2, renewal = 'ask', notice_days = 15 where id = $1`, [
          contract.id,
          addDays(today, dice.between(5, 40)),
        ]);
      } else if (at % 7 === 3) {
        await tx.query(`update contracts set ends_on = $2, renewal = 'auto', notice_days = 30 where id = $1`, [
          contract.id,
          addDays(today, dice.between(45, 300)),
        ]);
      }
    }
    await tx.query(
      `insert into entitlement_uses (id, company_id, contract_id, site_id, what, day, source, note, created_at)
       select gen_random_uuid(), t.company_id, k.id, v.site_id, 'visit', v.left_at::date, 'visit:' || v.id, 'W-' || v.number, v.left_at
       from visits v join tickets t on t.id = v.ticket_id join contracts k on k.company_id = t.company_id
       where v.state = 'done' and v.left_at is not null and v.kind in ('repair', 'swap', 'training') on conflict do nothing`,
    );
  });
}

/** The first of each company who has a mail address. */
async function tellWhoGetsThem(app: INestApplication): Promise<void> {
  await app.get(DataSource).query(
    `insert into billing_profiles (company_id, legal_name, tax_number, contact_id)
     select k.id, k.name || ' Ltda', lpad((row_number() over (order by k.id) * 7919 % 100)::text, 2, '0') || '.000.000/0001-' ||
         lpad((row_number() over (order by k.id) % 100)::text, 2, '0'),
       (select c.id from contacts c join contact_identities i on i.contact_id = c.id and i.kind = 'email' and i.valid_to is null
        where c.company_id = k.id order by c.id limit 1)
     from companies k where exists (select from contracts c where c.company_id = k.id) on conflict do nothing`,
  );
}

/** As it was then: issued on the first working days of the month, and sent. */
async function invoiceMonth(app: INestApplication, month: string, today: string): Promise<void> {
  const runs = app.get(InvoiceRuns, { strict: false });
  const id = await runs.start(SYSTEM, { until: firstOf(month) });
  await ended(runs, id);
  const on = addDays(firstOf(month), 1) < today ? addDays(firstOf(month), 1) : today;
  await app
    .get(DataSource)
    .query(
      `update invoices set issued_on = $2, due_on = $2::date + terms_days, sent_at = $2::timestamptz + interval '12 hours' where run_id = $1`,
      [id, on],
    );
}

/** The job works on it as well: what it holds at the moment is waited for. */
async function ended(runs: InvoiceRuns, id: string): Promise<void> {
  for (;;) {
    if (await runs.step(id)) continue;
    if ((await runs.one(id)).endedAt) return;
    await setTimeout(20);
  }
}

async function payThem(app: INestApplication, today: string): Promise<void> {
  const dice = new Dice('payments');
  const payments = app.get(PaymentsService, { strict: false });
  const open = await app
    .get(DataSource)
    .query<{ id: string; ref: string; total: string; dueOn: string; companyId: string }[]>(
      `select id, ref, total, due_on::text as "dueOn", company_id as "companyId" from invoices where state = 'issued' order by number`,
    );
  await app.get(Work, { strict: false }).run(async (tx) => {
    for (const { id, ref, total, dueOn } of open) {
      const late = dueOn < today;
      if (!dice.chance(dueOn < addDays(today, -45) ? 0.97 : late ? 0.8 : 0.35)) continue;
      const whole = dice.chance(0.94);
      const paidOn = addDays(dueOn, -dice.between(0, 10));
      await payments.take(tx, { ...SYSTEM, name: 'Banco' }, id, {
        amount: whole ? Number(total) : Math.round(Number(total) / 2),
        currency: CURRENCY,
        paidOn: paidOn > today ? today : paidOn,
        method: dice.chance(0.7) ? 'bank' : 'provider',
        reference: `PIX ${ref}`,
        note: null,
        outsideId: `demo-${ref}`,
      });
    }
    await payments.take(tx, { ...SYSTEM, name: 'Pix' }, null, {
      amount: 89_000,
      currency: CURRENCY,
      paidOn: addDays(today, -2),
      method: 'provider',
      reference: 'mensalidade',
      note: null,
      outsideId: 'demo-unmatched',
    });
  });
  const unpaid = open.at(-3)!;
  await app
    .get(CreditNotes, { strict: false })
    .credit(SYSTEM, unpaid.id, { amount: 12_000, reason: 'Um dia sem atendimento' });
  await app.get(InvoicesService, { strict: false }).create(SYSTEM, {
    companyId: open[0]!.companyId,
    currency: CURRENCY,
    lines: [{ text: 'Estudo de dados: temperatura das câmaras frias', unitAmount: 480_000 }],
  });
}
