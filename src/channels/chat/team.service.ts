import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NeverOpens, nextOpening } from '../../hours/business-time.rules.js';
import { CalendarsService } from '../../hours/calendars.service.js';
import { Clock } from '../../platform/clock.js';
import { WaitingPlaces, type WaitingPlace } from '../waiting-places.service.js';
import type { Team } from './protocol/protocol.js';
import type { ChatLine } from './visitors.service.js';

/** Every visitor who comes asks the same. */
const CACHE_MS = 20_000;
const HEADS = 3;
/** The wait is what the latest of these waited; the middle one, because one forgotten chat says nothing. */
const SAMPLE = 20;
const SAMPLE_DAYS = 7;

/** Who is there to answer an inbox, and how long a first answer takes at present. */
@Injectable()
export class TeamPresence {
  private readonly cache = new Map<string, { at: number; team: Promise<Team> }>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly places: WaitingPlaces,
    private readonly calendars: CalendarsService,
  ) {}

  of(line: ChatLine): Promise<Team> {
    const now = this.clock.millis();
    const known = this.cache.get(line.id);
    if (known && now - known.at < CACHE_MS) return known.team;
    const team = this.load(line);
    team.catch(() => this.cache.delete(line.id));
    this.cache.set(line.id, { at: now, team });
    return team;
  }

  /** As one visitor sees it: with their place, where their ticket waits in line. */
  async seenBy(line: ChatLine, ticketId: string | null): Promise<Team> {
    const [team, places] = await Promise.all([this.of(line), this.places.of(ticketId ? [ticketId] : [])]);
    return withPlace(team, ticketId ? places.get(ticketId) : undefined);
  }

  forget(): void {
    this.cache.clear();
  }

  private async load(line: ChatLine): Promise<Team> {
    const [people, wait] = await Promise.all([this.people(line.id), this.wait(line.id)]);
    return {
      name: line.settings.team || line.name,
      online: people.length > 0,
      waitMinutes: wait,
      opensAt: people.length > 0 ? null : await this.opensAt(line.id),
      people: people.slice(0, HEADS),
    };
  }

  /** Of the inbox's team, or of everybody where it has none. Who came first stands first: heads should not jump about. */
  private people(inboxId: string): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }[]>(
      `select u.name from users u, inboxes i
       where i.id = $1 and u.active and u.availability = 'online'
         and (i.team_id is null or exists (select 1 from memberships m where m.user_id = u.id and m.team_id = i.team_id))
       order by u.availability_at, u.id limit 20`,
      [inboxId],
    );
  }

  /** When the hours of the inbox, or else its team's, begin again; null while they are kept. */
  private async opensAt(inboxId: string): Promise<string | null> {
    const [inbox] = await this.db.query<{ team_id: string | null }[]>('select team_id from inboxes where id = $1', [
      inboxId,
    ]);
    const calendar = await this.calendars.for(this.db, { inboxId, teamId: inbox?.team_id });
    const now = this.clock.now();
    try {
      const at = nextOpening(calendar, now);
      return at > now ? at.toISOString() : null;
    } catch (error) {
      if (error instanceof NeverOpens) return null;
      throw error;
    }
  }

  private async wait(inboxId: string): Promise<number | null> {
    const since = new Date(this.clock.millis() - SAMPLE_DAYS * 86_400_000);
    const [row] = await this.db.query<{ minutes: number | null }[]>(
      `select percentile_cont(0.5) within group (order by extract(epoch from first_response_at - created_at) / 60) as minutes
       from (select first_response_at, created_at from tickets
             where inbox_id = $1 and first_response_at is not null and created_at > $2
             order by created_at desc limit ${SAMPLE}) recent`,
      [inboxId, since],
    );
    return row?.minutes === null || row?.minutes === undefined ? null : Math.max(1, Math.round(row.minutes));
  }

  /** The inbox as the widget's page may know it before anybody has opened the chat. */
  async company(): Promise<string> {
    const [row] = await this.db.query<{ company: string }[]>('select company from organisation limit 1');
    return row?.company ?? '';
  }
}

export const withPlace = (team: Team, place: WaitingPlace | undefined): Team =>
  place ? { ...team, position: place.position, waitMinutes: place.waitMinutes ?? team.waitMinutes } : team;
