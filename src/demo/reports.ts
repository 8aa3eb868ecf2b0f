import type { INestApplication } from '@nestjs/common';
import { AttachmentsService } from '../conversations/attachments.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { RequestState } from '../report-requests/report.rules.js';
import type { Tile, TileKind } from '../report-requests/dashboards/tile.rules.js';
import { Dice } from './dice.js';
import { FIRM, type PersonKey } from './firm.js';
import { DAY, HOUR, idAt, working } from './moments.js';
import { iso } from './rows.js';

interface DemoReport {
  /** Which customer: the one who sees everything in the portal, or another of those who have most going on. */
  of: 'portal' | number;
  title: string;
  about: string;
  /** Days ago. */
  asked: number;
  state: RequestState;
  /** Days from now; nothing was promised where it is missing. */
  due?: number;
  wanted?: number;
  beyond?: true;
  reason?: string;
  summary?: string;
  file?: { name: string; content: string };
  tiles?: TileKind[];
}

const REPORTS: DemoReport[] = [
  {
    of: 'portal',
    title: 'Quedas de rede por loja no trimestre',
    about:
      'Queremos saber em quais lojas a rede mais caiu nos últimos três meses, quanto tempo ficamos parados e se vale a pena um segundo link.',
    asked: 24,
    state: 'published',
    due: -8,
    summary:
      'Duas lojas concentram 61% das quedas; nas duas o problema foi energia, não o provedor. Um nobreak de 1.500 VA em cada uma resolve, por um décimo do custo de um segundo link.\n\nO anexo traz cada queda com início, fim e causa.',
    file: {
      name: 'quedas-por-loja.csv',
      content:
        'loja,quedas,minutos parados,causa principal\r\nCentro,9,412,energia\r\nShopping Norte,7,305,energia\r\nPinheiros,2,38,provedor\r\nSantana,1,11,manutenção\r\n',
    },
    tiles: [
      'tickets-opened',
      'promise-kept',
      'tickets-by-site',
      'visits',
      'equipment-by-state',
      'spend',
      'readings',
      'device-alerts',
    ],
  },
  {
    of: 'portal',
    title: 'Equipamentos fora da garantia em 2027',
    about: 'Para o orçamento do ano que vem: o que vence, onde está e quanto custa renovar.',
    asked: 6,
    state: 'analysis',
    due: 5,
  },
  {
    of: 'portal',
    title: 'Comparativo de chamados entre turnos',
    about: 'O turno da noite abre mais chamados do que o do dia?',
    asked: 1,
    state: 'requested',
    wanted: 12,
    beyond: true,
  },
  {
    of: 1,
    title: 'Temperatura das câmaras frias em fevereiro',
    about: 'A vigilância sanitária pediu o histórico. Precisamos de um documento assinado.',
    asked: 15,
    state: 'review',
    due: -1,
    summary: 'Nenhuma câmara passou de 5 °C por mais de dez minutos. As três aberturas longas de porta estão no anexo.',
    file: {
      name: 'aberturas-de-porta.csv',
      content: 'câmara,início,minutos,máxima °C\r\n2,2026-02-03 06:12,14,4.8\r\n',
    },
  },
  {
    of: 2,
    title: 'Tempo de chegada dos técnicos por região',
    about: 'Queremos ver se a promessa de quatro horas vale também para a filial do interior.',
    asked: 30,
    state: 'presented',
    due: -3,
    summary:
      'Na capital chegamos em 2 h 10 min na mediana; no interior em 3 h 35 min, com uma falta em quatorze visitas.',
    tiles: ['visits', 'promise-kept', 'tickets-by-priority'],
  },
  {
    of: 3,
    title: 'Consumo de bobinas térmicas por caixa',
    about: 'Suspeitamos de desperdício em dois caixas.',
    asked: 9,
    state: 'accepted',
    due: 9,
  },
  {
    of: 4,
    title: 'Lista de ligações dos nossos funcionários',
    about: 'Gostaríamos de receber todas as ligações feitas por cada pessoa.',
    asked: 40,
    state: 'declined',
    reason: 'Não entregamos dados pessoais de funcionários. Podemos contar as ligações por setor, se ajudar.',
  },
];

