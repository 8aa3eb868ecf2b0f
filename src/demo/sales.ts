import type { INestApplication } from '@nestjs/common';
import { PackagesService } from '../contracts/packages.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { sumsOf, type Position } from '../sales/proposals/proposal.rules.js';
import { Showcase } from '../sales/public/showcase.service.js';
import { DealVisitsSeed, scoutsOf, VISIT_RATES, type Scouts } from './deal-visits.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';
import { DAY, HOUR, idAt, working } from './moments.js';
import { iso } from './rows.js';

const STAGES = [
  { name: 'Primeiro contato', probability: 10, required: [], rotting_days: 10 },
  { name: 'Visita técnica', probability: 30, required: ['contactId'], rotting_days: 14 },
  { name: 'Proposta', probability: 50, required: ['contactId', 'valueMinor', 'expectedClose'], rotting_days: 21 },
  { name: 'Negociação', probability: 80, required: ['valueMinor', 'expectedClose'], rotting_days: 30 },
];
const SOURCES = ['Indicação', 'Site', 'Feira', 'Ligação', 'Cliente atual'];
const REASONS = ['Preço', 'Prazo de entrega', 'Escolheu outro fornecedor', 'Projeto adiado', 'Sem resposta'];

/** Of the proposals, in basis points. */
const DISCOUNT = 400;

/** Firms that are no customers yet. */
const PROSPECTS = [
  'Clínica Horizonte',
  'Transportes Rio Pardo',
  'Escola Pequeno Cais',
  'Cooperativa Serra Azul',
  'Ateliê Lua Branca',
  'Residencial Acácias',
  'Laticínios Boa Esperança',
  'Hotel Pedra Grande',
  'Porto Seco Itaqui',
  'Farmácias Vila Nova',
  'Gráfica Meridiano',
  'Mercado Ipê Roxo',
  'Oficina Dois Irmãos',
  'Lar São Benedito',
  'Construtora Pau-Brasil',
  'Rádio Cidade Alta',
  'Instituto Mar Aberto',
  'Viveiro Três Pontas',
  'Harbour Point Logistics',
  'Northwind Studios',
];
const OFFERS: [title: string, monthly: number, months: number | null, segment: string][] = [
  ['12 notebooks e 2 impressoras', 2_340, 24, 'it-rental-long'],
  ['Rastreadores para 40 caminhões', 6_800, 36, 'iot-analytics'],
  ['Controle de acesso, 2 portões', 1_180, 24, 'iot-automation'],
  ['Sensores da cadeia fria, 3 unidades', 3_960, 36, 'iot-analytics'],
  ['Kit de caixa, 2 balcões', 420, 12, 'it-rental-short'],
  ['32 câmeras e central 24/7', 7_450, 36, 'iot-automation'],
  ['Wi-Fi de visitantes, 64 quartos', 5_600, 24, 'iot-automation'],
  ['Rede do pátio, 120 etiquetas', 11_300, 48, 'iot-analytics'],
  ['Rede e 24 câmeras, 6 lojas', 9_840, 36, 'iot-automation'],
  ['8 estações e 1 plotter', 2_960, 36, 'it-rental-long'],
  ['Painel de alarme, 6 sensores', 640, 24, 'home-automation'],
  ['Chamada de enfermagem, 48 leitos', 5_280, 36, 'iot-automation'],
  ['Escritório de obra, 4 kits', 8_200, 18, 'it-rental-short'],
  ['Link reserva e nobreak', 1_740, 36, 'it-rental-long'],
  ['30 tablets gerenciados', 3_450, 24, 'it-rental-long'],
  ['Sensores de irrigação', 2_150, 36, 'iot-analytics'],
  ['Event kit: 25 laptops for a week', 9_500, null, 'it-rental-short'],
];
const STEPS: [kind: 'call' | 'meeting' | 'task' | 'visit', subject: string][] = [
  ['call', 'Ligar para entender a necessidade'],
  ['call', 'Explicar a proposta por telefone'],
  ['meeting', 'Reunião com a diretoria'],
  ['meeting', 'Apresentar o plano Ouro 24/7'],
  ['task', 'Enviar a versão nova da proposta'],
  ['task', 'Conferir estoque de roteadores'],
  ['visit', 'Ver o local com o técnico'],
  ['call', 'Confirmar a data da assinatura'],
];
const OUTCOMES = [
  'Querem um fornecedor só para rede, câmeras e a central noturna.',
  'Pediram o preço da loja 4 em separado.',
  'Gostaram; decidem na reunião de segunda.',
  'Precisam da instalação antes do Natal.',
  'They compare us with one other supplier.',
];
const LADDER = ['bronze', 'silver', 'gold-24-7'];
const OPEN = 60;
const CLOSED = 26;

