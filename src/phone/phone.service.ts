import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallControls } from '../channels/calls/call-controls.service.js';
import { CallPart } from '../channels/calls/call-part.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { Refusal } from '../platform/http/refusal.js';
import { CallBacks } from './call-backs.service.js';
import { CallViews } from './call-views.service.js';
import type { BrowserTokenView, ColleagueView, PhoneView } from './phone.dto.js';
import { RingingCalls } from './ringing-calls.service.js';

/** What a person's phone shows. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly db: DataSource,
    private readonly calls: CallsService,
    private readonly views: CallViews,
    private readonly ringing: RingingCalls,
    private readonly callBacks: CallBacks,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
  ) {}

  async read(actor: Actor): Promise<PhoneView> {
    const [{ current, unwrapped }, open, invited] = await Promise.all([
      this.calls.ofAgent(actor.id!),
      this.calls.open(),
      this.invitations(actor.id!),
    ]);
    const waiting = await this.ringing.waiting(actor, open);
    const ringing = await this.ringing.among(actor, waiting, current !== null || unwrapped !== null);
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

  /** Colleagues who talk with a customer ask this person in. */
  private async invitations(userId: string): Promise<Set<string>> {
    const rows = await this.db.getRepository(CallPart).findBy({ userId, state: 'ringing', kind: 'agent' });
    const calls = await Promise.all(rows.map(({ callId }) => this.calls.find(callId)));
    return new Set(calls.flatMap((call) => (call?.state === 'talking' && call.agentId !== userId ? [call.id] : [])));
  }
}
