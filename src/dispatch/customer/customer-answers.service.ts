import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, Refusal } from '../../platform/http/refusal.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { PlanChecks } from '../checks/plan-checks.service.js';
import type { Travel } from '../planning/planning.types.js';
import { VisitPlanning } from '../visits/visit-planning.service.js';
import type { Visit } from '../visits/visit.entity.js';
import { visitRef, type Slot } from '../visits/visit.rules.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import { LinkLimits } from './link-limits.js';
import type { VisitLink } from './link-token.rules.js';
import type { LinkAction, LinkAnswer, LinkOfferView, VisitLinkView } from './visit-link.dto.js';
import { VisitLinks } from './visit-links.service.js';
import { WINDOW_MINUTES } from './visit-notices.service.js';
import { languageOf } from './visit-texts.js';

interface Seen extends Pick<Visit, 'id' | 'kind' | 'state' | 'linkEpoch' | 'plannedFrom' | 'rating'> {
  number: string;
  company: string;
  firmLanguage: string;
  timezone: string;
  language: string | null;
  place: string | null;
  technicians: string[];
}

interface Answering {
  customer: Actor;
  by: Door;
}

interface Chosen {
  slot: Slot;
  travel: Travel;
}

/** What was free, and within the rules, when it was offered, need not be any more. */
const GONE: ReadonlySet<string> = new Set(['double_booking', 'rules_broken']);

/** By which door a customer came: both lead to the same answers. */
type Door = 'link' | 'portal';

