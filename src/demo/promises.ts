import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarsService } from '../hours/calendars.service.js';
import type { Holiday, Interval } from '../hours/calendar.rules.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { NewPolicy, EscalationStepBody, TargetBody } from '../sla/policy.dto.js';
import { PoliciesService } from '../sla/policies.service.js';
import { PromiseKeeper } from '../sla/promise-keeper.service.js';
import { RotasService } from '../sla/rotas.service.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { PACKAGES } from './agreements.js';
import { FIRM, PEOPLE, TEAMS, type PersonKey, type TeamKey } from './firm.js';
import { DAY } from './moments.js';
import { iso } from './rows.js';

/** So far back the firm's promises are told, for the figures. */
const TOLD_DAYS = 35;
const AT_ONCE = 4;

const DAY_HOURS: Interval[] = [
  ['08:00', '12:00'],
  ['13:00', '18:00'],
];
const yearly = (day: string, name: string): Holiday => ({ date: `2026-${day}`, name, yearly: true });
/** National, of the state of São Paulo, and of the city; carnival and Corpus Christi move, so they are dated. */
const HOLIDAYS: Holiday[] = [
  yearly('01-01', 'Ano Novo'),
  yearly('01-25', 'Aniversário de São Paulo'),
  { date: '2026-02-16', name: 'Carnaval' },
  { date: '2026-02-17', name: 'Carnaval' },
  { date: '2026-04-03', name: 'Sexta-Feira Santa' },
  yearly('04-21', 'Tiradentes'),
  yearly('05-01', 'Dia do Trabalho'),
  { date: '2026-06-04', name: 'Corpus Christi' },
  yearly('07-09', 'Revolução Constitucionalista'),
  yearly('09-07', 'Independência'),
  yearly('10-12', 'Nossa Senhora Aparecida'),
  yearly('11-02', 'Finados'),
  yearly('11-15', 'Proclamação da República'),
  yearly('11-20', 'Consciência Negra'),
  yearly('12-25', 'Natal'),
  { date: '2027-02-08', name: 'Carnaval' },
  { date: '2027-02-09', name: 'Carnaval' },
  { date: '2027-03-26', name: 'Sexta-Feira Santa' },
  { date: '2027-05-27', name: 'Corpus Christi' },
];

const target = (
  name: TargetBody['target'],
  hours: TargetBody['hours'],
  minutes: TargetBody['minutes'],
  pausedIn: TargetBody['pausedIn'] = [],
): TargetBody => ({ target: name, hours, minutes, pausedIn });

const tellTheTeam: EscalationStepBody[] = [
  { when: { kind: 'used', percent: 75 }, actions: [{ type: 'notify', to: ['assignee', 'team'] }] },
  { when: { kind: 'breach' }, actions: [{ type: 'notify', to: ['assignee', 'team'] }] },
];

function policiesOf(teams: Record<TeamKey, string>, rotaId: string): NewPolicy[] {
  return [
    {
      name: 'Ouro 24/7: alarme em 30 minutos, dia e noite',
      about: 'O pacote Ouro 24/7 promete resposta da mesa de segurança em 30 minutos, a qualquer hora.',
      conditions: {
        all: [
          { field: 'package.key', op: 'is', value: PACKAGES['Ouro 24/7'].key },
          { field: 'team', op: 'is', value: teams.security },
        ],
      },
      targets: [
        target('first_response', 'calendar', { low: 30, normal: 30, high: 30, urgent: 15 }),
        target('next_response', 'calendar', { low: 120, normal: 60, high: 30, urgent: 30 }),
        target('resolution', 'calendar', { low: 2_880, normal: 1_440, high: 480, urgent: 240 }, ['waiting_customer']),
      ],
      steps: [
        ...tellTheTeam,
        {
          when: { kind: 'after', minutes: 10 },
          targets: ['first_response'],
          actions: [{ type: 'page', by: 'call', rotaId }],
        },
      ],
    },
    {
      name: 'Mesa de segurança: uma hora, dia e noite',
      about: 'Sem o pacote Ouro 24/7, a mesa de segurança responde em uma hora, a qualquer hora.',
      conditions: { all: [{ field: 'team', op: 'is', value: teams.security }] },
      targets: [
        target('first_response', 'calendar', { low: 120, normal: 60, high: 60, urgent: 30 }),
        target('next_response', 'calendar', { low: 240, normal: 120, high: 60, urgent: 60 }),
        target('resolution', 'calendar', { low: 4_320, normal: 2_880, high: 960, urgent: 480 }, ['waiting_customer']),
      ],
      steps: tellTheTeam,
    },
    {
      name: 'Ouro 24/7: técnico em quatro horas',
      about: 'O pacote Ouro 24/7 promete um técnico no local em quatro horas úteis, e a solução no mesmo dia.',
      conditions: { all: [{ field: 'package.key', op: 'is', value: PACKAGES['Ouro 24/7'].key }] },
      targets: [
        target('first_response', 'business', { low: 240, normal: 120, high: 60, urgent: 30 }),
        target('next_response', 'business', { low: 240, normal: 120, high: 60, urgent: 60 }),
        target('on_site', 'business', { low: 540, normal: 540, high: 240, urgent: 240 }),
        target('resolution', 'business', { low: 1_080, normal: 540, high: 540, urgent: 480 }, [
          'waiting_customer',
          'waiting_third_party',
          'visit_scheduled',
        ]),
      ],
      steps: tellTheTeam,
    },
    {
      name: 'Urgente: no local em quatro horas',
      about: 'Um técnico na porta em quatro horas úteis.',
      conditions: {
        all: [
          { field: 'mode', op: 'is', value: 'visit' },
          { field: 'priority', op: 'at_least', value: 'high' },
        ],
      },
      targets: [
        target('first_response', 'business', { high: 60, urgent: 30 }),
        target('next_response', 'business', { high: 120, urgent: 60 }),
        target('on_site', 'business', { high: 540, urgent: 240 }),
      ],
      steps: tellTheTeam,
    },
    {
      name: 'Prata: resposta no mesmo dia útil',
      about: 'O pacote Prata promete a primeira resposta em meio dia útil e uma visita no dia seguinte.',
      conditions: { all: [{ field: 'package.key', op: 'is', value: PACKAGES.Prata.key }] },
      targets: [
        target('first_response', 'business', { low: 270, normal: 240, high: 120, urgent: 60 }),
        target('next_response', 'business', { low: 480, normal: 240, high: 120, urgent: 60 }),
        target('on_site', 'business', { low: 1_080, normal: 1_080, high: 540, urgent: 540 }),
        target('resolution', 'business', { low: 1_620, normal: 540, high: 540, urgent: 540 }, [
          'waiting_customer',
          'waiting_third_party',
          'visit_scheduled',
        ]),
      ],
      steps: tellTheTeam,
    },
    {
      name: 'Locação: próximo dia útil',
      about: 'Primeira resposta em quatro horas úteis, solução até a mesma hora do próximo dia útil.',
      conditions: { all: [] },
      targets: [
        target('first_response', 'business', { low: 480, normal: 240, high: 120, urgent: 60 }),
        target('next_response', 'business', { low: 480, normal: 240, high: 120, urgent: 60 }),
        target('resolution', 'business', { low: 1_620, normal: 540, high: 540, urgent: 540 }, [
          'waiting_customer',
          'waiting_third_party',
          'visit_scheduled',
        ]),
      ],
      steps: tellTheTeam,
    },
  ];
}

