import type { INestApplication } from '@nestjs/common';
import { Work } from '../platform/database/work.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { VisitKind, VisitState } from '../tickets/visit.events.js';
import { visitRef } from '../dispatch/visits/visit.rules.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';
import { DAY, HOUR, idAt, MINUTE } from './moments.js';

const SKILLS = ['Redes', 'Impressoras', 'CFTV', 'Fibra óptica', 'NR-10', 'Controle de acesso'] as const;
type SkillName = (typeof SKILLS)[number];

const AREAS = {
  Centro: [{ lat: -23.5505, lng: -46.6333, km: 12 }],
  'Zona Sul e ABC': [
    { lat: -23.6639, lng: -46.5383, km: 14 },
    { lat: -23.6939, lng: -46.565, km: 12 },
  ],
  'Oeste e interior': [
    { lat: -23.5329, lng: -46.7917, km: 12 },
    { lat: -22.9056, lng: -47.0608, km: 40 },
  ],
} as const;

const CREW: {
  key: string;
  base: string;
  lat: number;
  lng: number;
  skills: SkillName[];
  areas: (keyof typeof AREAS)[];
  van: { name: string; plate: string; tools: string[] };
}[] = [
  {
    key: 'tiago',
    base: 'Vila Mariana, São Paulo',
    lat: -23.589,
    lng: -46.634,
    skills: ['Redes', 'Fibra óptica'],
    areas: [],
    van: { name: 'Fiorino', plate: 'FRD2A17', tools: ['Escada de 3 m', 'OTDR'] },
  },
  {
    key: 'rosana',
    base: 'Santana, São Paulo',
    lat: -23.503,
    lng: -46.628,
    skills: ['Redes', 'CFTV'],
    areas: ['Centro'],
    van: { name: 'Kwid', plate: 'FRD3B28', tools: ['Escada de 3 m'] },
  },
  {
    key: 'everton',
    base: 'Santo André',
    lat: -23.657,
    lng: -46.533,
    skills: ['Impressoras', 'Redes'],
    areas: ['Zona Sul e ABC'],
    van: { name: 'Saveiro', plate: 'FRD4C39', tools: ['Escada de 3 m'] },
  },
  {
    key: 'kenji',
    base: 'Liberdade, São Paulo',
    lat: -23.559,
    lng: -46.635,
    skills: ['CFTV', 'Controle de acesso'],
    areas: [],
    van: { name: 'Fiorino', plate: 'FRD5D40', tools: ['Escada de 3 m', 'Furadeira'] },
  },
  {
    key: 'jussara',
    base: 'Osasco',
    lat: -23.532,
    lng: -46.792,
    skills: ['NR-10', 'Redes', 'Fibra óptica'],
    areas: ['Oeste e interior'],
    van: { name: 'Strada', plate: 'FRD6E51', tools: ['Escada de 3 m', 'OTDR'] },
  },
  {
    key: 'abel',
    base: 'Moema, São Paulo',
    lat: -23.601,
    lng: -46.665,
    skills: ['Impressoras', 'Controle de acesso'],
    areas: ['Centro', 'Zona Sul e ABC'],
    van: { name: 'Kwid', plate: 'FRD7F62', tools: ['Escada de 3 m'] },
  },
];

/** Begin and minutes of a day's visits, in hours of São Paulo. */
const ROUND: [hour: number, minutes: number, kind: VisitKind][] = [
  [8.5, 75, 'repair'],
  [10.5, 60, 'swap'],
  [13.25, 90, 'repair'],
  [15.5, 75, 'installation'],
];
const WAITING: VisitKind[] = [
  'repair',
  'repair',
  'installation',
  'pickup',
  'swap',
  'feasibility',
  'training',
  'repair',
];
const HOURS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['08:00', '12:00'],
      ['13:00', '18:00'],
    ],
  ]),
);
const OFFSET = -3 * HOUR;

interface Job {
  ticketId: string;
  siteId: string;
  subject: string;
}