interface Customer {
  companyId: string;
  contactId: string;
  name: string;
}

/** Reports that customers asked for, in every state: what they wanted to know, and what the analyst found. */
export async function seedReports(app: INestApplication, now: number): Promise<void> {
  const dice = new Dice('reports');
  const attachments = app.get(AttachmentsService, { strict: false });
  await app.get(Work, { strict: false }).run(async (tx) => {
    const people = await peopleOf(tx);
    const customers = await customersOf(tx);
    for (const report of REPORTS) {
      const customer = customers[report.of === 'portal' ? 0 : report.of];
      if (!customer) continue;
      const written = await write(tx, report, customer, people, now, dice);
      if (!written || !report.file) continue;
      const content = Buffer.from(`\ufeff${report.file.content}`);
      const file = await attachments.keep(`kept:report:${written}`, {
        name: report.file.name,
        type: 'text/csv',
        content,
      });
      await tx.query('insert into report_files (attachment_id, version_id, place) values ($1, $2, 1)', [
        file.id,
        written,
      ]);
    }
  });
}

type People = Record<'pilar' | 'otavio', { id: string; name: string }>;

async function peopleOf(tx: Tx): Promise<People> {
  const find = async (key: PersonKey) => {
    const [row] = await tx.query<{ id: string; name: string }>('select id, name from users where email = $1', [
      `${key}@${FIRM.domain}`,
    ]);
    return row!;
  };
  return { pilar: await find('pilar'), otavio: await find('otavio') };
}

/** The portal’s customer first, then those with most tickets, one of each company. */
const customersOf = (tx: Tx): Promise<Customer[]> =>
  tx.query<Customer>(
    `select x."companyId", x."contactId", x.name from (
       select distinct on (c.company_id) c.company_id as "companyId", c.id as "contactId", c.name, a.id is not null as enters,
         (select count(*) from tickets t where t.company_id = c.company_id) as busy
       from contacts c left join contact_identities i on i.contact_id = c.id and i.valid_to is null
       left join portal_accounts a on a.identity_id = i.id and a.tickets = 'company'
       where c.company_id is not null and c.deleted_at is null and c.merged_into_id is null and c.language like 'pt%'
       order by c.company_id, a.id nulls last, c.id) x
     order by x.enters desc, x.busy desc, x."companyId" limit 5`,
  );

const ORDER: readonly RequestState[] = ['requested', 'accepted', 'analysis', 'review', 'presented', 'published'];

