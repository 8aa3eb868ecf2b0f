import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Call } from '../channels/calls/call.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { visibleTo } from '../tickets/ticket.access.js';
import type { BoardDay, BoardPerson, CallBoardView } from './board.dto.js';
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
    const [calls, people, today] = await Promise.all([
      this.views.of(actor, shown.sort(byPlace)),
      this.people(actor),
      this.day(actor, timeZone),
    ]);
    const count = (state: BoardPerson['state']) => people.filter((person) => person.state === state).length;
    const waiting = shown.filter(({ state }) => state === 'waiting');
    const since = waiting.map(({ waitingAt }) => waitingAt!.getTime());
    return {
      calls,
      now: {
        wrapUp: count('wrapUp'),
        available: count('available'),
        busy: count('talking'),
        waiting: waiting.length,
        longestWaitSince: since.length > 0 ? new Date(Math.min(...since)) : null,
        talking: shown.filter(({ state }) => state === 'talking' || state === 'connecting').length,
      },
      people,
      today,
    };
  }

  /** What the people of the teams do. */
  private people(actor: Actor): Promise<BoardPerson[]> {
    const teams = actor.ticketScope === 'all' ? null : [...actor.teamIds];
    return this.db.query<BoardPerson[]>(
      `select u.id, u.name, coalesce(doing.state, case when u.availability = 'online' then 'available' else 'away' end) as state,
         doing.since
       from users u
       left join lateral (
         select case when c.state = 'ended' then 'wrapUp' else 'talking' end as state, coalesce(c.ended_at, c.connected_at) as since
         from calls c where c.agent_id = u.id and (c.state in ('connecting', 'talking') or (c.state = 'ended' and c.wrapped_at is null))
         order by c.state = 'ended', c.started_at desc limit 1) doing on true
       where u.active and exists (
         select from memberships m where m.user_id = u.id and ($1::uuid[] is null or m.team_id = any($1)))
       order by array_position(array['talking', 'wrapUp', 'available', 'away'],
         coalesce(doing.state, case when u.availability = 'online' then 'available' else 'away' end)), u.name limit 500`,
      [teams],
    );
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

/** Who waits first, in the order in which they wait; then who talks, and who is in the menu. */
const STAGE = { waiting: 0, talking: 1, connecting: 1, greeting: 2, ended: 3 } as const;
const byPlace = (a: Call, b: Call): number =>
  STAGE[a.state] - STAGE[b.state] || (a.waitingAt ?? a.startedAt).getTime() - (b.waitingAt ?? b.startedAt).getTime();
