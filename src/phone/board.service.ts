import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallsService } from '../channels/calls/calls.service.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { visibleTo } from '../tickets/ticket.access.js';
import type { BoardDay, BoardNow, CallBoardView } from './board.dto.js';
import { CallViews } from './call-views.service.js';

/** The wallboard: calls as they are now, and how this day went, as far as somebody sees their tickets. */
@Injectable()
export class Board {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly views: CallViews,
  ) {}

  async read(actor: Actor, timeZone: string): Promise<CallBoardView> {
    const open = await this.calls.open();
    const seen = await Promise.all(open.map((call) => this.views.sees(actor, call)));
    const shown = open.filter((_, at) => seen[at]);
    const [calls, now, today] = await Promise.all([
      this.views.of(actor, shown),
      this.now(actor),
      this.day(actor, timeZone),
    ]);
    const waiting = shown.filter(({ state }) => state === 'waiting');
    const since = waiting.map(({ waitingAt }) => waitingAt!.getTime());
    return {
      calls,
      now: {
        ...now,
        waiting: waiting.length,
        longestWaitSince: since.length > 0 ? new Date(Math.min(...since)) : null,
        talking: shown.filter(({ state }) => state === 'talking' || state === 'connecting').length,
      },
      today,
    };
  }

  /** What the people of the teams do. */
  private async now(actor: Actor): Promise<Pick<BoardNow, 'wrapUp' | 'available' | 'busy'>> {
    const parameters: unknown[] = [actor.ticketScope === 'all' ? null : [...actor.teamIds]];
    const [row] = await this.db.query<Pick<BoardNow, 'wrapUp' | 'available' | 'busy'>[]>(
      `with people as (
         select u.availability = 'online' as online,
           exists (select from calls c where c.agent_id = u.id and c.state in ('connecting', 'talking')) as busy,
           exists (select from calls c where c.agent_id = u.id and c.state = 'ended' and c.wrapped_at is null) as wraps
         from users u
         where u.active and exists (
           select from memberships m where m.user_id = u.id and ($1::uuid[] is null or m.team_id = any($1))))
       select count(*) filter (where online and not busy and not wraps)::int as available,
         count(*) filter (where busy)::int as busy, count(*) filter (where wraps and not busy)::int as "wrapUp" from people`,
      parameters,
    );
    return row!;
  }

  private async day(actor: Actor, timeZone: string): Promise<BoardDay> {
    const parameters: unknown[] = [this.clock.now(), timeZone];
    const seen = visibleTo(actor, parameters);
    const [row] = await this.db.query<BoardDay[]>(
      `with since as (select date_trunc('day', $1::timestamptz at time zone $2) at time zone $2 as at),
       said as (
         select c.* from calls c join tickets t on t.id = c.ticket_id, since
         where c.direction = 'in' and c.started_at >= since.at and ${seen}),
       kept as (
         select k.state from sla_clocks k join since on k.decided_at >= since.at
         where k.target = 'answer' and k.ticket_id in (select ticket_id from said))
       select count(*)::int as calls,
         count(*) filter (where outcome = 'answered' or state = 'talking')::int as answered,
         -- Who asked to be called back has not given up.
         count(*) filter (where outcome = 'abandoned' and not facts ? 'callBack')::int as abandoned,
         count(*) filter (where outcome in ('missed', 'voicemail'))::int as missed,
         (avg(extract(epoch from answered_at - waiting_at)) filter (where answered_at is not null and waiting_at is not null))::float8
           as "averageWaitSeconds",
         (select (count(*) filter (where state = 'met'))::float8 / nullif(count(*), 0) from kept) as "withinTarget"
       from said`,
      parameters,
    );
    return row!;
  }
}