async function write(
  tx: Tx,
  report: DemoReport,
  customer: Customer,
  { pilar, otavio }: People,
  now: number,
  dice: Dice,
): Promise<string | null> {
  const asked = working(now - report.asked * DAY, dice);
  const id = idAt(asked, dice);
  const reached = ORDER.indexOf(report.state);
  const accepted = reached >= 1;
  const step = Math.max(HOUR, (now - asked) / (reached + 2));
  const at = (place: number): string => iso(Math.min(now - HOUR, asked + place * step));
  const day = (days: number | undefined): string | null =>
    days === undefined ? null : iso(now + days * DAY).slice(0, 10);
  const events = historyOf(report, reached);
  await tx.query(
    `insert into report_requests (id, company_id, contact_id, asked_by, title, about, wanted_on, state, due_on, owner_id, reviewer_id,
       reason, asked_on, included, beyond, accepted_at, presented_at, published_at, ended_at, event_seq, version, created_at, updated_at)
     values ($1, $2, $3, 'customer', $4, $5, $6, $7, $8, $9, $10, $11, $12, 2, $13, $14, $15, $16, $17, $18, $18, $19, $20)`,
    [
      ...[id, customer.companyId, customer.contactId, report.title, report.about, day(report.wanted), report.state],
      ...[accepted ? day(report.due) : null, accepted ? pilar.id : null, accepted ? otavio.id : null],
      ...[report.reason ?? null, iso(asked).slice(0, 10), report.beyond ?? false],
      accepted ? at(1) : null,
      reached >= 4 ? at(4) : null,
      report.state === 'published' ? at(5) : null,
      report.state === 'declined' ? at(1) : null,
      events.length,
      iso(asked),
      at(Math.max(1, reached)),
    ],
  );
  for (const [place, { type, data, by }] of events.entries()) {
    const actor = by === 'customer' ? null : by === 'otavio' ? otavio : pilar;
    await tx.query(
      `insert into report_request_events (request_id, seq, type, actor_kind, actor_id, actor_name, data, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        place + 1,
        type,
        actor ? 'user' : 'contact',
        actor?.id ?? customer.contactId,
        actor?.name ?? customer.name,
        JSON.stringify(type === 'report.accepted' ? { dueOn: day(report.due) } : data),
        at(place * 0.8),
      ],
    );
  }
  if (accepted) await count(tx, customer, { id, title: report.title, asked }, dice);
  if (report.tiles) await compose(tx, id, report, at(reached), dice);
  return report.summary ? version(tx, id, report, { pilar, otavio }, at, dice) : null;
}

interface Entry {
  type: string;
  data: Record<string, unknown>;
  by: 'customer' | 'pilar' | 'otavio';
}

function historyOf({ state, reason, tiles, beyond }: DemoReport, reached: number): Entry[] {
  const entry = (type: string, by: Entry['by'] = 'pilar', data: Record<string, unknown> = {}): Entry => ({
    type: `report.${type}`,
    data,
    by,
  });
  const one = { number: 1 };
  const way = [
    entry('asked', 'customer', beyond ? { beyond: true, included: 2, asked: 3 } : {}),
    ...(reached >= 1 ? [entry('accepted')] : []),
    ...(reached >= 2 ? [entry('begun')] : []),
    ...(reached >= 3 ? [entry('version-begun', 'pilar', one), entry('submitted', 'pilar', one)] : []),
    ...(reached >= 4 ? [entry('approved', 'otavio', one), entry('presented')] : []),
    ...(state === 'published' ? [entry('published', 'pilar', one)] : []),
  ];
  if (tiles) way.push(entry('dashboard-shared', 'pilar', { tiles: tiles.length }));
  if (state === 'declined') way.push(entry('declined', 'otavio', { reason }));
  return way;
}

async function version(
  tx: Tx,
  requestId: string,
  { summary, state }: DemoReport,
  { pilar, otavio }: People,
  at: (place: number) => string,
  dice: Dice,
): Promise<string> {
  const id = idAt(Date.parse(at(2)), dice);
  const isApproved = state !== 'review';
  await tx.query(
    `insert into report_versions (id, request_id, number, summary, state, author_id, reviewed_by, reviewed_at, published_by, published_at,
       version, created_at, updated_at)
     values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, 3, $10, $11)`,
    [
      ...[id, requestId, summary, state === 'published' ? 'published' : isApproved ? 'approved' : 'review', pilar.id],
      ...[isApproved ? otavio.id : null, isApproved ? at(4) : null],
      ...[state === 'published' ? pilar.id : null, state === 'published' ? at(5) : null],
      ...[at(2), at(3)],
    ],
  );
  return id;
}

async function compose(tx: Tx, requestId: string, { tiles }: DemoReport, at: string, dice: Dice): Promise<void> {
  const made = tiles!.map((kind): Tile => ({ id: idAt(Date.parse(at), dice), kind, title: '', months: 12 }));
  await tx.query(
    'insert into report_dashboards (request_id, tiles, shared, version, updated_at) values ($1, $2, true, 1, $3)',
    [requestId, JSON.stringify(made), at],
  );
}

/** What was accepted stands in the contract’s use. */
async function count(
  tx: Tx,
  { companyId }: Customer,
  { id, title, asked }: { id: string; title: string; asked: number },
  dice: Dice,
): Promise<void> {
  await tx.query(
    `insert into entitlement_uses (id, company_id, contract_id, what, day, source, note, created_at)
     select $1, $2, (select k.id from contracts k where k.company_id = $2 and k.state = 'active' order by k.starts_on desc limit 1),
       'report', $3, $4, $5, $6`,
    [idAt(asked, dice), companyId, iso(asked).slice(0, 10), `report:${id}`, title, iso(asked)],
  );
}
