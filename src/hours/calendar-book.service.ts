import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompiledCalendar } from './business-time.rules.js';
import type { ScopeKind } from './calendar.entity.js';
import type { CalendarDefinition } from './calendar.rules.js';

/** A transaction or the database: whatever answers a statement. */
export interface Reader {
  query<R = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<R[]>;
}

/** A version of a calendar, ready to be asked. */
export class DeskCalendar extends CompiledCalendar {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly version: number,
    definition: CalendarDefinition,
  ) {
    super(definition);
  }

  /** Versions also differ by name, or by whose hours they are. */
  keepsHoursOf(other: DeskCalendar): boolean {
    return this.id === other.id && JSON.stringify(this.definition) === JSON.stringify(other.definition);
  }
}

/** Whose hours are asked for. The first that has a calendar decides: contract, site, inbox, team, and else the default. */
export interface HoursOf {
  contractCalendarId?: string | null;
  contractId?: string | null;
  siteId?: string | null;
  inboxId?: string | null;
  teamId?: string | null;
}

export interface DecidingHours {
  calendar: DeskCalendar;
  /** Null: nobody has any of their own. */
  whose: { kind: ScopeKind; id: string } | null;
}

interface Page {
  revision: string;
  current: Map<string, DeskCalendar>;
  uses: Map<string, string>;
  always: DeskCalendar;
}

/** What this process remembers of calendars. Each asking looks whether it still holds, so that no process lags behind. */
@Injectable()
export class CalendarBook {
  private page: Page | undefined;
  private readonly versions = new Map<string, DeskCalendar>();
  private readonly asked = new WeakMap<object, Promise<Page>>();

  constructor(private readonly db: DataSource) {}

  async look(reader: Reader): Promise<void> {
    await this.open(reader);
  }

  async for(reader: Reader, of: HoursOf): Promise<DeskCalendar> {
    return (await this.deciding(reader, of)).calendar;
  }

  async deciding(reader: Reader, of: HoursOf): Promise<DecidingHours> {
    const page = await this.open(reader);
    const asked: [ScopeKind, string | null | undefined][] = [
      ['contract', of.contractId],
      ['site', of.siteId],
      ['inbox', of.inboxId],
      ['team', of.teamId],
    ];
    for (const [kind, id] of asked) {
      if (!id) continue;
      const own = kind === 'contract' ? of.contractCalendarId : null;
      const calendar = page.current.get(own ?? page.uses.get(`${kind}:${id}`) ?? '');
      if (calendar) return { calendar, whose: { kind, id } };
    }
    return { calendar: page.always, whose: null };
  }

  async current(reader: Reader, id: string): Promise<DeskCalendar | undefined> {
    return (await this.open(reader)).current.get(id);
  }

  /** As it was when something was promised on it. */
  async version(reader: Reader, id: string, version: number): Promise<DeskCalendar> {
    const key = `${id}:${version}`;
    const known = this.versions.get(key);
    if (known) return known;
    const committed = await this.read(this.db, id, version);
    if (committed) this.versions.set(key, committed);
    // What a transaction has just made is not remembered: it may yet be rolled back.
    const found = committed ?? (await this.read(reader, id, version));
    if (!found) throw new Error(`there is no version ${version} of calendar ${id}`);
    return found;
  }

  /** Once for each transaction; each time where there is none. */
  private open(reader: Reader): Promise<Page> {
    if (!('emit' in reader)) return this.held(reader);
    let page = this.asked.get(reader);
    if (!page) this.asked.set(reader, (page = this.held(reader)));
    return page;
  }

  private async held(reader: Reader): Promise<Page> {
    const revision = await this.revision(reader);
    if (this.page?.revision === revision) return this.page;
    const page = await this.load(this.db);
    this.page = page;
    // A transaction that changes calendars sees its own changes, which nobody else must learn yet.
    return page.revision === revision ? page : this.load(reader);
  }

  private async revision(reader: Reader): Promise<string> {
    const [held] = await reader.query<{ revision: string }>('select revision from calendar_revision');
    return String(held?.revision);
  }

  private async load(reader: Reader): Promise<Page> {
    const revision = await this.revision(reader);
    const rows = await reader.query<{ id: string; version: number; isDefault: boolean }>(
      `select id, version, is_default as "isDefault" from calendars where deleted_at is null`,
    );
    const current = new Map<string, DeskCalendar>();
    for (const { id, version } of rows) current.set(id, await this.version(reader, id, version));
    const uses = await reader.query<{ kind: string; id: string; calendarId: string }>(
      `select scope_kind as kind, scope_id as id, calendar_id as "calendarId" from calendar_uses`,
    );
    const always = current.get(rows.find((row) => row.isDefault)?.id ?? '');
    if (!always) throw new Error('no calendar is the default');
    return { revision, current, uses: new Map(uses.map((use) => [`${use.kind}:${use.id}`, use.calendarId])), always };
  }

  private async read(reader: Reader, id: string, version: number): Promise<DeskCalendar | undefined> {
    const [row] = await reader.query<{ name: string; definition: CalendarDefinition }>(
      `select c.name, v.definition from calendar_versions v join calendars c on c.id = v.calendar_id
       where v.calendar_id = $1 and v.version = $2`,
      [id, version],
    );
    return row && new DeskCalendar(id, row.name, version, row.definition);
  }
}
