import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { VisibleVisits } from '../visits/visible-visits.js';
import { VisitsService, type FreshVisit } from '../visits/visits.service.js';
import { occurrences, recurrenceProblem } from './recurrence.rules.js';
import type { SeriesBody, SeriesView } from './series.dto.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'dispatch.make-recurring': Record<string, never>;
  }
}

/** Visits are made so far ahead: early enough to plan, late enough not to fill the board with next year. */
const AHEAD_DAYS = 35;
const SHOWN = 5;
const DAY_MS = 86_400_000;

interface Row extends Omit<SeriesView, 'next'> {
  template: FreshVisit;
  madeUntil: Date;
}

const COLUMNS = `s.id, s.ticket_id as "ticketId", s.rrule, s.timezone, s.starts_at as "startsAt", s.ended_at as "endedAt", s.template,
  (select json_build_object('id', t.id, 'number', t.number, 'subject', t.subject) from tickets t where t.id = s.ticket_id) as ticket,
  coalesce(s.made_until, s.starts_at) as "madeUntil"`;

/** Work that comes back: a rule from which visits are made as their time comes near. */
@Injectable()
export class SeriesService {
  private readonly log = Logs.for('dispatch');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly visible: VisibleVisits,
    private readonly visits: VisitsService,
    private readonly tickets: TicketWriter,
  ) {}

  /** The visit becomes the first of a series. */
  async begin(actor: Actor, visitId: string, { rrule, timezone }: SeriesBody): Promise<string> {
    const problem = recurrenceProblem(rrule);
    if (problem) throw invalid('rrule', problem);
    const zone = timezone ?? (await this.settings.current()).timeZone;
    const id = await this.work.run(async (tx) => {
      const { visit } = await this.visible.hold(tx, actor, visitId);
      if (visit.seriesId)
        throw conflict('in_series', 'This visit belongs to a series already.', { seriesId: visit.seriesId });
      const startsAt = visit.plannedFrom ?? visit.windowFrom;
      if (!startsAt) throw conflict('not_planned', 'The visit has no time from which to count. Plan it first.');
      const {
        kind,
        about,
        contactId,
        siteId,
        place,
        accessNotes,
        territoryId,
        minutes,
        technicians,
        skills,
        equipment,
      } = visit;
      const checklist = visit.checklist.map(({ text, required }) => ({ text, required }));
      const template = {
        kind,
        about,
        contactId,
        siteId,
        place,
        accessNotes,
        territoryId,
        minutes,
        technicians,
        skills,
        equipment,
        checklist,
        mustConfirm: visit.mustConfirm,
      };
      const fresh = newId();
      await tx.query(
        `insert into visit_series (id, ticket_id, rrule, timezone, starts_at, template, made_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [fresh, visit.ticketId, rrule, zone, startsAt, JSON.stringify(template), actor.id, this.clock.now()],
      );
      await tx.query('update visits set series_id = $2, occurs_at = $3, version = version + 1 where id = $1', [
        visit.id,
        fresh,
        startsAt,
      ]);
      tx.emit('visit.updated', { visitId: visit.id, ticketId: visit.ticketId, version: visit.version + 1 });
      return fresh;
    });
    await this.extend(id);
    return id;
  }

  async list(): Promise<SeriesView[]> {
    const rows = await this.db.query<Row[]>(
      `select ${COLUMNS} from visit_series s where s.ended_at is null order by s.id desc limit 500`,
    );
    return rows.map((row) => this.present(row));
  }

  async one(id: string): Promise<SeriesView> {
    const [row] = await this.db.query<Row[]>(`select ${COLUMNS} from visit_series s where s.id = $1`, [id]);
    if (!row) throw notFound('series');
    return this.present(row);
  }

  /** What is made stays; nothing is made any more. */
  end(id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const [ended] = await tx.query(
        'update visit_series set ended_at = coalesce(ended_at, $2), version = version + 1 where id = $1 returning id',
        [id, this.clock.now()],
      );
      if (!ended) throw notFound('series');
    });
  }

  @Job('dispatch.make-recurring', { cron: '7 * * * *' })
  async makeRecurring(): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(
      'select id from visit_series where ended_at is null and coalesce(made_until, starts_at) < $1 order by id',
      [new Date(this.clock.millis() + (AHEAD_DAYS - 1) * DAY_MS)],
    );
    for (const { id } of rows) {
      // One that cannot be made must not hold up the others.
      await this.extend(id).catch((error: unknown) =>
        this.log.warn({ err: error, seriesId: id }, 'a series was not continued'),
      );
    }
  }

  private async extend(id: string): Promise<void> {
    const [seen] = await this.db.query<Row[]>(`select ${COLUMNS} from visit_series s where s.id = $1`, [id]);
    if (!seen) return;
    await this.work.run(async (tx) => {
      const ticket = await this.tickets.lock(tx, seen.ticketId);
      const [row] = await tx.query<Row>(`select ${COLUMNS} from visit_series s where s.id = $1 for update`, [id]);
      if (!row || row.endedAt) return;
      const until = new Date(this.clock.millis() + AHEAD_DAYS * DAY_MS);
      for (const at of occurrences(
        { rule: row.rrule, zone: row.timezone, startsAt: row.startsAt },
        row.madeUntil,
        until,
      )) {
        const fresh: FreshVisit = {
          ...row.template,
          seriesId: id,
          occursAt: at,
          windowFrom: new Date(at.getTime() - 4 * 3_600_000),
          windowTo: new Date(at.getTime() + 4 * 3_600_000),
        };
        const [known] = await tx.query('select 1 from visits where series_id = $1 and occurs_at = $2', [id, at]);
        if (!known) await this.visits.make(tx, SYSTEM, ticket, fresh, { series: row.rrule, seriesId: id });
      }
      await tx.query('update visit_series set made_until = greatest($2, starts_at) where id = $1', [id, until]);
    });
  }

  private present({ id, ticketId, ticket, rrule, timezone, startsAt, endedAt }: Row): SeriesView {
    const row = { id, ticketId, ticket, rrule, timezone, startsAt, endedAt };
    const now = this.clock.now();
    const next = row.endedAt
      ? []
      : occurrences(
          { rule: row.rrule, zone: row.timezone, startsAt: row.startsAt },
          now > row.startsAt ? now : row.startsAt,
          new Date(now.getTime() + 366 * DAY_MS),
        );
    return { ...row, next: next.slice(0, SHOWN) };
  }
}