/** What customers say through their link or in the portal: choose, confirm, move, cancel, and how it was. */
@Injectable()
export class CustomerAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly links: VisitLinks,
    private readonly limits: LinkLimits,
    private readonly writer: VisitWriter,
    private readonly planning: VisitPlanning,
    private readonly checks: PlanChecks,
    private readonly tickets: TicketWriter,
    private readonly conversations: ConversationsService,
  ) {}

  /** 404 for whatever does not hold: made up, too old, or replaced. */
  async look(token: string, address: string): Promise<VisitLinkView> {
    const link = this.linkOf(token, address);
    this.limits.take('look', link.visitId);
    return this.view(await this.seen(link));
  }

  async answer(token: string, address: string, body: LinkAnswer): Promise<VisitLinkView> {
    const link = this.linkOf(token, address);
    this.limits.take('answer', link.visitId);
    await this.seen(link);
    await this.carryOut(link.visitId, body, 'link', (held) => {
      if (!this.links.holds(link, held.visit.linkEpoch)) throw notFound('visit');
      return this.customer(held);
    });
    return this.view(await this.seen(link));
  }

  /** What is known of visits that the caller may see; whether they may was asked before. */
  async lookWithin(visitIds: readonly string[]): Promise<Map<string, VisitLinkView>> {
    const rows = await this.rows(visitIds);
    const views = await Promise.all(rows.map((row) => this.view(row)));
    return new Map(rows.map(({ id }, at) => [id, views[at]!]));
  }

  /** The same answers by somebody who is signed in; whether the visit is theirs was asked before. */
  async answerWithin(visitId: string, customer: Actor, body: LinkAnswer): Promise<void> {
    this.limits.take('answer', visitId);
    await this.carryOut(visitId, body, 'portal', () => customer);
  }

  private async carryOut(
    visitId: string,
    body: LinkAnswer,
    by: Door,
    actorFor: (held: HeldVisit) => Actor,
  ): Promise<void> {
    const slot = body.action === 'choose' ? await this.offered(visitId, body.offerId) : undefined;
    const travel = slot && (await this.checks.travel([{ visitId, slot }]));
    const chosen = slot && travel && { slot, travel };
    try {
      await this.work.run(async (tx) => {
        const held = await this.writer.hold(tx, visitId);
        await this.apply(tx, held, { customer: actorFor(held), by }, body, chosen);
      });
    } catch (error) {
      throw await this.worded(error, visitId, body, slot);
    }
  }

  private apply(tx: Tx, held: HeldVisit, who: Answering, body: LinkAnswer, chosen: Chosen | undefined): Promise<void> {
    switch (body.action) {
      case 'choose':
        return this.choose(tx, held, who, body.offerId, chosen);
      case 'confirm':
        // Pressed twice is confirmed once.
        return held.visit.state === 'confirmed'
          ? Promise.resolve()
          : this.writer.step(tx, held, who.customer, 'confirm', { data: { by: who.by } });
      case 'move':
        return this.wish(tx, held, who, body.text);
      case 'cancel':
        return this.cancel(tx, held, who, body.text);
      case 'rate':
        return this.rate(tx, held, body);
    }
  }

  private async choose(
    tx: Tx,
    held: HeldVisit,
    { customer, by }: Answering,
    offerId: string | undefined,
    chosen: Chosen | undefined,
  ): Promise<void> {
    const [offer] = await tx.query(`select 1 from visit_offers where id = $1 and visit_id = $2 and state = 'open'`, [
      offerId,
      held.visit.id,
    ]);
    if (!offer || !chosen) throw conflict('offer_gone', 'This time is no longer offered.');
    const { slot, travel } = chosen;
    if (slot.from <= this.clock.now()) throw conflict('offer_gone', 'This time is over.');
    await this.planning.plan(tx, held, customer, slot, { travel });
    if (held.visit.state === 'scheduled') {
      await this.writer.step(tx, held, customer, 'confirm', { data: { by } });
    }
    await tx.query(
      `update visit_offers set state = case when id = $2 then 'taken' else 'withdrawn' end where visit_id = $1 and state = 'open'`,
      [held.visit.id, offerId],
    );
  }

  /** The time stands until the desk gives another one; the wish is something the customer said. */
  private async wish(tx: Tx, held: HeldVisit, who: Answering, text: string | undefined): Promise<void> {
    if (!text?.trim()) throw invalid('text', 'must say what would suit');
    if (!['proposed', 'scheduled', 'confirmed'].includes(held.visit.state)) {
      throw conflict('visit_state', 'It is too late to move it.', { state: held.visit.state });
    }
    await this.said(tx, held, who, text.trim());
    await this.writer.amend(tx, held.visit, { attendance: 'declined', attendanceAt: this.clock.now() });
  }

  private async cancel(tx: Tx, held: HeldVisit, who: Answering, text: string | undefined): Promise<void> {
    if (held.visit.state === 'cancelled') return;
    if (!['proposed', 'scheduled', 'confirmed'].includes(held.visit.state)) {
      throw conflict('visit_state', 'It is too late to cancel it.', { state: held.visit.state });
    }
    await this.writer.step(tx, held, who.customer, 'cancel', {
      reason: text?.trim() || 'Cancelled by the customer',
      data: { by: who.by },
    });
    if (text?.trim()) await this.said(tx, held, who, text.trim());
  }

  private async rate(tx: Tx, { visit }: HeldVisit, { rating, comment }: LinkAnswer): Promise<void> {
    if (!['done', 'could_not'].includes(visit.state)) throw conflict('visit_state', 'It has not taken place yet.');
    if (!rating) throw invalid('rating', 'must be a number from 1 to 5');
    await this.writer.amend(tx, visit, { rating, ratingComment: comment?.trim() || null });
  }

  private async said(tx: Tx, { visit, ticket }: HeldVisit, { customer, by }: Answering, text: string): Promise<void> {
    const conversation = await this.conversations.internalOf(tx, ticket.id);
    await this.tickets.say(tx, ticket, customer, conversation, {
      kind: 'message',
      direction: 'in',
      author: { kind: 'contact', id: customer.id },
      sender: { name: customer.name },
      text: `${visitRef(visit.number)}: ${text}`,
      state: 'received',
      meta: { visit: visitRef(visit.number), visitId: visit.id, by },
    });
  }

  private linkOf(token: string, address: string): VisitLink {
    const link = this.links.read(token);
    if (!link) {
      this.limits.take('miss', address);
      throw notFound('visit');
    }
    return link;
  }

  private async offered(visitId: string, offerId: string | undefined): Promise<Slot> {
    if (!offerId) throw invalid('offerId', 'must name one of the times');
    const [offer] = await this.db.query<Slot[]>(
      `select starts_at as "from", ends_at as "to", technician_ids as "technicianIds" from visit_offers where id = $1 and visit_id = $2`,
      [offerId, visitId],
    );
    if (!offer) throw conflict('offer_gone', 'This time is no longer offered.');
    return offer;
  }

  /** Whom the firm has elsewhere, or off that day, is not the customer's business; that the time is gone is. */
  private async worded(error: unknown, visitId: string, body: LinkAnswer, slot: Slot | undefined): Promise<unknown> {
    const clash = slot && (await this.planning.overlapOf(error, visitId, slot));
    const taken = clash ?? (error instanceof Refusal && GONE.has(error.code) ? error : undefined);
    if (!taken) return error;
    await this.db.query(`update visit_offers set state = 'withdrawn' where id = $1 and state = 'open'`, [body.offerId]);
    return conflict('slot_taken', 'This time is no longer free.');
  }

  private customer({ visit, ticket }: HeldVisit): Actor {
    return {
      kind: 'contact',
      id: visit.contactId ?? ticket.contactId,
      name: 'Customer',
      permissions: new Set(),
      ticketScope: 'own',
      teamIds: [],
    };
  }

  private async seen(link: VisitLink): Promise<Seen> {
    const [row] = await this.rows([link.visitId]);
    if (!row || !this.links.holds(link, row.linkEpoch)) throw notFound('visit');
    return row;
  }

  private rows(visitIds: readonly string[]): Promise<Seen[]> {
    return this.db.query<Seen[]>(
      `select v.id, v.number, v.kind, v.state, v.link_epoch as "linkEpoch", v.planned_from as "plannedFrom", v.rating, o.company,
         o.language as "firmLanguage", coalesce(site.timezone, o.time_zone) as timezone, person.language,
         coalesce(site.address, v.place ->> 'address') as place,
         array(select split_part(u.name, ' ', 1) from visit_technicians vt join technicians w on w.id = vt.technician_id
           join users u on u.id = w.user_id where vt.visit_id = v.id order by vt.place) as technicians
       from visits v join tickets t on t.id = v.ticket_id
       join contacts person on person.id = coalesce(v.contact_id, t.contact_id)
       cross join (select company, language, time_zone from organisation limit 1) o
       left join sites site on site.id = v.site_id where v.id = any($1::uuid[])`,
      [visitIds],
    );
  }

  private async view(row: Seen): Promise<VisitLinkView> {
    const offers = await this.db.query<LinkOfferView[]>(
      `select id, starts_at as "from", arrive_until as until from visit_offers
       where visit_id = $1 and state = 'open' and starts_at > $2 order by starts_at, id limit 12`,
      [row.id, this.clock.now()],
    );
    const open = ['proposed', 'scheduled', 'confirmed'].includes(row.state);
    const actions: LinkAction[] = [
      ...(open && offers.length > 0 ? (['choose'] as const) : []),
      ...(row.state === 'scheduled' ? (['confirm'] as const) : []),
      ...(open ? (['move', 'cancel'] as const) : []),
      ...(row.state === 'done' || row.state === 'could_not' ? (['rate'] as const) : []),
    ];
    return {
      ref: visitRef(Number(row.number)),
      company: row.company,
      kind: row.kind,
      state: row.state,
      from: row.plannedFrom,
      until: row.plannedFrom && new Date(row.plannedFrom.getTime() + WINDOW_MINUTES * 60_000),
      timezone: row.timezone,
      language: languageOf(row.language, row.firmLanguage),
      place: row.place,
      technicians: row.technicians,
      offers: open ? offers : [],
      actions,
      rating: row.rating,
    };
  }
}
