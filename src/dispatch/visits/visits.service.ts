import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { TicketWriter, type Because } from '../../tickets/ticket-writer.service.js';
import { checklistOf, VisitKindsService } from '../kinds/visit-kinds.service.js';
import { SkillsService } from '../skills/skills.service.js';
import { TerritoriesService } from '../territories/territories.service.js';
import { VisibleVisits } from './visible-visits.js';
import { visibleVisits } from './visit.access.js';
import type { FollowUpBody, NewVisit, VisitChange, VisitsQuery } from './visit.dto.js';
import { Visit } from './visit.entity.js';
import { isBegun, isEnded, isUnderWay, visitRef } from './visit.rules.js';
import type { VisitPage, VisitView } from './visit.view.dto.js';
import { VisitRows } from './visit-rows.js';
import { VisitWriter, type HeldVisit } from './visit-writer.service.js';
import { WholeVisit } from './whole-visit.js';

const LONGEST_ABOUT = 5_000;

/** What a caller may say of a visit that begins. */
export type FreshVisit = Omit<NewVisit, 'ticketId'> & {
  followUpOf?: string;
  seriesId?: string;
  occursAt?: Date;
};

/** The front door to visits: read them as somebody, ask for one, and change what one is about. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
    private readonly ticketWriter: TicketWriter,
    private readonly visible: VisibleVisits,
    private readonly writer: VisitWriter,
    private readonly rows: VisitRows,
    private readonly whole: WholeVisit,
    private readonly kinds: VisitKindsService,
    private readonly skills: SkillsService,
    private readonly territories: TerritoriesService,
  ) {}

  async list(actor: Actor, query: VisitsQuery): Promise<VisitPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = [visibleVisits(actor, parameters)];
    if (query.ticket) {
      where.push(
        /^\d+$/.test(query.ticket) ? `t.number = ${$(query.ticket)}::bigint` : `t.id = ${$(query.ticket)}::uuid`,
      );
    }
    if (query.technician) {
      where.push(
        `exists (select from visit_technicians x where x.visit_id = v.id and x.technician_id = ${$(query.technician)})`,
      );
    }
    if (query.site) where.push(`v.site_id = ${$(query.site)}`);
    if (query.followUpOf) where.push(`v.follow_up_of = ${$(query.followUpOf)}`);
    if (query.state) where.push(`v.state = ${$(query.state)}`);
    if (query.kind) where.push(`v.kind = ${$(query.kind)}`);
    if (query.from || query.to) {
      where.push(
        `v.planned_from is not null and tstzrange(v.planned_from, v.planned_to) && tstzrange(${$(query.from ?? null)}, ${$(query.to ?? null)})`,
      );
      if (query.from && query.to && query.to <= query.from) throw invalid('to', 'must be after from');
    }
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`v.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.rows.read(
      `where ${where.join(' and ')} order by v.id desc limit ${$(query.limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(actor: Actor, id: string): Promise<VisitView> {
    return this.whole.read(await this.visible.require(actor, id));
  }

  /** For whoever has just worked on it. */
  read(id: string): Promise<VisitView> {
    return this.whole.read(id);
  }

  async create(actor: Actor, { ticketId, ...fresh }: NewVisit): Promise<string> {
    const known = await this.tickets.get(actor, ticketId);
    return this.work.run(async (tx) => {
      const ticket = await this.ticketWriter.lock(tx, known.id);
      return (await this.make(tx, actor, ticket, fresh, null)).id;
    });
  }

  /** What is still to be done after a visit, by default with the same place, people to ask for and needs. */
  followUp(actor: Actor, id: string, body: FollowUpBody): Promise<string> {
    return this.work.run(async (tx) => {
      const held = await this.visible.hold(tx, actor, id);
      return (await this.continueIn(tx, held, actor, body, null)).id;
    });
  }

  /** Within a transaction that holds the visit. */
  continueIn(tx: Tx, { visit, ticket }: HeldVisit, actor: Actor, body: FollowUpBody, because: Because): Promise<Visit> {
    const { kind, about, contactId, siteId, place, accessNotes, territoryId, technicians, skills, equipment } = visit;
    const same = { kind, about, contactId, siteId, place, accessNotes, territoryId, technicians, skills, equipment };
    const open = visit.checklist.filter((item) => !item.doneAt).map(({ text, required }) => ({ text, required }));
    const fresh = { ...same, ...(open.length > 0 && { checklist: open }), ...given(body), followUpOf: visit.id };
    return this.make(tx, actor, ticket, fresh, because);
  }

  /** Whoever was there says that somebody must come again: then it waits to be planned, unless somebody has seen to it. */
  async comeAgain(tx: Tx, held: HeldVisit, actor: Actor, said: string): Promise<void> {
    const { visit } = held;
    const [known] = await tx.query(`select 1 from visits where follow_up_of = $1 and state <> 'cancelled' limit 1`, [
      visit.id,
    ]);
    if (known) return;
    const ref = visitRef(visit.number);
    const about = [visit.about, said && `${ref}: ${said}`].filter(Boolean).join('\n\n').slice(0, LONGEST_ABOUT);
    await this.continueIn(tx, held, actor, { about }, { outcome: 'follow_up', visit: ref });
  }

  /** Makes a visit on a ticket that is held. */
  async make(tx: Tx, actor: Actor, ticket: Ticket, fresh: FreshVisit, because: Because): Promise<Visit> {
    if (ticket.mergedIntoId) {
      throw conflict('merged', 'This ticket was merged into another one.', { mergedIntoId: ticket.mergedIntoId });
    }
    const kind = await this.kinds.of(tx, fresh.kind);
    const now = this.clock.now();
    const visit: Visit = {
      ...EMPTY,
      id: newId(),
      number: 0,
      ticketId: ticket.id,
      kind: fresh.kind,
      state: 'proposed',
      minutes: kind.minutes,
      technicians: kind.technicians,
      skills: kind.skills,
      checklist: kind.checklist.map((line) => ({ ...line })),
      mustConfirm: kind.mustConfirm,
      because,
      followUpOf: fresh.followUpOf ?? null,
      seriesId: fresh.seriesId ?? null,
      occursAt: fresh.occursAt ?? null,
      madeBy: actor.kind === 'user' ? actor.id : null,
      createdAt: now,
      updatedAt: now,
    };
    visit.siteId = ticket.siteId ?? (await this.onlySite(tx, ticket));
    await this.fill(tx, visit, ticket, fresh);
    await this.writer.begin(tx, ticket, actor, visit, because);
    return visit;
  }

  change(actor: Actor, id: string, { version, ...values }: VisitChange): Promise<void> {
    return this.work.run(async (tx) => {
      const { visit, ticket } = await this.visible.hold(tx, actor, id, version);
      if (isEnded(visit.state)) throw conflict('visit_ended', 'This visit has ended. A follow-up visit continues it.');
      if (isUnderWay(visit.state) && (values.siteId !== undefined || values.place !== undefined)) {
        throw conflict('visit_under_way', 'Somebody is on the way there already.');
      }
      if (values.checklist && isBegun(visit.state)) {
        throw conflict('work_begun', 'The work has begun: its checklist is with the technician.');
      }
      const before = visit.siteId;
      await this.fill(tx, visit, ticket, values);
      await this.writer.amend(tx, visit);
      await this.moveTicket(tx, actor, { visit, ticket }, before);
    });
  }

  /** A ticket that concerned the place of its visit goes with it to another; one that names a place of its own stays. */
  private async moveTicket(tx: Tx, actor: Actor, { visit, ticket }: HeldVisit, before: string | null): Promise<void> {
    const { siteId } = visit;
    if (!siteId || siteId === before || !ticket.companyId) return;
    if (ticket.siteId !== null && ticket.siteId !== before) return;
    await this.ticketWriter.apply(tx, ticket, actor, { siteId }, { visit: visitRef(visit.number), visitId: visit.id });
  }

  private async fill(tx: Tx, visit: Visit, ticket: Ticket, values: Omit<VisitChange, 'version'>): Promise<void> {
    await this.refuseUnknown(tx, ticket, values);
    const moved = values.siteId !== undefined || values.place !== undefined;
    const { skills, checklist, equipment, place, ...plain } = given(values);
    const { kind: _, followUpOf: __, seriesId: ___, occursAt: ____, ...own } = plain as Partial<FreshVisit>;
    Object.assign(visit, own);
    if (skills) visit.skills = skills.map(({ skillId, level }) => ({ skillId, level }));
    if (equipment) visit.equipment = equipment.map((one) => ({ ...one }));
    if (place !== undefined) visit.place = place && { ...place };
    if (checklist) visit.checklist = kept(checklistOf(checklist), visit.checklist);
    if (visit.place && (visit.place.lat === undefined) !== (visit.place.lng === undefined)) {
      throw invalid('place.lat', 'latitude and longitude go together');
    }
    if (visit.windowFrom && visit.windowTo && visit.windowTo <= visit.windowFrom) {
      throw invalid('windowTo', 'must be after windowFrom');
    }
    if (values.territoryId === undefined && (moved || !visit.territoryId)) {
      visit.territoryId = await this.territoryAt(tx, visit);
    }
  }

  private async refuseUnknown(tx: Tx, ticket: Ticket, values: Omit<VisitChange, 'version'>): Promise<void> {
    if (values.skills) {
      await this.skills.require(
        tx,
        values.skills.map((need) => need.skillId),
        'skills',
      );
    }
    if (values.territoryId) await this.territories.require(tx, [values.territoryId], 'territoryId');
    if (values.siteId) {
      const [site] = await tx.query<{ company_id: string }>(
        'select company_id from sites where id = $1 and deleted_at is null',
        [values.siteId],
      );
      if (!site) throw invalid('siteId', 'there is no such site');
      if (ticket.companyId && site.company_id !== ticket.companyId) {
        throw invalid('siteId', 'is a place of another company');
      }
    }
    if (values.contactId) {
      const [contact] = await tx.query('select 1 from contacts where id = $1 and deleted_at is null', [
        values.contactId,
      ]);
      if (!contact) throw invalid('contactId', 'there is no such contact');
    }
  }

  /** Where the customer has one place, that is where it is. */
  private async onlySite(tx: Tx, ticket: Ticket): Promise<string | null> {
    if (!ticket.companyId) return null;
    const sites = await tx.query<{ id: string }>(
      'select id from sites where company_id = $1 and deleted_at is null limit 2',
      [ticket.companyId],
    );
    return sites.length === 1 ? sites[0]!.id : null;
  }

  private async territoryAt(tx: Tx, { siteId, place }: Visit): Promise<string | null> {
    const [site] = siteId
      ? await tx.query<{ lat: number | null; lng: number | null; territory_id: string | null }>(
          'select s.lat, s.lng, h.territory_id from sites s left join site_hours h on h.site_id = s.id where s.id = $1',
          [siteId],
        )
      : [];
    if (site?.territory_id) return site.territory_id;
    const [lat, lng] = site ? [site.lat, site.lng] : [place?.lat ?? null, place?.lng ?? null];
    return lat !== null && lng !== null ? this.territories.of(tx, { lat, lng }) : null;
  }

  /** The visits of a ticket, for its page: newest first. */
  ofTicket(ticketId: string): ReturnType<VisitRows['read']> {
    return this.rows.read('where v.ticket_id = $1 order by v.id desc limit 200', [ticketId]);
  }

  async require(tx: Tx, id: string): Promise<Visit> {
    const visit = await tx.find(Visit, { id });
    if (!visit) throw notFound('visit');
    return visit;
  }
}

const EMPTY = {
  about: '',
  contactId: null,
  siteId: null,
  place: null,
  accessNotes: null,
  territoryId: null,
  equipment: [],
  windowFrom: null,
  windowTo: null,
  dueAt: null,
  plannedFrom: null,
  plannedTo: null,
  confirmedAt: null,
  travelAt: null,
  arrivedAt: null,
  pausedAt: null,
  pausedMinutes: 0,
  leftAt: null,
  outcome: null,
  signature: null,
  rating: null,
  ratingComment: null,
  invitationSeq: 0,
  attendance: null,
  attendanceAt: null,
  linkEpoch: 1,
  stepSeq: 0,
  version: 1,
};

/** Lines that stay keep their ticks. */
const kept = (lines: Visit['checklist'], before: Visit['checklist']): Visit['checklist'] =>
  lines.map((line) => {
    const known = before.find((one) => one.id === line.id);
    return known ? { ...known, text: line.text, required: line.required } : line;
  });

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