/** Technicians of the firm, what they did and do today, and what waits for them. */
export async function seedVisits(app: INestApplication, now: number): Promise<void> {
  const dice = new Dice('visits');
  const tickets = app.get(TicketWriter, { strict: false });
  await app.get(Work, { strict: false }).run(async (tx) => {
    const crew = await addCrew(tx, dice, now);
    // What is done stands on tickets that are solved; what is to come on those that are not.
    const jobsOf = (categories: string[], most: number): Promise<Job[]> =>
      tx.query<Job>(
        `select t.id as "ticketId", s.id as "siteId", t.subject from tickets t
         cross join lateral (
           select id from sites where company_id = t.company_id and lat is not null
           order by (id is not distinct from t.site_id) desc, id limit 1) s
         where t.category = any($1) and t.type <> 'question' and t.channels <@ '{email,chat,whatsapp}'
         order by t.number desc limit $2`,
        [categories, most],
      );
    const solved = await jobsOf(['solved', 'closed'], crew.length * ROUND.length + 1);
    const open = await jobsOf(['new', 'open', 'waiting_customer', 'waiting_third_party'], 80);
    const jobFor = (state: VisitState): Job | undefined =>
      (state === 'done' || state === 'could_not' ? solved : open).shift();
    const today = Math.floor((now + OFFSET) / DAY) * DAY - OFFSET;
    for (const kind of WAITING) {
      await addVisit(tx, dice, tickets, {
        job: jobFor('proposed'),
        kind,
        minutes: 60,
        from: null,
        state: 'proposed',
        technicianId: null,
        now,
      });
    }
    for (const [index, technicianId] of crew.entries()) {
      for (const [place, [hour, minutes, kind]] of ROUND.entries()) {
        const from = today + hour * HOUR + index * 5 * MINUTE;
        const state =
          index === 2 && place === 0 && from + minutes * MINUTE < now
            ? 'could_not'
            : stateAt(from, minutes, now, place);
        await addVisit(tx, dice, tickets, { job: jobFor(state), kind, minutes, from, state, technicianId, now });
        const tomorrow = from + DAY;
        if (place % 2 === 0) {
          await addVisit(tx, dice, tickets, {
            job: jobFor('scheduled'),
            kind,
            minutes,
            from: tomorrow,
            state: place === 0 ? 'confirmed' : 'scheduled',
            technicianId,
            now,
          });
        }
      }
    }
    await addVisit(tx, dice, tickets, {
      job: jobFor('could_not'),
      kind: 'repair',
      minutes: 60,
      from: today - DAY + 10 * HOUR,
      state: 'could_not',
      technicianId: crew[0]!,
      now,
    });
  });
}

function stateAt(from: number, minutes: number, now: number, place: number): VisitState {
  const to = from + minutes * MINUTE;
  if (to < now - 20 * MINUTE) return 'done';
  if (from <= now) return 'on_site';
  if (from - now < 25 * MINUTE) return 'en_route';
  return place % 2 === 0 ? 'confirmed' : 'scheduled';
}

async function addCrew(tx: Tx, dice: Dice, now: number): Promise<string[]> {
  const at = new Date(now - 100 * DAY);
  const id = (): string => idAt(at.getTime(), dice);
  const skills = new Map<SkillName, string>(SKILLS.map((name) => [name, id()]));
  for (const [name, skill] of skills) {
    await tx.query('insert into skills (id, name, created_at) values ($1, $2, $3)', [skill, name, at]);
  }
  const areas = new Map(Object.keys(AREAS).map((name) => [name, id()]));
  for (const [name, circles] of Object.entries(AREAS)) {
    await tx.query('insert into territories (id, name, areas, created_at) values ($1, $2, $3, $4)', [
      areas.get(name),
      name,
      JSON.stringify(circles),
      at,
    ]);
  }
  const ids: string[] = [];
  for (const one of CREW) {
    const [row] = await tx.query<{ id: string }>(
      `insert into technicians (id, user_id, timezone, base_address, base_lat, base_lng, hours, vehicle, limits, rest, created_at, updated_at)
       select $1, id, $2, $3, $4, $5, $6, $9, '{"workMinutes": 600, "weekMinutes": 2640, "overtimeMinutes": 0}', '{"betweenShifts": 660, "mealAfter": 360, "mealMinutes": 60}', $7, $7
       from users where email = $8 returning id`,
      [
        id(),
        FIRM.timeZone,
        one.base,
        one.lat,
        one.lng,
        JSON.stringify(HOURS),
        at,
        `${one.key}@${FIRM.domain}`,
        JSON.stringify(one.van),
      ],
    );
    ids.push(row!.id);
    for (const name of one.skills) {
      await tx.query(
        'insert into technician_skills (technician_id, skill_id, level, valid_until) values ($1, $2, $3, $4)',
        [row!.id, skills.get(name), dice.between(2, 5), name === 'NR-10' ? new Date(now + 200 * DAY) : null],
      );
    }
    for (const name of one.areas) {
      await tx.query('insert into technician_territories (technician_id, territory_id) values ($1, $2)', [
        row!.id,
        areas.get(name),
      ]);
    }
  }
  const needed = (name: SkillName, level: number): string => JSON.stringify([{ skillId: skills.get(name), level }]);
  await tx.query(`update visit_kinds set skills = $1, checklist = $2 where kind = 'repair'`, [
    needed('Redes', 2),
    JSON.stringify([
      { id: 'measure', text: 'Medir o sinal antes', required: true },
      { id: 'work', text: 'Fazer o reparo', required: true },
      { id: 'after', text: 'Link estável por 15 minutos', required: false },
    ]),
  ]);
  // Somebody must let us in, and cables go up where arms do not reach.
  await tx.query(
    `update visit_kinds set must_confirm = true, technicians = 1, tools = '["Escada de 3 m"]', checklist = $1 where kind = 'installation'`,
    [
      JSON.stringify([
        { id: 'place', text: 'Combinar o lugar com o cliente', required: true },
        { id: 'mount', text: 'Montar e ligar', required: true },
        { id: 'show', text: 'Mostrar como se usa', required: false },
      ]),
    ],
  );
  // Two of them can measure fibre before anybody promises it.
  await tx.query(`update visit_kinds set tools = '["OTDR"]' where kind = 'feasibility'`);
  return ids;
}

