import type { Tx } from '../platform/database/tx.js';
import { costOf, minutesOf, type VisitRates } from '../sales/deals/visit-cost.rules.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';
import { HOUR, idAt, MINUTE, working } from './moments.js';
import { iso } from './rows.js';

/** What a visit costs the firm. */
export const VISIT_RATES: VisitRates = {
  currency: 'BRL',
  callOut: 4_500,
  workHour: 9_000,
  travelHour: 6_000,
  parts: [
    { name: 'Cabo de rede', amount: 350 },
    { name: 'Fonte 12 V', amount: 5_900 },
  ],
};

/** Who can go and look at a place, when they are elsewhere, and where the firm's customers are. */
export interface Scouts {
  technicians: { id: string; name: string; userId: string }[];
  busy: Map<string, [from: number, to: number][]>;
  sites: Map<string, string>;
}

export async function scoutsOf(tx: Tx): Promise<Scouts> {
  // Those first who have on board what a feasibility visit needs; the others measure with a borrowed one.
  const technicians = await tx.query<{ id: string; name: string; userId: string }>(
    `select t.id, u.name, u.id as "userId" from technicians t join users u on u.id = t.user_id
     order by (t.vehicle -> 'tools' ? 'OTDR') desc, u.name`,
  );
  const held = await tx.query<{ id: string; from: Date; to: Date }>(
    `select x.technician_id as id, v.planned_from as "from", v.planned_to as "to"
     from visit_technicians x join visits v on v.id = x.visit_id where v.planned_from is not null`,
  );
  const busy = new Map<string, [number, number][]>(technicians.map(({ id }) => [id, []]));
  for (const { id, from, to } of held) busy.get(id)?.push([from.getTime(), to.getTime()]);
  const sites = await tx.query<{ id: string; companyId: string }>(
    `select distinct on (company_id) id, company_id as "companyId" from sites where lat is not null order by company_id, id`,
  );
  return { technicians, busy, sites: new Map(sites.map(({ id, companyId }) => [companyId, id])) };
}

const PLACES = [
  { address: 'Avenida Goiás, 1805, São Caetano do Sul - SP', lat: -23.623, lng: -46.551 },
  { address: 'Rua Doutor Rafael de Barros, 209, São Paulo - SP', lat: -23.573, lng: -46.648 },
  { address: 'Rodovia Anhanguera, km 104, Campinas - SP', lat: -22.886, lng: -47.116 },
  { address: 'Avenida dos Autonomistas, 2560, Osasco - SP', lat: -23.534, lng: -46.779 },
  { address: 'Rua Voluntários da Pátria, 3812, São Paulo - SP', lat: -23.49, lng: -46.628 },
];
const FOUND = [
  'Há fibra até o poste em frente; a passagem é pelo forro, 45 m.',
  'Cobertura boa; um ponto a mais resolve o depósito.',
  'O rack precisa de um circuito próprio. O cliente providencia antes da instalação.',
  'Tudo pronto para instalar: tomada, passagem e lugar para o armário.',
  'Mastro de 3 m basta para enxergar os dois galpões.',
];

interface LookedAt {
  id: string;
  title: string;
  contactId: string;
  companyId: string | null;
  /** Whose place it is, where they are no customer yet. */
  prospect: string | null;
  /** It was looked at after this, and before that. */
  from: number;
  to: number;
}
interface Where {
  site_id: string | null;
  place: Record<string, unknown> | null;
}
interface Went {
  ticketId: string;
  where: Where;
  crew: Scouts['technicians'];
  parts: { name: string; quantity: number }[];
  asked: number;
  arrived: number;
  left: number;
  travelled: number;
}
const QUARTER = 15 * MINUTE;
type Fact = { type: string; at: number; data: Record<string, unknown> };

/** Somebody went to look at the place before it was offered. Its own dice: nothing else of the pipeline moves. */
export class DealVisitsSeed {
  private readonly dice = new Dice('deal-visits');

  constructor(
    private readonly add: (table: string, row: Record<string, unknown>) => void,
    private readonly closedStatusId: string,
    private readonly scouts: Scouts,
  ) {}

  /** The ticket of the visit, and what of it stands in the deal's history. Nothing where there was no day for it. */
  look(deal: LookedAt, share: number): Fact[] {
    const { dice } = this;
    const went = dice.chance(share);
    const arrived = working(deal.from + (deal.to - deal.from) * (0.3 + dice.next() * 0.3), dice);
    const worked = dice.between(35, 110) * MINUTE;
    const travelled = dice.between(18, 55) * MINUTE;
    const left = arrived + worked;
    const asked = Math.max(deal.from, arrived - dice.between(26, 60) * HOUR);
    if (!went || left + HOUR > deal.to || asked + travelled > arrived) return [];
    const people = dice.chance(0.25) ? 2 : 1;
    const crew = this.freeAt(arrived - travelled, left + 15 * MINUTE).slice(0, people);
    if (crew.length < people) return [];
    const parts = dice.chance(0.3) ? [{ name: 'Cabo de rede', quantity: dice.between(5, 20) }] : [];
    const presence = {
      travelAt: new Date(arrived - travelled),
      arrivedAt: new Date(arrived),
      leftAt: new Date(left),
      pausedMinutes: 0,
      people,
      more: [],
    };
    const { currency, total, ...of } = costOf({ ...minutesOf(presence), parts }, VISIT_RATES);
    const ticketId = this.addTicket(deal, asked, left);
    const where = this.placeOf(deal);
    const visitId = this.addVisit(deal, { ticketId, where, crew, parts, asked, arrived, left, travelled });
    this.add('deal_tickets', {
      deal_id: deal.id,
      ticket_id: ticketId,
      kind: 'visit',
      visit_kind: 'feasibility',
      visit_id: visitId,
      visit_state: 'done',
      at: iso(asked),
      ...where,
      ...{ cost: total, cost_currency: currency, cost_of: of },
    });
    const kind = 'feasibility';
    return [
      { type: 'deal.visit-asked', at: asked, data: { kind } },
      { type: 'deal.visit-ended', at: left, data: { kind, state: 'done' } },
      {
        type: 'deal.visit-costed',
        at: left + MINUTE,
        data: { kind, totalMinor: total, currency, unpriced: of.unpriced },
      },
    ];
  }

