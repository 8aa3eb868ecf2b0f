import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallBack } from '../channels/calls/call-back.entity.js';
import { CallControls } from '../channels/calls/call-controls.service.js';
import { Call } from '../channels/calls/call.entity.js';
import type {} from '../channels/calls/call.events.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Refusal } from '../platform/http/refusal.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { ASK_AGAIN_MS, LONGEST_OFFER_MS, nextAttempt } from './call-back.rules.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'phone.call-backs': Record<string, never>;
  }
}

/**
 * Who asked to be called back stands in line with the place that they had, as a call that nobody has dialled yet: it rings
 * at whoever is free, one gets it, and then the customer is called. Not reached, they stand in line again, and after some
 * attempts they are a task in the list.
 */
@Injectable()
export class CallBackTurns {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly inboxes: InboxesService,
  ) {}

  @Subscribe('call.ended', { name: 'phone.call-back-turn', lane: 'near' })
  async ended({ callId }: Events['call.ended']): Promise<void> {
    const call = await this.calls.find(callId);
    if (call?.facts.callBackOf) await this.attempted(call);
    if (call?.facts.callBack === 'yes') await this.due();
  }

  /** Whose time has come stands in line; what nobody takes is offered anew, and not for ever. */
  @Job('phone.call-backs', { every: 15_000 })
  async due(): Promise<void> {
    const due = await this.db.query<{ id: string }[]>(
      `select id from call_backs where state = 'open' and next_at <= $1 and turn_call_id is null order by waits_since limit 100`,
      [this.clock.now()],
    );
    for (const { id } of due) await this.standInLine(id);
    for (const call of await this.calls.open())
      if (call.facts.callBackOf && call.state === 'waiting') await this.offerOn(call);
  }

  /** It is done by other means: what waits for it waits no longer. */
  async withdraw(tx: Tx, callIds: readonly (string | null)[]): Promise<void> {
    for (const id of callIds) {
      const call = id && (await this.calls.lock(tx, id));
      if (call && call.state === 'waiting') await this.calls.end(tx, call, { withdrawn: 'yes' });
    }
  }

  private async standInLine(id: string): Promise<void> {
    await this.calls.run(async (tx) => {
      const owed = await tx.lockById(CallBack, id);
      if (owed?.state !== 'open' || owed.turnCallId || !owed.nextAt || !owed.waitsSince) return;
      const asked = await tx.manager.findOneBy(Call, { id: owed.callId });
      const line = await this.inboxes.line(owed.inboxId);
      if (!asked || !this.mayCall(asked, owed.number, line)) {
        tx.update(CallBack, owed.id, { nextAt: null });
        return;
      }
      const [ticket] = owed.ticketId
        ? await tx.query<{ id: string }>('select coalesce(merged_into_id, id) as id from tickets where id = $1', [
            owed.ticketId,
          ])
        : [];
      const call = await this.calls.begin(tx, {
        inboxId: owed.inboxId,
        channel: asked.channel,
        sid: null,
        direction: 'out',
        from: line.address ?? '',
        to: owed.number,
        language: asked.facts.language ?? asked.language,
        ticketId: ticket?.id ?? null,
        teamId: asked.teamId,
        facts: { callBackOf: owed.id, ...choicesOf(asked) },
      });
      tx.update(CallBack, owed.id, { turnCallId: call.id });
      await this.calls.become(tx, call, 'waiting', { waitingAt: owed.waitsSince });
    });
  }

  private mayCall({ channel }: Call, number: string, line: Parameters<ReturnType<CallControls['of']>['dialable']>[0]) {
    try {
      return Boolean(this.controls.of(channel).dialable(line, number));
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private async offerOn(seen: Call): Promise<void> {
    const now = this.clock.millis();
    const offeredFor = now - seen.startedAt.getTime();
    const rangFor = now - new Date(seen.facts.rings ?? seen.startedAt).getTime();
    if (offeredFor < LONGEST_OFFER_MS && (seen.declined.length === 0 || rangFor < ASK_AGAIN_MS)) return;
    await this.calls.run(async (tx) => {
      const call = await this.calls.lock(tx, seen.id);
      if (call?.state !== 'waiting') return;
      if (offeredFor >= LONGEST_OFFER_MS) await this.calls.end(tx, call, { untaken: 'yes' });
      else await this.calls.ringElsewhere(tx, call, {});
    });
  }

  /** Once for each call, however often its end is told. */
  private async attempted(call: Call): Promise<void> {
    await this.calls.run(async (tx) => {
      const owed = await tx.lock(CallBack, { id: call.facts.callBackOf! });
      if (owed?.turnCallId !== call.id) return;
      const wasTried = call.outcome !== 'answered' && !call.facts.untaken && !call.facts.withdrawn;
      const attempts = owed.attempts + (wasTried ? 1 : 0);
      tx.update(CallBack, owed.id, {
        turnCallId: null,
        attempts,
        nextAt: wasTried ? nextAttempt(attempts, this.clock.now()) : null,
        ...(call.outcome === 'answered' &&
          owed.state === 'open' && { state: 'done', doneAt: this.clock.now(), doneBy: call.agentId }),
      });
      const ended = await this.calls.lock(tx, call.id);
      // Whoever looks at the list looks again.
      if (ended) await this.calls.change(tx, ended, {});
    });
  }
}

/** What they chose before is what whoever calls them wants to know. */
const choicesOf = ({ facts }: Call): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => /^(key|extension):/.test(name)));