interface Known {
  users: Map<string, { id: string; name: string }>;
  contacts: { id: string; name: string; companyId: string }[];
  packages: { id: string; name: string }[];
  tickets: Map<string, { id: string; number: number }>;
  closedStatusId: string;
  scouts: Scouts;
}

/** The firm's pipeline: deals in all stages with what was done and is to be done, and one proposal that is out. */
export async function seedSales(app: INestApplication, now: number): Promise<void> {
  await app.get(Work, { strict: false }).run(async (tx) => {
    await new SalesSeed(tx, now, await known(tx)).sow();
    await tx.query(
      `update visit_rates set currency = $1, call_out = $2, work_hour = $3, travel_hour = $4, parts = $5, version = version + 1`,
      [
        VISIT_RATES.currency,
        VISIT_RATES.callOut,
        VISIT_RATES.workHour,
        VISIT_RATES.travelHour,
        JSON.stringify(VISIT_RATES.parts),
      ],
    );
  });
  const packages = await app.get(PackagesService, { strict: false }).list();
  const showcase = app.get(Showcase, { strict: false });
  await showcase.set(
    SYSTEM,
    // As they are climbed, not by the letter.
    packages.toSorted((a, b) => LADDER.indexOf(a.key) - LADDER.indexOf(b.key)).map(({ id }) => id),
  );
}

async function known(tx: Tx): Promise<Known> {
  const users = await tx.query<{ id: string; key: string; name: string }>(
    `select id, name, split_part(email, '@', 1) as key from users where email like $1`,
    [`%@${FIRM.domain}`],
  );
  const contacts = await tx.query<{ id: string; name: string; companyId: string }>(
    'select id, name, company_id as "companyId" from contacts where company_id is not null order by id limit 400',
  );
  const tickets = await tx.query<{ id: string; number: string; contactId: string }>(
    `select distinct on (contact_id) id, number, contact_id as "contactId" from tickets order by contact_id, number desc`,
  );
  const [closed] = await tx.query<{ id: string }>(`select id from statuses where category = 'closed' and is_default`);
  return {
    closedStatusId: closed!.id,
    scouts: await scoutsOf(tx),
    users: new Map(users.map(({ key, id, name }) => [key, { id, name }])),
    contacts,
    packages: await tx.query('select id, name from packages order by key'),
    tickets: new Map(tickets.map((one) => [one.contactId, { id: one.id, number: Number(one.number) }])),
  };
}

class SalesSeed {
  private readonly dice = new Dice('sales');
  /** By table, in the order in which they point at each other. */
  private readonly rows: Record<string, Record<string, unknown>[]> = {
    tickets: [],
    ticket_events: [],
    visits: [],
    visit_technicians: [],
    visit_steps: [],
    visit_parts: [],
  };
  private readonly visits: DealVisitsSeed;
  private readonly stages: string[] = [];
  private readonly sources: string[] = [];
  private readonly reasons: string[] = [];
  private number = 200;

  constructor(
    private readonly tx: Tx,
    private readonly now: number,
    private readonly known: Known,
  ) {
    this.visits = new DealVisitsSeed((table, row) => this.add(table, row), known.closedStatusId, known.scouts);
  }