  private freeAt(from: number, to: number): Scouts['technicians'] {
    const { technicians, busy } = this.scouts;
    return technicians.filter(({ id }) => busy.get(id)!.every(([begins, ends]) => ends <= from || begins >= to));
  }

  private placeOf({ companyId, prospect }: LookedAt): Where {
    const site = companyId && this.scouts.sites.get(companyId);
    if (site) return { site_id: site, place: null };
    return { site_id: null, place: { ...this.dice.pick(PLACES), ...(prospect && { name: prospect }) } };
  }

  /** As dispatch would have kept it: planned on the quarter of an hour, and what was done when. */
  private addVisit(deal: LookedAt, { ticketId, where, crew, parts, asked, ...times }: Went): string {
    const { arrived, left, travelled } = times;
    const id = idAt(asked, this.dice);
    const begins = Math.floor(arrived / QUARTER) * QUARTER;
    const ends = Math.max(begins + 2 * QUARTER, Math.ceil((left - 10 * MINUTE) / QUARTER) * QUARTER);
    const steps: [type: string, to: string, at: number][] = [
      ['propose', 'proposed', asked],
      ['schedule', 'scheduled', asked + (arrived - travelled - asked) * 0.2],
      ['confirm', 'confirmed', asked + (arrived - travelled - asked) * 0.5],
      ['start-travel', 'en_route', arrived - travelled],
      ['arrive', 'on_site', arrived],
      ['complete', 'done', left],
    ];
    this.add('visits', {
      id,
      ticket_id: ticketId,
      kind: 'feasibility',
      state: 'done',
      about: deal.title,
      contact_id: deal.contactId,
      ...where,
      minutes: (ends - begins) / MINUTE,
      technicians: crew.length,
      skills: [],
      equipment: [],
      checklist: [],
      must_confirm: false,
      planned_from: iso(begins),
      planned_to: iso(ends),
      confirmed_at: iso(steps[2]![2]),
      travel_at: iso(arrived - travelled),
      arrived_at: iso(arrived),
      left_at: iso(left),
      paused_minutes: 0,
      outcome: { code: 'solved', text: this.dice.pick(FOUND) },
      invitation_seq: 0,
      link_epoch: 1,
      step_seq: steps.length,
      version: steps.length,
      created_at: iso(asked),
      updated_at: iso(left),
    });
    for (const [place, one] of crew.entries()) {
      this.scouts.busy.get(one.id)!.push([Math.min(begins, arrived - travelled), Math.max(ends, left)]);
      this.add('visit_technicians', { visit_id: id, technician_id: one.id, place });
    }
    for (const [at, [type, to, moment]] of steps.entries()) {
      const field = at > 2 ? crew[0]! : null;
      this.add('visit_steps', {
        visit_id: id,
        seq: at + 1,
        id: idAt(moment, this.dice),
        type,
        from_state: steps[at - 1]?.[1] ?? null,
        to_state: to,
        at: iso(moment),
        told_at: iso(moment),
        actor_kind: field ? 'user' : 'system',
        actor_id: field?.userId ?? null,
        actor_name: field?.name ?? FIRM.name,
        data: {},
      });
    }
    for (const part of parts) {
      this.add('visit_parts', {
        id: idAt(left, this.dice),
        visit_id: id,
        ...part,
        by_id: crew[0]!.userId,
        at: iso(left - 5 * MINUTE),
      });
    }
    return id;
  }

  private addTicket(deal: LookedAt, asked: number, left: number): string {
    const id = idAt(asked, this.dice);
    this.add('tickets', {
      id,
      subject: deal.title,
      status_id: this.closedStatusId,
      category: 'closed',
      priority: 2,
      type: 'feasibility',
      mode: 'visit',
      contact_id: deal.contactId,
      company_id: deal.companyId,
      channels: [],
      tags: [],
      fields: {},
      solved_at: iso(left),
      closed_at: iso(left),
      event_seq: 1,
      message_seq: 0,
      version: 1,
      created_at: iso(asked),
      updated_at: iso(left),
    });
    this.add('ticket_events', {
      ticket_id: id,
      seq: 1,
      id: idAt(asked, this.dice),
      type: 'ticket.created',
      actor_kind: 'system',
      actor_name: FIRM.name,
      at: iso(asked),
      data: { subject: deal.title, inboxId: null, priority: 2, mode: 'visit' },
    });
    return id;
  }
}
