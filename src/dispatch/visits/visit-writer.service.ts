import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { isOpen } from '../../tickets/ticket.rules.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter, type Because } from '../../tickets/ticket-writer.service.js';
import type { VisitState } from '../../tickets/visit.events.js';
import { Visit } from './visit.entity.js';
import { clocked, follow, happenedAt, ticketCategory, visitRef, type VisitAction } from './visit.rules.js';

/** How a step came to be. */
export interface StepDetails {
  at?: Date;
  lat?: number;
  lng?: number;
  accuracy?: number;
  reason?: string;
  data?: Record<string, unknown>;
  because?: Because;
}

/** A visit with its ticket, both held until the transaction ends. */
export interface HeldVisit {
  visit: Visit;
  ticket: Ticket;
}

const SAID: Record<'visit_ended' | 'visit_state' | 'not_planned' | 'reason_missing', string> = {
  visit_ended: 'This visit has ended. A follow-up visit continues it.',
  visit_state: 'The visit is not in a state from which this can be done.',
  not_planned: 'The visit has no time and no technician yet.',
  reason_missing: 'Say why.',
};

/** The one write path of visits: hold the ticket, hold the visit, step, say what happened. */
@Injectable()
export class VisitWriter {
  constructor(
    private readonly clock: Clock,
    private readonly tickets: TicketWriter,
  ) {}

  /** Ticket before visit, everywhere: who takes them in another order waits for ever. */
  async hold(tx: Tx, id: string, version?: number): Promise<HeldVisit> {
    const seen = await tx.find(Visit, { id });
    if (!seen) throw notFound('visit');
    const ticket = await this.tickets.lock(tx, seen.ticketId);
    const visit = await tx.lock(Visit, { id });
    if (!visit) throw notFound('visit');
    if (visit.ticketId !== ticket.id) {
      throw conflict('changed_meanwhile', 'The ticket was merged in the meantime. Try again.');
    }
    if (version !== undefined && version !== visit.version) throw stale(visit.version);
    return { visit, ticket };
  }

  /** Writes a visit that begins to exist, on a ticket that is held. */
  async begin(tx: Tx, ticket: Ticket, actor: Actor, visit: Visit, because: Because): Promise<void> {
    const { number: _, ...row } = visit;
    await tx.insert(Visit, row as never);
    const [given] = await tx.query<{ number: string }>('select number from visits where id = $1', [visit.id]);
    visit.number = Number(given!.number);
    await this.record(tx, visit, actor, 'propose', null, { because });
    await tx.query('update visits set step_seq = $2 where id = $1', [visit.id, visit.stepSeq]);
    await this.tellTicket(tx, { visit, ticket }, actor, 'propose', because);
    this.announce(tx, visit, null, this.clock.now());
  }

  /** Moves a held visit on, with what follows for its times and its ticket. `change`: what the action sets besides. */
  async step(
    tx: Tx,
    held: HeldVisit,
    actor: Actor,
    action: Exclude<VisitAction, 'propose'>,
    details: StepDetails = {},
    change: Partial<Visit> = {},
  ): Promise<void> {
    const { visit } = held;
    const planned = (change.plannedFrom ?? visit.plannedFrom) !== null;
    const verdict = follow(action, { state: visit.state, planned }, details.reason);
    if ('refused' in verdict) {
      if (verdict.refused === 'reason_missing') throw invalid('reason', SAID.reason_missing);
      throw conflict(verdict.refused, SAID[verdict.refused], { state: visit.state, currentVersion: visit.version });
    }
    const from = visit.state;
    const at = happenedAt(details.at, this.clock.now(), await this.lastStepAt(tx, visit.id));
    Object.assign(visit, change, clocked(visit, verdict.to, at), { state: verdict.to });
    if (action === 'confirm') visit.confirmedAt = at;
    await this.record(tx, visit, actor, action, from, { ...details, at });
    await this.bookings(tx, visit);
    await this.store(tx, visit);
    await this.tellTicket(tx, held, actor, action, details.because ?? null, {
      ...(details.reason && { reason: details.reason }),
      ...(details.data?.forced !== undefined && { forced: details.data.forced }),
    });
    this.announce(tx, visit, from, at);
  }

  /** A change that moves no state. */
  async amend(tx: Tx, visit: Visit, change: Partial<Visit> = {}): Promise<void> {
    Object.assign(visit, change);
    await this.store(tx, visit);
    tx.emit('visit.updated', { visitId: visit.id, ticketId: visit.ticketId, version: visit.version });
  }

