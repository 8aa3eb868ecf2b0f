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

interface LookedAt {
  id: string;
  title: string;
  contactId: string;
  companyId: string | null;
  /** It was looked at after this, and before that. */
  from: number;
  to: number;
}
type Fact = { type: string; at: number; data: Record<string, unknown> };

/** Somebody went to look at the place before it was offered. Its own dice: nothing else of the pipeline moves. */
export class DealVisitsSeed {
  private readonly dice = new Dice('deal-visits');

  constructor(
    private readonly add: (table: string, row: Record<string, unknown>) => void,
    private readonly closedStatusId: string,
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
    const parts = dice.chance(0.3) ? [{ name: 'Cabo de rede', quantity: dice.between(5, 20) }] : [];
    const presence = {
      travelAt: new Date(arrived - travelled),
      arrivedAt: new Date(arrived),
      leftAt: new Date(left),
      pausedMinutes: 0,
      people: dice.chance(0.25) ? 2 : 1,
      more: [],
    };
    const { currency, total, ...of } = costOf({ ...minutesOf(presence), parts }, VISIT_RATES);
    this.addTicket(deal, asked, left, { cost: total, cost_currency: currency, cost_of: of });
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

  private addTicket(deal: LookedAt, asked: number, left: number, cost: Record<string, unknown>): void {
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
    this.add('deal_tickets', {
      deal_id: deal.id,
      ticket_id: id,
      kind: 'visit',
      visit_kind: 'feasibility',
      visit_state: 'done',
      at: iso(asked),
      ...cost,
    });
  }
}
