import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WaitingPlaces, type WaitingPlace } from '../../channels/waiting-places.service.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { AnswerView } from '../../tickets/history/explanation.dto.js';
import { TicketContributions } from '../../tickets/ticket-contributions.service.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import type { LinePlaceView, LineQuery } from './assignment.dto.js';
import { waitAt } from './assignment.rules.js';
import { AssignmentTerms } from './assignment-terms.service.js';
import { lineOrder } from './line.js';

const SHOWN = 200;
/** The pace of late: the last that found somebody, and not of a day that is long over. */
const PACE_OF = 20;
const LATELY_MS = 2 * 3_600_000;

interface PlaceRow {
  id: string;
  team_id: string;
  team_name: string;
  position: string;
  since: Date;
  because: Record<string, unknown>;
  offered_id: string | null;
  offered_name: string | null;
}

/** Who waits, in which place, for how long. Agents see it as a list, visitors of a chat as their own place. */
@Injectable()
export class QueueService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly terms: AssignmentTerms,
    private readonly tickets: TicketsService,
    private readonly contributions: TicketContributions,
    private readonly places: WaitingPlaces,
  ) {}

  onModuleInit(): void {
    this.places.answerWith({
      of: (ticketIds) => this.placesOf(ticketIds),
      inTeam: (teamId) => this.placesIn(teamId),
    });
    this.contributions.addQuestion('waiting', (ticketId) => this.whyWaiting(ticketId));
  }

  async list(actor: Actor, { team }: LineQuery): Promise<LinePlaceView[]> {
    const rows = await this.rows(actor, team);
    const placed = await this.tickets.rowsById(rows.map(({ id }) => id));
    const paces = await this.paces([...new Set(rows.map((row) => row.team_id))]);
    const now = this.clock.now();
    return rows.flatMap((row) => {
      const ticket = placed.get(row.id)?.row;
      if (!ticket) return [];
      return [
        {
          ticket,
          team: { id: row.team_id, name: row.team_name },
          position: Number(row.position),
          since: row.since,
          waitMinutes: waitAt(Number(row.position), paces.get(row.team_id) ?? [], now),
          offeredTo: row.offered_id ? { id: row.offered_id, name: row.offered_name! } : null,
          because: { assignment: row.because },
        },
      ];
    });
  }

  /** Of those tickets that wait. */
  async placesOf(ticketIds: readonly string[]): Promise<Map<string, WaitingPlace>> {
    if (ticketIds.length === 0 || (await this.terms.now()).teams.size === 0) return new Map();
    const teams = await this.db.query<{ team_id: string }[]>(
      'select distinct team_id from assignment_waiting where ticket_id = any($1::uuid[])',
      [ticketIds],
    );
    const wanted = new Set(ticketIds);
    const lines = await Promise.all(teams.map(({ team_id }) => this.placesIn(team_id)));
    return new Map(lines.flatMap((line) => [...line].filter(([id]) => wanted.has(id))));
  }

  private async placesIn(teamId: string): Promise<Map<string, WaitingPlace>> {
    const [line, paces] = await Promise.all([this.positions(teamId), this.paces([teamId])]);
    const [pace, now] = [paces.get(teamId) ?? [], this.clock.now()];
    return new Map(line.map(({ id, position }) => [id, { position, waitMinutes: waitAt(position, pace, now) }]));
  }

  private async whyWaiting(ticketId: string): Promise<AnswerView | null> {
    const [row] = await this.db.query<{ team_id: string; since: Date; because: Record<string, unknown> }[]>(
      'select team_id, since, because from assignment_waiting where ticket_id = $1',
      [ticketId],
    );
    if (!row) return null;
    const position = (await this.positions(row.team_id)).find(({ id }) => id === ticketId)?.position;
    const by = { kind: 'system' as const, id: null, name: 'Frontdesk' };
    return {
      value: position ?? null,
      reasons: [{ code: 'assignment', by, at: row.since, because: { assignment: row.because } }],
    };
  }

  private async positions(teamId: string): Promise<{ id: string; position: number }[]> {
    const team = (await this.terms.now()).teams.get(teamId);
    if (!team) return [];
    const rows = await this.db.query<{ id: string }[]>(
      `select t.id from assignment_waiting w join tickets t on t.id = w.ticket_id
       where w.team_id = $1 order by ${lineOrder(team.lineOrder)}`,
      [teamId],
    );
    return rows.map(({ id }, index) => ({ id, position: index + 1 }));
  }

  private async rows(actor: Actor, teamId: string | undefined): Promise<PlaceRow[]> {
    const { teams } = await this.terms.now();
    const found: PlaceRow[] = [];
    for (const team of teams.values()) {
      if (teamId && team.teamId !== teamId) continue;
      const given: unknown[] = [team.teamId];
      const seen = visibleTo(actor, given);
      const rows = await this.db.query<PlaceRow[]>(
        `select * from (
           select t.id, w.team_id, $${given.push(team.teamName)}::text as team_name, w.since, w.because, u.id as offered_id, u.name as offered_name,
             row_number() over (order by ${lineOrder(team.lineOrder)}) as position, ${seen} as seen
           from assignment_waiting w join tickets t on t.id = w.ticket_id
           left join assignment_offers o on o.ticket_id = w.ticket_id and o.state = 'pending'
           left join users u on u.id = o.user_id
           where w.team_id = $1) line
         where seen order by position limit ${SHOWN}`,
        given,
      );
      found.push(...rows);
    }
    return found;
  }

  private async paces(teamIds: readonly string[]): Promise<Map<string, Date[]>> {
    const since = new Date(this.clock.millis() - LATELY_MS);
    const rows = await this.db.query<{ team_id: string; at: Date }[]>(
      `select t.team_id, x.at from unnest($1::uuid[]) as t(team_id)
       cross join lateral (select at from assignment_takings k where k.team_id = t.team_id and k.at > $2
         and k.waited_seconds > 0 order by k.at desc limit ${PACE_OF}) x`,
      [teamIds, since],
    );
    const paces = new Map<string, Date[]>();
    for (const { team_id, at } of rows) paces.set(team_id, [...(paces.get(team_id) ?? []), at]);
    return paces;
  }
}