  async sow(): Promise<void> {
    const pipelineId = this.addPipeline();
    for (let n = 0; n < OPEN + CLOSED; n += 1) this.addDeal(pipelineId, n);
    for (const [table, rows] of Object.entries(this.rows)) {
      if (rows.length === 0) continue;
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ');
      await this.tx.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)],
      );
    }
    await this.tx.query(`select setval(pg_get_serial_sequence('deals', 'number'), (select max(number) from deals))`);
    await this.tx.query(
      `update deals d set next_activity_id = a.id, next_due_at = a.due_at
       from (select distinct on (deal_id) deal_id, id, due_at from activities where done_at is null order by deal_id, due_at, id) a
       where a.deal_id = d.id and d.state = 'open'`,
    );
  }

  private add(table: string, row: Record<string, unknown>): void {
    (this.rows[table] ??= []).push(row);
  }

  private id(at: number): string {
    return idAt(at, this.dice);
  }

  private addPipeline(): string {
    const at = this.now - 200 * DAY;
    const id = this.id(at);
    this.add('pipelines', {
      id,
      name: 'Locação e serviço',
      currency: 'BRL',
      renewal_days: 60,
      position: 0,
      version: 1,
      created_at: iso(at),
      updated_at: iso(at),
    });
    for (const [position, stage] of STAGES.entries()) {
      const stageId = this.id(at);
      this.stages.push(stageId);
      this.add('deal_stages', { id: stageId, pipeline_id: id, position, ...stage });
    }
    for (const [kind, names, ids] of [
      ['source', SOURCES, this.sources],
      ['lost_reason', REASONS, this.reasons],
    ] as const) {
      for (const [position, name] of names.entries()) {
        const choice = this.id(at);
        ids.push(choice);
        this.add('deal_choices', { id: choice, kind, name, position, version: 1 });
      }
    }
    return id;
  }

  private addDeal(pipelineId: string, n: number): void {
    const { dice } = this;
    const isOpen = n < OPEN;
    const stage = isOpen
      ? dice.weighted([
          [0, 16],
          [1, 14],
          [2, 17],
          [3, 13],
        ] as const)
      : 3;
    const createdAt = working(
      this.now - dice.between(isOpen ? 4 + stage * 6 : 40, isOpen ? 40 + stage * 9 : 120) * DAY,
      dice,
    );
    const movedAt = stage === 0 ? createdAt : createdAt + (this.now - createdAt) * (0.45 + dice.next() * 0.5);
    const [title, monthly, months, segment] = OFFERS[n % OFFERS.length]!;
    const contact = dice.pick(this.known.contacts);
    // Every third is somebody who never bought here before.
    const prospect = n % 3 === 0 ? PROSPECTS[(n / 3) % PROSPECTS.length]! : null;
    const owner = this.known.users.get(
      dice.weighted([
        ['duarte', 5],
        ['helena', 3],
        ['otavio', 2],
      ] as const),
    )!;
    const state = isOpen ? 'open' : dice.chance(0.6) ? 'won' : 'lost';
    const closedAt = isOpen ? null : working(this.now - dice.between(1, 24) * DAY, dice);
    const id = this.id(createdAt);
    const hasContact = prospect === null || stage > 0;
    const events: { type: string; at: number; data: Record<string, unknown> }[] = [
      ...STAGES.slice(0, stage + 1).map(({ name }, at) =>
        at === 0
          ? { type: 'deal.created', at: createdAt, data: { stageId: this.stages[0], ownerId: owner.id } }
          : {
              type: 'deal.moved',
              at: createdAt + ((movedAt - createdAt) * at) / stage,
              data: { stageId: { from: this.stages[at - 1], to: this.stages[at] }, name },
            },
      ),
      ...(closedAt ? [{ type: `deal.${state}`, at: closedAt, data: { state, lostReasonId: null } }] : []),
    ];
    if (hasContact && stage > 0) {
      const companyId = prospect ? null : contact.companyId;
      const between = { from: createdAt, to: closedAt ?? movedAt };
      events.push(
        ...this.visits.look({ id, title, contactId: contact.id, companyId, prospect, ...between }, isOpen ? 0.45 : 1),
      );
    }
    const deal = {
      id,
      number: (this.number += 1),
      title,
      pipeline_id: pipelineId,
      stage_id: this.stages[stage],
      state,
      company_id: prospect ? null : contact.companyId,
      contact_id: hasContact ? contact.id : null,
      prospect,
      value_minor: stage > 0 || dice.chance(0.7) ? Math.round(monthly * (0.8 + dice.next() * 0.5)) * 100 : null,
      currency: 'BRL',
      months,
      expected_close: stage > 0 ? iso(this.now + dice.between(-6, 110) * DAY).slice(0, 10) : null,
      owner_id: owner.id,
      source_id: dice.pick(this.sources),
      segment,
      lost_reason_id: state === 'lost' ? dice.pick(this.reasons) : null,
      stage_since: iso(movedAt),
      closed_at: closedAt && iso(closedAt),
      event_seq: events.length,
      version: events.length,
      created_at: iso(createdAt),
      updated_at: iso(closedAt ?? movedAt),
    };
    this.add('deals', deal);
    this.addActivities(deal, stage, createdAt);
    const ticket = hasContact && !prospect && dice.chance(0.4) ? this.known.tickets.get(contact.id) : undefined;
    if (ticket) this.add('deal_tickets', { deal_id: id, ticket_id: ticket.id, kind: 'origin', at: iso(createdAt) });
    if (n === 11 || (isOpen && stage === 2 && dice.chance(0.5))) {
      events.push({ type: 'proposal.sent', at: this.now - dice.between(2, 60) * HOUR, data: this.addProposal(deal) });
      deal.event_seq += 1;
    }
    for (const [at, event] of events.sort((a, b) => a.at - b.at).entries()) {
      this.add('deal_events', {
        deal_id: id,
        seq: at + 1,
        id: this.id(event.at),
        type: event.type,
        actor_kind: 'user',
        actor_id: owner.id,
        actor_name: owner.name,
        at: iso(event.at),
        data: event.data,
      });
    }
  }

  private addActivities(
    deal: { id: string; owner_id: string; contact_id: string | null; company_id: string | null; state: string },
    stage: number,
    createdAt: number,
  ): void {
    const { dice } = this;
    const step = (dueAt: number, doneAt: number | null): void => {
      const [kind, subject] = dice.pick(STEPS);
      this.add('activities', {
        id: this.id(createdAt),
        kind,
        subject,
        due_at: iso(dueAt),
        minutes: kind === 'meeting' ? 60 : null,
        done_at: doneAt && iso(doneAt),
        owner_id: deal.owner_id,
        deal_id: deal.id,
        contact_id: deal.contact_id,
        company_id: deal.company_id,
        place: kind === 'meeting' ? dice.pick(['No escritório do cliente', 'Na Jacarandá, sala 2']) : null,
        attendees: kind === 'meeting' ? [{ name: 'Paulo Reis' }, { name: 'Duarte Nogueira' }] : [],
        outcome: doneAt && dice.chance(0.7) ? dice.pick(OUTCOMES) : null,
        version: 1,
        made_by: deal.owner_id,
        created_at: iso(createdAt),
        updated_at: iso(doneAt ?? createdAt),
      });
    };
    for (let n = dice.between(0, stage + 1); n > 0; n -= 1) {
      const at = working(createdAt + (this.now - createdAt) * dice.next() * 0.9, dice);
      if (at < this.now) step(at, at + HOUR);
    }
    if (deal.state !== 'open' || dice.chance(0.12)) return;
    // Some are late, some due today, most in the days to come.
    const days = dice.weighted([
      [-3, 2],
      [0, 4],
      [1, 4],
      [2, 4],
      [4, 3],
      [7, 3],
    ] as const);
    step(
      days < 0
        ? this.now + days * DAY + HOUR
        : days === 0
          ? this.now + dice.between(1, 5) * HOUR
          : working(this.now + days * DAY, dice),
      null,
    );
  }

  private addProposal(deal: Record<string, unknown>): Record<string, unknown> {
    const at = this.now - 3 * DAY;
    const monthly = Number(deal.value_minor ?? 984_000);
    const [gold] = this.known.packages;
    const lines: (Position & { text: string; per: string; packageId?: string })[] = [
      { text: String(deal.title), quantity: 1, amount: Math.round(monthly * 0.77), period: 'month', per: 'contract' },
      ...(gold
        ? [
            {
              text: gold.name,
              quantity: 1,
              amount: Math.round(monthly * 0.27),
              period: 'month' as const,
              per: 'contract',
              packageId: gold.id,
            },
          ]
        : []),
      { text: 'Instalação', quantity: 1, amount: 180_000, period: 'setup', per: 'contract' },
    ];
    this.add('proposals', {
      id: this.id(at),
      deal_id: deal.id,
      edition: 1,
      state: 'sent',
      language: 'pt-BR',
      currency: 'BRL',
      months: deal.months,
      kind: 'rental',
      lines,
      discount: DISCOUNT,
      intro: 'Obrigado pela visita. Segue a nossa proposta, com instalação antes do fim do mês.',
      expires_on: iso(this.now + 25 * DAY).slice(0, 10),
      installation: true,
      sent_at: iso(at),
      opened_at: iso(at + 5 * HOUR),
      opens: 2,
      link_epoch: 1,
      version: 2,
      made_by: deal.owner_id,
      created_at: iso(at),
      updated_at: iso(at),
    });
    // As when it is sent: the deal is worth what is offered.
    const sums = sumsOf(lines, DISCOUNT, deal.months === null ? null : Number(deal.months));
    deal.value_minor = sums.month;
    return { proposalVersion: 1, totalMinor: sums.total, currency: 'BRL' };
  }
}
