/** A billing run of ten thousand contracts, over HTTP, until it says that it is done. */
import pg from 'pg';
import { Desk } from '../../harness/live/desk.mjs';
import { pause } from '../../harness/live/processes.mjs';

const COMPANIES = 500;

/** On a desk of its own: other lines leave their own customers. */
export async function measureInvoices({ report, size }) {
  const desk = await Desk.open();
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  try {
    const count = size.invoices;
    report.section(`Invoices: a run of ${count} contracts with two lines each`);
    await agree(db, count);
    const floor = await bare(db, count);
    const api = await desk.signIn();
    const began = performance.now();
    const { id } = await api.post('/invoices/runs', {});
    let run;
    do {
      await pause(100);
      run = await api.get(`/invoices/runs/${id}`);
    } while (run.state === 'running');
    report.figure({
      what: `${count} invoices made, numbered and issued`,
      value: (performance.now() - began) / 1_000,
      unit: 's',
      aim: { atMost: 60 },
      floor: { what: 'bare SQL, the same rows in one statement each', value: floor },
    });
    const [row] = (
      await db.query(
        `select count(*)::int as made, count(distinct number)::int as numbers, max(number) - min(number) + 1 as span,
           count(distinct contract_id)::int as contracts from invoices where kind = 'invoice'`,
      )
    ).rows;
    report.expect(run.made === count, `the run says ${run.made} were made`);
    report.expect(
      row.made === count && row.numbers === count && Number(row.span) === count && row.contracts === count,
      `made ${row.made}, numbers ${row.numbers} over ${row.span}, contracts ${row.contracts}`,
    );
  } finally {
    await db.end();
    await desk.close();
  }
}

async function agree(db, count) {
  await db.query(`update billing_settings set billing_from = date_trunc('month', now())::date`);
  await db.query(
    `insert into companies (id, name, tags, fields, version, created_at, updated_at)
     select gen_random_uuid(), 'Company ' || n, '{}', '{}', 1, now(), now() from generate_series(1, $1::int) n`,
    [COMPANIES],
  );
  await db.query(
    `with firms as (select id, row_number() over (order by id) as at from companies)
     insert into contracts (id, number, company_id, kind, term, state, starts_on, created_at, updated_at)
     select gen_random_uuid(), 'L-' || n, f.id, 'rental', 'long', 'active', date_trunc('month', now())::date, now(), now()
     from generate_series(1, $1::int) n join firms f on f.at = n % $2::int + 1`,
    [count, COMPANIES],
  );
  await db.query(
    `insert into contract_lines (id, contract_id, place, text, period, per, quantity, amount, currency)
     select gen_random_uuid(), k.id, n, 'Line ' || n, 'month', 'device', 1 + n, 12990, 'BRL' from contracts k, generate_series(0, 1) n`,
  );
  await db.query('analyze');
}

/** What the database needs for the rows alone, in tables like ours. */
async function bare(db, count) {
  await db.query('create temp table bare_invoices (like invoices including all)');
  await db.query('create temp table bare_lines (like invoice_lines including all)');
  const began = performance.now();
  await db.query(
    `insert into bare_invoices (id, kind, series, number, ref, company_id, contract_id, period, currency, state, net, total, issued_on,
       due_on, terms_days, language, created_at, updated_at)
     select gen_random_uuid(), 'invoice', 'invoice', row_number() over (), 'B-' || row_number() over (), company_id, id, '2026-01', 'BRL',
       'issued', 38970, 38970, now(), now(), 14, 'en', now(), now() from contracts limit $1::int`,
    [count],
  );
  await db.query(
    `insert into bare_lines (id, invoice_id, place, kind, text, quantity, unit_amount, amount)
     select gen_random_uuid(), i.id, l.place, 'recurring', l.text, l.quantity, l.amount, l.amount from bare_invoices i
     join contract_lines l on l.contract_id = i.contract_id`,
  );
  return (performance.now() - began) / 1_000;
}