interface Wanted {
  job: Job | undefined;
  kind: VisitKind;
  minutes: number;
  from: number | null;
  state: VisitState;
  technicianId: string | null;
  now: number;
}

async function addVisit(tx: Tx, dice: Dice, tickets: TicketWriter, wanted: Wanted): Promise<void> {
  const { job, kind, minutes, from, state, technicianId, now } = wanted;
  if (!job) return;
  const made = Math.min(now - HOUR, (from ?? now) - dice.between(18, 60) * HOUR);
  const id = idAt(made, dice);
  const at = (moment: number | null): Date | null => (moment === null ? null : new Date(Math.min(moment, now)));
  const arrived = ['on_site', 'done', 'could_not'].includes(state) ? from! + dice.between(-4, 9) * MINUTE : null;
  const left = ['done', 'could_not'].includes(state) ? from! + (minutes + dice.between(-12, 8)) * MINUTE : null;
  const travelled =
    arrived !== null || state === 'en_route' ? Math.min(arrived ?? now, from!) - dice.between(18, 30) * MINUTE : null;
  const confirmed = !['proposed', 'scheduled'].includes(state) ? made + 3 * HOUR : null;
  const [row] = await tx.query<{ number: string }>(
    `insert into visits (id, ticket_id, kind, state, about, site_id, minutes, skills, checklist, must_confirm, planned_from, planned_to, due_at, confirmed_at,
       travel_at, arrived_at, left_at, outcome, step_seq, created_at, updated_at)
     select $1, $2, $3, $4, $5, $6, $7, k.skills, k.checklist, k.must_confirm, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17 from visit_kinds k where k.kind = $3 returning number`,
    [
      id,
      job.ticketId,
      kind,
      state,
      job.subject,
      job.siteId,
      minutes,
      from === null ? null : new Date(from),
      from === null ? null : new Date(from + minutes * MINUTE),
      from === null ? new Date(now + dice.between(-1, 60) * HOUR) : null,
      at(confirmed),
      at(travelled),
      at(arrived),
      at(left),
      left === null
        ? null
        : JSON.stringify(
            state === 'done'
              ? { code: 'solved', text: 'Serviço concluído e testado com o cliente.' }
              : { code: 'could_not', text: 'Local fechado.' },
          ),
      0,
      new Date(made),
    ],
  );
  if (technicianId) {
    const holds = ['scheduled', 'confirmed', 'en_route', 'on_site'].includes(state);
    await tx.query(
      `insert into visit_technicians (visit_id, technician_id, during) values ($1, $2, case when $3 then tstzrange($4, $5) end)`,
      [id, technicianId, holds, new Date(from!), new Date(from! + minutes * MINUTE)],
    );
  }
  const steps: [type: string, to: VisitState, at: number | null][] = [
    ['propose', 'proposed', made],
    ['schedule', 'scheduled', from === null ? null : made + HOUR],
    ['confirm', 'confirmed', confirmed],
    ['start-travel', 'en_route', travelled],
    ['arrive', 'on_site', arrived],
    [state === 'done' ? 'complete' : 'could-not', state, left],
  ];
  let before: VisitState | null = null;
  let seq = 0;
  for (const [type, to, moment] of steps) {
    if (moment === null) continue;
    seq += 1;
    await tx.query(
      `insert into visit_steps (visit_id, seq, id, type, from_state, to_state, at, told_at, actor_kind, actor_name) values ($1, $2, $3, $4, $5, $6, $7, $7, 'system', $8)`,
      [id, seq, idAt(moment, dice), type, before, to, at(moment), FIRM.name],
    );
    before = to;
  }
  await tx.query('update visits set step_seq = $2 where id = $1', [id, seq]);
  const planned = ['scheduled', 'confirmed', 'en_route', 'on_site'].includes(state);
  const ticket = await tickets.lock(tx, job.ticketId);
  await tickets.apply(
    tx,
    ticket,
    SYSTEM,
    { mode: 'visit', siteId: ticket.siteId ?? job.siteId, ...(planned && { category: 'visit_scheduled' }) },
    { visit: visitRef(Number(row!.number)), visitId: id },
  );
}