  /** Who goes; the first one leads. The technicians are held by the caller. */
  async assign(tx: Tx, visit: Visit, technicianIds: readonly string[]): Promise<void> {
    await tx.query('delete from visit_technicians where visit_id = $1', [visit.id]);
    await tx.query(
      `insert into visit_technicians (visit_id, technician_id, place, during)
       select $1, technician, place - 1, tstzrange($3, $4) from unnest($2::uuid[]) with ordinality as w(technician, place)`,
      [visit.id, technicianIds, visit.plannedFrom, visit.plannedTo],
    );
  }

  /** People are free again when it ends or loses its time. */
  private async bookings(tx: Tx, visit: Visit): Promise<void> {
    const free = visit.plannedFrom === null || ['proposed', 'done', 'could_not', 'cancelled'].includes(visit.state);
    if (!free) return;
    if (visit.state === 'proposed') await tx.query('delete from visit_technicians where visit_id = $1', [visit.id]);
    else await tx.query('update visit_technicians set during = null where visit_id = $1', [visit.id]);
  }

  private async store(tx: Tx, visit: Visit): Promise<void> {
    Object.assign(visit, { version: visit.version + 1, updatedAt: this.clock.now() });
    const { id, number: _, ...values } = visit;
    await tx.manager.update(Visit, { id }, values as never);
  }

  private async record(
    tx: Tx,
    visit: Visit,
    actor: Actor,
    action: VisitAction,
    from: VisitState | null,
    details: StepDetails,
  ): Promise<void> {
    const now = this.clock.now();
    visit.stepSeq += 1;
    await tx.query(
      `insert into visit_steps (visit_id, seq, id, type, from_state, to_state, at, told_at, actor_kind, actor_id, actor_name,
         lat, lng, accuracy, reason, data, because)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        visit.id,
        visit.stepSeq,
        newId(),
        action,
        from,
        visit.state,
        details.at ?? now,
        now,
        actor.kind,
        actor.id,
        actor.name,
        details.lat ?? null,
        details.lng ?? null,
        details.accuracy ?? null,
        details.reason?.trim() || null,
        JSON.stringify(details.data ?? {}),
        details.because ? JSON.stringify(details.because) : null,
      ],
    );
  }

  private async lastStepAt(tx: Tx, visitId: string): Promise<Date | null> {
    const [last] = await tx.query<{ at: Date | null }>('select max(at) as at from visit_steps where visit_id = $1', [
      visitId,
    ]);
    return last?.at ?? null;
  }

  /** The ticket's history names the step, and its status follows its visits. */
  private async tellTicket(
    tx: Tx,
    { visit, ticket }: HeldVisit,
    actor: Actor,
    action: VisitAction,
    because: Because,
    more: Record<string, unknown> = {},
  ): Promise<void> {
    const states = await tx.query<{ id: string; state: VisitState }>(
      `select id, state from visits where ticket_id = $1`,
      [ticket.id],
    );
    const wanted = ticketCategory(states.map((one) => (one.id === visit.id ? visit.state : one.state)));
    const moves =
      wanted === 'visit_scheduled' ||
      ticket.category === 'visit_scheduled' ||
      (action === 'propose' && !isOpen(ticket.category));
    await this.tickets.apply(
      tx,
      ticket,
      actor,
      {
        ...(wanted && moves && { category: wanted }),
        ...(action === 'propose' && { mode: 'visit' as const, ...placeOf(visit, ticket) }),
      },
      { ...because, visit: visitRef(visit.number), visitId: visit.id, action },
      [
        {
          type: `visit.${action}`,
          data: {
            visitId: visit.id,
            number: visit.number,
            kind: visit.kind,
            state: visit.state,
            plannedFrom: visit.plannedFrom,
            plannedTo: visit.plannedTo,
            ...more,
          },
          because,
        },
      ],
    );
  }

  private announce(tx: Tx, visit: Visit, from: VisitState | null, at: Date): void {
    const { id: visitId, ticketId } = visit;
    tx.emit('visit.changed', { visitId, ticketId, from, to: visit.state, at: at.toISOString() });
    tx.emit('visit.updated', { visitId, ticketId, version: visit.version });
  }
}

/** Where nobody said which place a ticket concerns, it is the one to which somebody goes. */
const placeOf = ({ siteId }: Visit, ticket: Ticket): { siteId?: string } =>
  siteId && ticket.companyId && !ticket.siteId ? { siteId } : {};