/** The firm's hours, what it promises, who is on call at night, and how it has kept its promises so far. */
export async function makePromises(app: INestApplication): Promise<void> {
  const db = app.get(DataSource);
  const teams = await idsOf<TeamKey>(db, 'select id, name from teams', TEAMS);
  const people = await idsOf<PersonKey>(
    db,
    'select id, name from users',
    Object.fromEntries(PEOPLE.map(({ key, name }) => [key, name])) as Record<PersonKey, string>,
  );
  await app.get(CalendarsService, { strict: false }).create(SYSTEM, {
    name: 'Horário comercial de São Paulo',
    timezone: FIRM.timeZone,
    hours: { mon: DAY_HOURS, tue: DAY_HOURS, wed: DAY_HOURS, thu: DAY_HOURS, fri: DAY_HOURS },
    holidays: HOLIDAYS,
    exceptions: [
      { date: '2026-12-24', hours: [['08:00', '12:00']], name: 'Véspera de Natal' },
      { date: '2026-12-31', hours: [['08:00', '12:00']], name: 'Véspera de Ano Novo' },
    ],
    country: 'BR',
    region: 'SP',
    uses: (['support', 'billing', 'field'] as const).map((team) => ({ kind: 'team', id: teams[team] })),
  });
  const rota = await app.get(RotasService, { strict: false }).create(SYSTEM, {
    name: 'Plantão da mesa de segurança',
    timezone: FIRM.timeZone,
    members: [people.nivaldo, people.sabrina, people.wesley],
    turnDays: 7,
    startsOn: '2026-01-05',
    handover: '08:00',
  });
  const policies = app.get(PoliciesService, { strict: false });
  const examples = (await policies.list()).items.map((one) => one.id);
  const made: string[] = [];
  for (const policy of policiesOf(teams, rota.id)) made.push((await policies.create(SYSTEM, policy)).id);
  await policies.order(SYSTEM, [...made, ...examples]);
  await tellHistory(app);
}

/** Through the same rules as any ticket, so that every figure and deadline is one that the desk would have given. */
async function tellHistory(app: INestApplication): Promise<void> {
  const db = app.get(DataSource);
  const since = iso(app.get(Clock, { strict: false }).millis() - TOLD_DAYS * DAY);
  const waiting = (
    await db.query<{ id: string }[]>(
      `select id from tickets where merged_into_id is null and (category not in ('solved', 'closed') or created_at > $1) order by id`,
      [since],
    )
  ).map((row) => row.id);
  const [work, writer, keeper] = [
    app.get(Work, { strict: false }),
    app.get(TicketWriter, { strict: false }),
    app.get(PromiseKeeper, { strict: false }),
  ];
  const line = async (): Promise<void> => {
    for (let id = waiting.shift(); id; id = waiting.shift()) {
      const ticketId = id;
      await work.run(async (tx) =>
        keeper.keep(tx, await writer.lock(tx, ticketId), { choose: true, fresh: true, quiet: true }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  await db.query(
    `update tickets t set due_at = c.due_at, due_metric = c.target from (
       select distinct on (ticket_id) ticket_id, due_at, target from sla_clocks
       where ended_at is null and due_at is not null and policy_id is not null order by ticket_id, due_at
     ) c where c.ticket_id = t.id`,
  );
  await db.query(
    `update tickets t set on_site_due_at = c.due_at from sla_clocks c
     where c.ticket_id = t.id and c.target = 'on_site' and c.ended_at is null and c.due_at is not null`,
  );
}

async function idsOf<K extends string>(
  db: DataSource,
  sql: string,
  names: Record<K, string>,
): Promise<Record<K, string>> {
  const ids = new Map((await db.query<{ id: string; name: string }[]>(sql)).map((row) => [row.name, row.id]));
  return Object.fromEntries(
    (Object.entries(names) as [K, string][]).map(([key, name]) => {
      const id = ids.get(name);
      if (!id) throw new Error(`the firm has no ${name}`);
      return [key, id];
    }),
  ) as Record<K, string>;
}
