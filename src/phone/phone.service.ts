import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallControls } from '../channels/calls/call-controls.service.js';
import { CallPart } from '../channels/calls/call-part.entity.js';
import type { Call } from '../channels/calls/call.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Clock } from '../platform/clock.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { Refusal } from '../platform/http/refusal.js';
import { AssignmentTerms } from '../routing/assignment/assignment-terms.service.js';
import { Offers } from '../routing/assignment/offers.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { inTurn } from './call-back.rules.js';
import { CallBacks } from './call-backs.service.js';
import { CallViews } from './call-views.service.js';
import { Hunting } from './extensions/hunting.service.js';
import type { BrowserTokenView, ColleagueView, PhoneView } from './phone.dto.js';
import { ringsAt, type Listener } from './ringing.rules.js';

/** What a person's phone shows. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly views: CallViews,
    private readonly offers: Offers,
    private readonly terms: AssignmentTerms,
    private readonly tickets: TicketsService,
    private readonly callBacks: CallBacks,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
    private readonly hunting: Hunting,
  ) {}

  async read(actor: Actor): Promise<PhoneView> {
    const [{ current, unwrapped }, open, invited] = await Promise.all([
      this.calls.ofAgent(actor.id!),
      this.calls.open(),
      this.invitations(actor.id!),
    ]);
    const waiting = await this.seen(actor, open.filter(({ state }) => state === 'waiting').sort(byPlace));
    const person = await this.listener(actor, current !== null || unwrapped !== null);
    const ringing = can(actor, 'calls:take') ? await this.ringing(actor, person, waiting) : [];
    const asked = open.filter(({ id }) => invited.has(id));
    const [lines, shownRinging, shownWaiting, shownCurrent, shownWrapUp, owed] = await Promise.all([
      can(actor, 'calls:dial') ? this.views.lines() : [],
      this.views.of(actor, [...asked, ...ringing]),
      this.views.of(actor, waiting),
      this.views.of(actor, current ? [current] : []),
      this.views.of(actor, unwrapped ? [unwrapped] : []),
      this.callBacks.count(actor),
    ]);
    return {
      lines,
      ringing: shownRinging,
      current: shownCurrent[0] ?? null,
      wrapUp: shownWrapUp[0] ?? null,
      waiting: shownWaiting,
      callBacks: owed,
    };
  }

  /**
   * With what the browser takes part: a call is heard by the account of its line. Where all lines are simulated there is
   * nothing to hear; a line without a key keeps nobody from hearing the others.
   */
  async token(actor: Actor): Promise<BrowserTokenView> {
    const accounts = new Map<string, BrowserTokenView['accounts'][number]>();
    let refused: Refusal | undefined;
    for (const channel of this.controls.channels) {
      for (const line of await this.inboxes.activeLines(channel)) {
        const given = await this.controls
          .of(channel)
          .browserToken(line, actor.id!)
          .catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
            refused = error;
            return null;
          });
        if (!given) continue;
        const { account, token, expiresAt } = given;
        const known = accounts.get(account) ?? { lineIds: [], token, expiresAt };
        accounts.set(account, { ...known, lineIds: [...known.lineIds, line.id] });
      }
    }
    if (accounts.size === 0 && refused) throw refused;
    return { simulated: accounts.size === 0, accounts: [...accounts.values()] };
  }

  /** To whom a call can be given: people, groups, and numbers outside that have an extension. */
  colleagues(actor: Actor): Promise<ColleagueView[]> {
    return this.db.query<ColleagueView[]>(
      `with busy as (
         select agent_id as id from calls where state in ('connecting', 'talking') or (state = 'ended' and wrapped_at is null))
       select id, name, state, kind, number from (
         select u.id, u.name, x.number, 'person' as kind, case when u.availability <> 'online' then 'away'
           when u.id in (select id from busy where id is not null) then 'busy' else 'free' end as state
         from users u left join extensions x on x.user_id = u.id and x.deleted_at is null
         where u.active and u.id <> $1
         union all
         select x.id, x.name, x.number, x.kind, case when x.kind = 'outside' or exists (
           select from extensions m join users u on u.id = m.user_id
           where m.id = any(x.members) and u.availability = 'online' and u.id not in (select id from busy where id is not null))
           then 'free' else 'away' end
         from extensions x where x.kind <> 'person' and x.deleted_at is null) everybody
       order by state = 'away', kind <> 'person', name limit 300`,
      [actor.id],
    );
  }

  private async ringing(actor: Actor, person: Omit<Listener, 'offered'>, waiting: Call[]): Promise<Call[]> {
    if (waiting.length === 0) return [];
    const ticketIds = waiting.flatMap(({ ticketId }) => (ticketId ? [ticketId] : []));
    const [offers, asked, terms, tickets] = await Promise.all([
      this.offers.of(actor.id!),
      this.offers.asked(ticketIds),
      this.terms.now(),
      this.tickets.rowsById(ticketIds),
    ]);
    const turns = await Promise.all(waiting.map((call) => this.hunting.turn(call)));
    const offered = new Set(offers.map(({ ticket }) => ticket.id));
    const now = this.clock.now();
    const rung = waiting.filter((call, at) => {
      const row = call.ticketId ? tickets.get(call.ticketId) : undefined;
      const ringing = {
        turn: turns[at]?.flatMap(({ userId }) => userId ?? []) ?? null,
        wantedUserId: call.wantedUserId,
        teamId: call.teamId,
        declined: call.declined,
        ringsSince: new Date(call.facts.rings ?? call.startedAt),
        assigneeId: row?.assigneeId ?? null,
        teamDecides: row?.teamId ? terms.teams.has(row.teamId) : false,
        asked: call.ticketId !== null && asked.has(call.ticketId),
      };
      return ringsAt(ringing, { ...person, offered: call.ticketId !== null && offered.has(call.ticketId) }, now);
    });
    return inTurn(rung);
  }

  private async seen(actor: Actor, calls: Call[]): Promise<Call[]> {
    const seen = await Promise.all(calls.map((call) => this.views.sees(actor, call)));
    return calls.filter((_, index) => seen[index]);
  }

  private async listener(actor: Actor, busy: boolean): Promise<Omit<Listener, 'offered'>> {
    const [row] = await this.db.query<{ online: boolean }[]>(
      `select availability = 'online' as online from users where id = $1`,
      [actor.id],
    );
    return { id: actor.id!, online: row?.online ?? false, busy, teamIds: actor.teamIds };
  }

  /** Colleagues who talk with a customer ask this person in. */
  private async invitations(userId: string): Promise<Set<string>> {
    const rows = await this.db.getRepository(CallPart).findBy({ userId, state: 'ringing', kind: 'agent' });
    const calls = await Promise.all(rows.map(({ callId }) => this.calls.find(callId)));
    return new Set(calls.flatMap((call) => (call?.state === 'talking' && call.agentId !== userId ? [call.id] : [])));
  }
}

const byPlace = (a: Call, b: Call): number =>
  (a.waitingAt ?? a.startedAt).getTime() - (b.waitingAt ?? b.startedAt).getTime();
