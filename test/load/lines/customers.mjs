/**
 * All that is known of a customer, at once: the panel beside a ticket, and the first page of the portal. The rows are made by
 * PostgreSQL itself, so that a hundred thousand customers with a million tickets stand in minutes.
 */
import pg from 'pg';
import { Desk } from '../../harness/live/desk.mjs';
import { DeskApi } from '../../harness/live/desk-api.mjs';
import { timed } from '../measure.mjs';
import { measureBorder } from './border.mjs';

/** People of one company. */
const PEOPLE = 20;
const DEVICES = 3;

/** On a desk of its own: other lines leave their own customers. */
export async function measureCustomers({ report, size }) {
  const desk = await Desk.open();
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  try {
    const { customers, customerTickets: tickets } = size;
    report.section(`Customers: ${customers.toLocaleString('en')} with ${tickets.toLocaleString('en')} tickets`);
    const began = performance.now();
    for (const sql of people(customers)) await db.query(sql);
    for (const sql of belongings(tickets)) await db.query(sql);
    await db.query('analyze');
    report.note(`  made in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const api = await desk.signIn();
    await measurePanel({ api, db, report, size });
    await measureHome({ desk, api, db, report, size });
  } finally {
    await db.end();
    await desk.close();
  }
}

/** As the console asks, all at once: who it is, what is under contract, what stands there, what is owed, what was said. */
async function measurePanel({ api, db, report, size }) {
  const seen = await chosen(db, size.samples);
  const panel = ({ contact, company, ticket }) =>
    [
      `/contacts/${contact}`,
      `/contacts/${contact}/duplicates`,
      `/contacts/${contact}/timeline`,
      `/companies/${company}`,
      `/sites?company=${company}&limit=200`,
      `/tickets?contact=${contact}&sort=updated&limit=8`,
      `/contracts/coverage?company=${company}`,
      `/invoices/summary?company=${company}`,
      `/deals?company=${company}&limit=5`,
      `/equipment?company=${company}&standing=true&limit=60`,
      `/tickets/${ticket}/equipment`,
      `/visits?ticket=${ticket}`,
    ].map((path) => api.get(path));
  const [person, , timeline, , sites, others, coverage, sums, , units] = await Promise.all(panel(seen[0]));
  report.expect(person.id === seen[0].contact && sites.items.length === 1, 'the customer is not who was asked for');
  report.expect(others.items.length > 0 && timeline.items.length > 0, 'the customer never said anything');
  report.expect(coverage.covered && units.items.length === DEVICES, 'the customer has no contract or no devices');
  report.expect(sums.items.length === 1, 'the customer owes nothing');
  const floor = await timed((at) => Promise.all(BARE.map(([name, text, of]) => bare(db, seen, at, name, text, of))), {
    times: size.samples,
  });
  const times = await timed((at) => Promise.all(panel(seen[at % seen.length])), {
    times: size.samples,
    warmUp: size.samples,
  });
  const figure = { unit: 'ms', floor: { what: 'bare SQL, a query for each', value: floor.p95 } };
  report.figure({ what: 'the customer panel with everything, p95', value: times.p95, aim: { atMost: 30 }, ...figure });
}

/** As the portal asks when its first page opens. */
async function measureHome({ desk, api, db, report, size }) {
  const [{ contact, company }] = await chosen(db, 1);
  await db.query(`update contact_identities set verified = true where contact_id = $1`, [contact]);
  await api.post(`/contacts/${contact}/portal-accounts`, {
    rights: { tickets: 'company', equipment: true, money: true },
  });
  const customer = await entered(desk, api);
  const from = new Date(Date.now() - 180 * 86_400_000).toISOString().slice(0, 10);
  const home = () =>
    [
      '/portal/me',
      '/portal/tickets?state=open&limit=50',
      '/portal/visits?when=ahead&limit=1',
      `/portal/figures?from=${from}`,
      `/portal/figures/promises?from=${from}&limit=200`,
      '/portal/equipment/by-site',
      '/portal/invoices?state=open&limit=4',
      '/portal/invoices/balance',
    ].map((path) => customer.get(path));
  const [, open] = await Promise.all(home());
  report.expect(open.items.length > 0, 'the portal shows no open ticket');
  const floor = await timed(
    () =>
      Promise.all([
        db.query({
          name: 'home tickets',
          text: `select * from tickets where company_id = $1 and category not in ('solved', 'closed') order by updated_at desc limit 50`,
          values: [company],
        }),
        db.query({
          name: 'home invoices',
          text: 'select * from invoices where company_id = $1 limit 4',
          values: [company],
        }),
        db.query({
          name: 'home months',
          text: `select date_trunc('month', created_at), count(*) from tickets where company_id = $1 group by 1`,
          values: [company],
        }),
      ]),
    { times: size.samples },
  );
  const times = await timed(() => Promise.all(home()), { times: size.samples, warmUp: size.samples });
  report.figure({
    what: 'the first page of the portal, p95',
    value: times.p95,
    unit: 'ms',
    aim: { atMost: 50 },
    floor: { what: 'bare SQL: tickets, invoices, months', value: floor.p95 },
  });
  await measureBorder({ customer, db, company, report, size });
}

/** By the link of the mail, as anybody enters. */
async function entered(desk, api) {
  for (let turn = 0; turn < 100; turn += 1) {
    const { items } = await api.get('/mail/system');
    const link = /\/portal\/enter#(\S+)/.exec(items[0]?.text ?? '');
    if (link) {
      const customer = new DeskApi(desk.url);
      await customer.post('/portal/session/link', { token: link[1] });
      return customer;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('no mail with a link to the portal');
}

/** Different customers, so that no figure is that of a warm page. */
async function chosen(db, count) {
  const { rows } = await db.query(
    `select distinct on (company_id) contact_id as contact, company_id as company, id as ticket from tickets
     where category = 'open' order by company_id, contact_id limit $1::int`,
    [count],
  );
  return rows;
}

const BARE = [
  ['bare contact', 'select * from contacts where id = $1', 'contact'],
  ['bare names', 'select * from contact_identities where contact_id = $1', 'contact'],
  [
    'bare said',
    'select m.* from tickets t join messages m on m.ticket_id = t.id where t.contact_id = $1 limit 50',
    'contact',
  ],
  ['bare company', 'select * from companies where id = $1', 'company'],
  ['bare sites', 'select * from sites where company_id = $1', 'company'],
  ['bare tickets', 'select * from tickets where contact_id = $1 order by updated_at desc limit 8', 'contact'],
  ['bare contracts', 'select * from contracts where company_id = $1', 'company'],
  ['bare invoices', 'select sum(total), sum(paid) from invoices where company_id = $1', 'company'],
  ['bare deals', 'select * from deals where company_id = $1 limit 5', 'company'],
  ['bare devices', 'select * from equipment where company_id = $1', 'company'],
];
const bare = (db, seen, at, name, text, of) => db.query({ name, text, values: [seen[at % seen.length][of]] });

/** An id that is the same on every run. */
const id = (kind, n) => `('01900000-0000-7000-8${kind}0-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
const FIRM = `(n - 1) / ${PEOPLE}`;

function people(customers) {
  const firms = Math.ceil(customers / PEOPLE);
  const each = (count) => `generate_series(1, ${count}) n`;
  return [
    `insert into companies (id, name, created_at, updated_at)
     select ${id('01', 'n - 1')}, 'Empresa ' || n || ' Ltda.', now() - interval '2 years', now() from ${each(firms)}`,
    `insert into contacts (id, name, company_id, created_at, updated_at)
     select ${id('02', 'n')}, 'Contato ' || n, ${id('01', FIRM)}, now() - interval '2 years', now() from ${each(customers)}`,
    `insert into contact_identities (id, contact_id, kind, channel, value, display, verified, valid_from)
     select ${id('03', 'n')}, ${id('02', 'n')}, 'email', 'email', 'contato' || n || '@empresa.example',
       'contato' || n || '@empresa.example', true, now() from ${each(customers)}`,
    `insert into sites (id, company_id, name, address, version, created_at, updated_at)
     select ${id('04', 'n')}, ${id('01', 'n - 1')}, 'Matriz', 'Rua ' || n, 1, now(), now() from ${each(firms)}`,
    `insert into packages (id, key, name, created_at, updated_at) values (${id('05', '1')}, 'load', 'Load', now(), now())`,
    `insert into contracts (id, number, company_id, package_id, kind, term, state, starts_on, created_at, updated_at)
     select ${id('06', 'n')}, 'L-' || n, ${id('01', 'n - 1')}, ${id('05', '1')}, 'rental', 'long', 'active',
       current_date - 300, now(), now() from ${each(firms)}`,
    `insert into equipment_models (id, maker, name, kind, family, created_at, updated_at)
     values (${id('07', '1')}, 'Acme', 'RX-100', 'router', 'it', now(), now())`,
    `insert into equipment (id, model_id, tag, code, owner, state, site_id, company_id, contract_id, moved_at, created_at, updated_at)
     select ${id('08', `n * ${DEVICES} + d`)}, ${id('07', '1')}, 'L-' || n || '-' || d, 'load-' || n || '-' || d, 'ours', 'installed',
       ${id('04', 'n')}, ${id('01', 'n - 1')}, ${id('06', 'n')}, now(), now(), now()
     from ${each(firms)}, generate_series(0, ${DEVICES - 1}) d`,
    `insert into invoices (id, kind, series, number, ref, company_id, contract_id, period, currency, state, net, total, issued_on,
       due_on, terms_days, language, created_at, updated_at)
     select ${id('09', 'n * 12 + m')}, 'invoice', 'invoice', n * 12 + m, 'L-' || n || '-' || m, ${id('01', 'n - 1')}, ${id('06', 'n')},
       to_char(current_date - m * interval '1 month', 'YYYY-MM'), 'BRL', 'issued', 189000, 189000, current_date - 30 * m, current_date - 30 * m + 14,
       14, 'pt-BR', now(), now()
     from ${each(firms)}, generate_series(0, 2) m`,
    `insert into pipelines (id, name, currency, position, created_at, updated_at) values (${id('0a', '1')}, 'Load', 'BRL', 1, now(), now())`,
    `insert into deal_stages (id, pipeline_id, name, probability, position) values (${id('0b', '1')}, ${id('0a', '1')}, 'First', 10, 1)`,
    `insert into deals (id, title, pipeline_id, stage_id, state, company_id, currency, stage_since, event_seq, version, created_at, updated_at)
     select ${id('0c', 'n')}, 'Deal ' || n, ${id('0a', '1')}, ${id('0b', '1')}, 'open', ${id('01', 'n - 1')}, 'BRL', now(), 1, 1, now(), now()
     from ${each(Math.ceil(firms / 3))}`,
    `insert into inboxes (id, channel, name, address, settings, created_at)
     values (${id('0d', '1')}, 'email', 'Suporte', 'suporte@desk.example', '{}', now())`,
  ];
}

/** Some write often and most hardly ever; the last tenth of the tickets is open. */
function belongings(tickets) {
  const who = `1 + floor(((n * 7919) % 1000003) / 1000003.0 * ((n * 104729) % 1000003) / 1000003.0 * (select count(*) - 1 from contacts))::bigint`;
  const of = `(select n, ${who} as c, n > ${Math.floor(tickets * 0.9)} as fresh, now() - (${tickets} - n) * interval '1 minute' as at
    from generate_series(1::bigint, ${tickets}) n) t`;
  return [
    `insert into tickets (id, number, subject, status_id, category, priority, type, contact_id, company_id, inbox_id, channels,
       last_message_at, solved_at, closed_at, event_seq, message_seq, version, created_at, updated_at)
     select ${id('0e', 'n')}, 1000 + n, 'Router ' || n, s.id, s.category, 2, 'question', ${id('02', 'c')}, k.company_id, ${id('0d', '1')},
       '{email}', at, case when fresh then null else at end, case when fresh then null else at end, 1, 1, 1, at, at
     from ${of} join contacts k on k.id = ${id('02', 'c')}
     join lateral (select id, category from statuses where category = case when fresh then 'open' else 'closed' end limit 1) s on true`,
    `insert into conversations (id, inbox_id, channel, contact_id, identity_id, ticket_id, subject, threaded, state, last_seq, read_seq,
       created_at, updated_at)
     select ${id('0f', 'n')}, ${id('0d', '1')}, 'email', ${id('02', 'c')}, ${id('03', 'c')}, ${id('0e', 'n')}, 'Router', true, 'open', 1, 1,
       at, at from ${of} where n % 4 = 0`,
    `insert into messages (id, conversation_id, seq, ticket_id, ticket_seq, kind, direction, channel, author_kind, author_id, sender, text,
       state, at, updated_at)
     select ${id('10', 'n')}, ${id('0f', 'n')}, 1, ${id('0e', 'n')}, 1, 'message', 'in', 'email', 'contact', ${id('02', 'c')},
       '{"name": "Contato"}', 'The router is dead since nine.', 'received', at, at from ${of} where n % 4 = 0`,
  ];
}
