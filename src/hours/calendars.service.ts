import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound, Refusal, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { CompiledCalendar, NeverOpens } from './business-time.rules.js';
import { daysOf } from './calendar-year.rules.js';
import {
  CalendarBook,
  type DecidingHours,
  type DeskCalendar,
  type HoursOf,
  type Reader,
} from './calendar-book.service.js';
import {
  CalendarView,
  type CalendarChange,
  type CalendarList,
  type CalendarUse,
  type CalendarYearView,
  type NewCalendar,
} from './calendar.dto.js';
import { Calendar } from './calendar.entity.js';
import { asHoliday, calendarProblems, type CalendarDefinition } from './calendar.rules.js';

const MINUTE = 60_000;

/** Working hours: who keeps which, and every version of them. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly book: CalendarBook,
    private readonly audit: AuditService,
  ) {}

  /** Looks for a transaction at what holds now, so that whoever asks next in it need not wait. */
  look(tx: Tx): Promise<void> {
    return this.book.look(tx);
  }

  /** The hours that hold for something; the calendar can be asked by the rules of business time. */
  for(reader: Reader, of: HoursOf = {}): Promise<DeskCalendar> {
    return this.book.for(reader, of);
  }

  /** The same, with whose hours they are. */
  deciding(reader: Reader, of: HoursOf): Promise<DecidingHours> {
    return this.book.deciding(reader, of);
  }

  current(reader: Reader, id: string): Promise<DeskCalendar | undefined> {
    return this.book.current(reader, id);
  }

  version(reader: Reader, id: string, version: number): Promise<DeskCalendar> {
    return this.book.version(reader, id, version);
  }

  async list(): Promise<CalendarList> {
    const rows = await this.db
      .getRepository(Calendar)
      .find({ where: { deletedAt: IsNull() }, order: { isDefault: 'DESC', name: 'ASC' } });
    const uses = await this.usesOf(
      this.db,
      rows.map((row) => row.id),
    );
    return { items: rows.map((row) => this.present(row, uses.get(row.id))), nextCursor: null };
  }

  async one(id: string): Promise<CalendarView> {
    const row = await this.db.getRepository(Calendar).findOneBy({ id, deletedAt: IsNull() });
    if (!row) throw notFound('calendar');
    return this.present(row, (await this.usesOf(this.db, [id])).get(id));
  }

  async year(id: string, year: number): Promise<CalendarYearView> {
    const row = await this.db.getRepository(Calendar).findOneBy({ id, deletedAt: IsNull() });
    if (!row) throw notFound('calendar');
    const days = daysOf(new CompiledCalendar(definitionOf(row)), year);
    return {
      calendarId: id,
      version: row.version,
      year,
      timezone: row.timezone,
      days,
      openMinutes: days.reduce((sum, day) => sum + day.minutes, 0),
      openDays: days.filter((day) => day.minutes > 0).length,
    };
  }

  async create(actor: Actor, { uses, isDefault = false, ...given }: NewCalendar): Promise<CalendarView> {
    const id = await this.work.run(async (tx) => {
      const now = this.clock.now();
      const row: Calendar = {
        exceptions: [],
        country: null,
        region: null,
        ...given,
        id: newId(),
        holidays: (given.holidays ?? []).map(asHoliday),
        isDefault: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      this.refuseUseless(row);
      await this.refuseTakenName(tx, row);
      await tx.insert(Calendar, row);
      await this.keep(tx, actor, row, { uses, isDefault, before: null });
      await this.audit.record(tx, { actor, action: 'calendar.created', target: { kind: 'calendar', id: row.id } });
      return row.id;
    });
    return this.one(id);
  }

  async change(
    actor: Actor,
    id: string,
    { version, uses, isDefault, ...given }: CalendarChange,
  ): Promise<CalendarView> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (isDefault === false && row.isDefault) throw lastDefault();
      const before = JSON.stringify(definitionOf(row));
      Object.assign(row, given, given.holidays && { holidays: given.holidays.map(asHoliday) });
      Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() });
      this.refuseUseless(row);
      await this.refuseTakenName(tx, row);
      await tx.save(row);
      await this.keep(tx, actor, row, { uses, isDefault: isDefault ?? false, before });
      await this.audit.record(tx, { actor, action: 'calendar.changed', target: { kind: 'calendar', id } });
    });
    return this.one(id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (row.isDefault) throw lastDefault();
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      await tx.query('delete from calendar_uses where calendar_id = $1', [id]);
      await tx.query('update calendar_revision set revision = revision + 1');
      tx.emit('calendar.deleted', { calendarId: id });
      await this.audit.record(tx, { actor, action: 'calendar.deleted', target: { kind: 'calendar', id } });
    });
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    row: Calendar,
    { uses, isDefault, before }: { uses: CalendarUse[] | undefined; isDefault: boolean; before: string | null },
  ): Promise<void> {
    await tx.query(
      `insert into calendar_versions (calendar_id, version, definition, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.version, JSON.stringify(definitionOf(row)), this.clock.now(), actor.id, actor.name],
    );
    const passed = uses ? await this.setUses(tx, row.id, uses) : [];
    const insteadOf = isDefault && !row.isDefault ? await this.makeDefault(tx, row.id) : null;
    await tx.query('update calendar_revision set revision = revision + 1');
    const otherHours = before !== null && before !== JSON.stringify(definitionOf(row));
    tx.emit('calendar.changed', { calendarId: row.id, version: row.version, otherHours, passed, insteadOf });
  }

  /** Which one was it until now. */
  private async makeDefault(tx: Tx, id: string): Promise<string | null> {
    const [former] = await tx.query<{ id: string }>('select id from calendars where is_default for update');
    await tx.query('update calendars set is_default = false where is_default');
    await tx.query('update calendars set is_default = true where id = $1', [id]);
    return former?.id ?? null;
  }

  /** Whose hours are others by it. */
  private async setUses(tx: Tx, id: string, uses: CalendarUse[]): Promise<CalendarUse[]> {
    const keyOf = (use: CalendarUse): string => `${use.kind}:${use.id}`;
    const wanted = new Map(uses.map((use) => [keyOf(use), use]));
    const before = new Map((await this.usesOf(tx, [id])).get(id)?.map((use) => [keyOf(use), use]));
    await tx.query('delete from calendar_uses where calendar_id = $1', [id]);
    await tx.query(
      `insert into calendar_uses (scope_kind, scope_id, calendar_id)
       select kind, scope, $3 from unnest($1::text[], $2::uuid[]) as u(kind, scope)
       on conflict (scope_kind, scope_id) do update set calendar_id = excluded.calendar_id`,
      [[...wanted.values()].map((use) => use.kind), [...wanted.values()].map((use) => use.id), id],
    );
    return [...wanted, ...before]
      .filter(([key]) => !(wanted.has(key) && before.has(key)))
      .map(([, { kind, id: whose }]) => ({ kind, id: whose }));
  }

  private async usesOf(reader: Reader, ids: string[]): Promise<Map<string, CalendarUse[]>> {
    const rows = await reader.query<CalendarUse & { calendarId: string }>(
      `select calendar_id as "calendarId", scope_kind as kind, scope_id as id from calendar_uses
       where calendar_id = any($1::uuid[]) order by scope_kind, scope_id`,
      [ids],
    );
    const uses = new Map<string, CalendarUse[]>();
    for (const { calendarId, kind, id } of rows) uses.set(calendarId, [...(uses.get(calendarId) ?? []), { kind, id }]);
    return uses;
  }

  private present(row: Calendar, uses: CalendarUse[] = []): CalendarView {
    return CalendarView.of(row, uses, new CompiledCalendar(definitionOf(row)).isOpenAt(this.clock.millis()));
  }

  private refuseUseless(row: Calendar): void {
    compiledOrRefused(definitionOf(row), { from: this.clock.now() });
  }

  private async refuseTakenName(tx: Tx, { id, name }: Calendar): Promise<void> {
    const [taken] = await tx.query(
      'select 1 from calendars where lower(name) = lower($1) and id <> $2 and deleted_at is null',
      [name, id],
    );
    if (taken) throw conflict('name_taken', 'Another calendar has this name.');
  }

  private async locked(tx: Tx, id: string): Promise<Calendar> {
    const row = await tx.lockById(Calendar, id);
    if (!row || row.deletedAt) throw notFound('calendar');
    return row;
  }
}

export const definitionOf = ({ timezone, hours, exceptions, holidays }: Calendar): Required<CalendarDefinition> => ({
  timezone,
  hours,
  exceptions,
  holidays,
});

/** A calendar that somebody gives us, or what is wrong with it. One that never opens keeps no promise. */
export function compiledOrRefused(given: unknown, { from, at = '' }: { from: Date; at?: string }): CompiledCalendar {
  const problems = calendarProblems(given);
  const path = (inner: string): string => [at, inner].filter(Boolean).join('.');
  if (problems.length > 0) {
    throw new Refusal('invalid', 422, 'The request has values that cannot be accepted.', {
      errors: problems.map((problem) => ({ path: path(problem.path), message: problem.message })),
    });
  }
  const calendar = new CompiledCalendar(given as CalendarDefinition);
  try {
    calendar.after(from.getTime(), MINUTE);
  } catch (error) {
    if (error instanceof NeverOpens) throw neverOpen(path('hours'));
    throw error;
  }
  return calendar;
}

export const neverOpen = (path: string): Refusal =>
  new Refusal('never_open', 422, 'With these hours it is never open.', {
    errors: [{ path, message: 'has no open minute within two years' }],
  });

const lastDefault = (): Refusal =>
  conflict('default_calendar', 'One calendar is for whatever has none of its own. Make another the default first.');
