import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invoices, what was paid of them, and what reminds of those that were not. Amounts are minor units. */
export class Billing1763720200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table tax_rates (
        id uuid primary key,
        name text not null,
        rate_bp int not null check (rate_bp between 0 and 10000),
        included boolean not null default false,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(`
      create table billing_settings (
        id int primary key default 1 check (id = 1),
        legal_name text,
        tax_number text,
        address text,
        payment_text jsonb not null default '{}',
        terms_days int not null default 14 check (terms_days between 0 and 365),
        billing_from date not null,
        tax_rate_ids uuid[] not null default '{}',
        inbox_id uuid references inboxes on delete set null,
        dunning boolean not null default false,
        version int not null default 1
      )`);
    // A desk that begins to invoice today does not invoice what was agreed years ago.
    await db.query(`insert into billing_settings (billing_from) values (date_trunc('month', now())::date)`);
    await db.query(`
      create table billing_profiles (
        company_id uuid primary key references companies,
        legal_name text,
        tax_number text,
        address text,
        contact_id uuid references contacts,
        language text check (language in ('en', 'pt-BR')),
        terms_days int check (terms_days between 0 and 365),
        tax_rate_ids uuid[],
        dunning boolean not null default true,
        version int not null default 1
      )`);
    // The row is held from the number to the commit: that is what leaves no gap.
    await db.query(`
      create table invoice_series (
        key text primary key check (key in ('invoice', 'credit-note')),
        prefix text not null,
        last int not null default 0
      )`);
    await db.query(`insert into invoice_series (key, prefix) values ('invoice', 'F-'), ('credit-note', 'NC-')`);
    await db.query(`
      create table invoices (
        id uuid primary key,
        kind text not null check (kind in ('invoice', 'credit-note')),
        series text references invoice_series,
        number int,
        ref text,
        company_id uuid not null references companies,
        contract_id uuid references contracts,
        period text,
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        state text not null check (state in ('draft', 'issued', 'partly_paid', 'paid', 'void')),
        net bigint not null,
        taxes jsonb not null default '[]',
        total bigint not null check (total >= 0),
        paid bigint not null default 0,
        credited bigint not null default 0,
        issued_on date,
        due_on date,
        terms_days int,
        tax_rate_ids uuid[] not null default '{}',
        bill_to jsonb,
        language text not null check (language in ('en', 'pt-BR')),
        reference text,
        notes text,
        credits_id uuid references invoices,
        run_id uuid,
        sent_at timestamptz,
        send_problem text,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'draft') = (number is null)),
        check ((number is null) = (ref is null)),
        check ((kind = 'credit-note') = (credits_id is not null))
      )`);
    await db.query(`create unique index invoices_number on invoices (series, number) where number is not null`);
    await db.query(`create unique index invoices_ref on invoices (ref) where ref is not null`);
    // However often a run is begun again, a month of a contract is invoiced once.
    await db.query(`create unique index invoices_period on invoices (contract_id, period) where period is not null`);
    await db.query(`create index invoices_company on invoices (company_id, id desc)`);
    await db.query(`create index invoices_contract on invoices (contract_id, id desc) where contract_id is not null`);
    await db.query(`create index invoices_credits on invoices (credits_id) where credits_id is not null`);
    await db.query(
      `create index invoices_open on invoices (due_on) where kind = 'invoice' and state in ('issued', 'partly_paid')`,
    );
    await db.query(`
      create table invoice_lines (
        id uuid primary key,
        invoice_id uuid not null references invoices on delete cascade,
        place int not null,
        kind text not null check (kind in ('recurring', 'setup', 'one-off', 'extra', 'other')),
        text text not null,
        quantity int not null check (quantity > 0),
        unit_amount bigint not null,
        amount bigint not null,
        tax bigint not null default 0,
        from_day date,
        to_day date,
        contract_line_id uuid,
        what text,
        month text
      )`);
    await db.query(`create index invoice_lines_invoice on invoice_lines (invoice_id, place)`);
    await db.query(`
      create table billing_progress (
        contract_id uuid primary key references contracts on delete cascade,
        next_month text not null
      )`);
    await db.query(`
      create table billed_extras (
        contract_id uuid not null references contracts on delete cascade,
        what text not null,
        month text not null,
        count int not null,
        primary key (contract_id, what, month)
      )`);
    await db.query(`
      create table invoice_runs (
        id uuid primary key,
        until date not null,
        issue boolean not null,
        send boolean not null,
        contract_id uuid references contracts,
        state text not null check (state in ('running', 'done')),
        at_contract uuid,
        total int not null,
        looked_at int not null default 0,
        made int not null default 0,
        failed int not null default 0,
        problems jsonb not null default '[]',
        by_kind text not null,
        by_id uuid,
        by_name text not null,
        started_at timestamptz not null,
        ended_at timestamptz
      )`);
    await db.query(`create unique index invoice_runs_one on invoice_runs (state) where state = 'running'`);
    await db.query(`
      create table payment_connections (
        id uuid primary key,
        provider text not null,
        name text not null,
        secret_sealed text not null,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(`
      create table payments (
        id uuid primary key,
        invoice_id uuid references invoices,
        company_id uuid references companies,
        amount bigint not null check (amount > 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        paid_on date not null,
        method text not null check (method in ('hand', 'bank', 'provider')),
        reference text,
        note text,
        connection_id uuid references payment_connections,
        outside_id text,
        by_id uuid,
        by_name text not null,
        at timestamptz not null,
        reversed_at timestamptz,
        reversed_why text,
        check ((invoice_id is null) = (company_id is null))
      )`);
    // The bank's row and the provider's notice are known when they come again.
    await db.query(
      `create unique index payments_outside on payments (method, coalesce(connection_id, '00000000-0000-0000-0000-000000000000'), outside_id) where outside_id is not null`,
    );
    await db.query(`create index payments_invoice on payments (invoice_id) where invoice_id is not null`);
    await db.query(`create index payments_company on payments (company_id, paid_on) where company_id is not null`);
    await db.query(`create index payments_unmatched on payments (id) where invoice_id is null and reversed_at is null`);
    await db.query(`
      create table dunning_steps (
        id uuid primary key,
        days_after int not null check (days_after between 0 and 365),
        subject jsonb not null,
        text jsonb not null,
        active boolean not null default true,
        version int not null default 1
      )`);
    await db.query(`create unique index dunning_steps_days on dunning_steps (days_after)`);
    await db.query(`
      create table invoice_letters (
        id uuid primary key,
        invoice_id uuid not null references invoices on delete cascade,
        step_id uuid references dunning_steps on delete set null,
        days_after int,
        message_id uuid,
        ticket_id uuid,
        problem text,
        at timestamptz not null
      )`);
    await db.query(
      `create unique index invoice_letters_step on invoice_letters (invoice_id, days_after) where days_after is not null`,
    );
    await db.query(`
      create table contract_files (
        attachment_id uuid primary key references attachments,
        contract_id uuid not null references contracts on delete cascade,
        by_name text not null,
        at timestamptz not null
      )`);
    await db.query(`create index contract_files_contract on contract_files (contract_id, at)`);
    await this.firstSteps(db);
  }

  private async firstSteps(db: QueryRunner): Promise<void> {
    for (const [days, subject, text] of STEPS) {
      await db.query(
        `insert into dunning_steps (id, days_after, subject, text) values (gen_random_uuid(), $1, $2, $3)`,
        [days, JSON.stringify(subject), JSON.stringify(text)],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}

/** What a desk begins with. Nothing is sent until dunning is turned on. */
const STEPS = [
  [
    3,
    {
      en: 'Reminder: invoice {{invoice}} was due on {{due}}',
      'pt-BR': 'Lembrete: a fatura {{invoice}} venceu em {{due}}',
    },
    {
      en: 'Hello {{name}},\n\ninvoice {{invoice}} was due on {{due}}, and {{open}} of it is open. It may have slipped through: the invoice is attached.\n\nIf you paid in the meantime, this mail has crossed your payment, and there is nothing to do.\n\n{{company}}',
      'pt-BR':
        'Olá, {{name}},\n\na fatura {{invoice}} venceu em {{due}} e ainda há {{open}} em aberto. Pode ter passado despercebida: a fatura segue em anexo.\n\nSe o pagamento já foi feito, desconsidere esta mensagem.\n\n{{company}}',
    },
  ],
  [
    14,
    {
      en: 'Second reminder: {{open}} open on invoice {{invoice}}',
      'pt-BR': 'Segundo lembrete: {{open}} em aberto na fatura {{invoice}}',
    },
    {
      en: 'Hello {{name}},\n\n{{open}} of invoice {{invoice}} has been open for {{days}} days. Please pay within a week, or answer this mail if something is not right with it.\n\n{{company}}',
      'pt-BR':
        'Olá, {{name}},\n\nhá {{open}} em aberto na fatura {{invoice}} há {{days}} dias. Pedimos o pagamento em até uma semana; se algo não estiver certo, responda a este e-mail.\n\n{{company}}',
    },
  ],
  [
    30,
    {
      en: 'Last reminder: invoice {{invoice}}',
      'pt-BR': 'Último lembrete: fatura {{invoice}}',
    },
    {
      en: 'Hello {{name}},\n\ninvoice {{invoice}} is {{days}} days overdue and {{open}} is open. We will call you to find a way. Answer this mail if another time suits you better.\n\n{{company}}',
      'pt-BR':
        'Olá, {{name}},\n\na fatura {{invoice}} está vencida há {{days}} dias, com {{open}} em aberto. Vamos ligar para encontrar uma solução; se preferir outro horário, responda a este e-mail.\n\n{{company}}',
    },
  ],
] as const;
