import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { Clock } from '../../platform/clock.js';
import { VisitWriter } from '../visits/visit-writer.service.js';
import { VisitNotices } from './visit-notices.service.js';

interface LastStep {
  type: string;
  data: { notify?: boolean; moved?: boolean; minutes?: number };
  reason: string | null;
}

/** On the road nobody knows it better than to half an hour. */
const ROAD_WINDOW_MS = 30 * 60_000;
const USUAL_ROAD_MINUTES = 30;

/**
 * What the customer is told when a visit moves on. It is decided in the transaction that moves the visit, so that it is told
 * exactly when that is true; it leaves afterwards like any message.
 */
@Injectable()
export class VisitAnnouncements {
  constructor(
    private readonly clock: Clock,
    private readonly writer: VisitWriter,
    private readonly notices: VisitNotices,
  ) {}

  @Policy('visit.changed', 5.4)
  async changed(tx: Tx, fact: Events['visit.changed']): Promise<void> {
    switch (fact.to) {
      case 'scheduled':
        return this.planned(tx, fact.visitId);
      case 'proposed':
        return fact.from ? this.withdrawn(tx, fact.visitId, 'unscheduled') : undefined;
      case 'cancelled':
        return this.withdrawn(tx, fact.visitId, 'cancelled');
      case 'en_route':
        return this.onTheWay(tx, fact.visitId);
      case 'could_not':
        return this.couldNot(tx, fact.visitId);
    }
  }

  private async planned(tx: Tx, visitId: string): Promise<void> {
    const step = await this.lastStep(tx, visitId, ['schedule']);
    if (!step || step.data.notify === false) return;
    const held = await this.writer.hold(tx, visitId);
    const before = held.visit.invitationSeq > 0 || (await this.wasTold(tx, visitId));
    // Other people at the same time are no news.
    if (before && step.data.moved === false) return;
    const { plannedFrom, plannedTo, stepSeq } = held.visit;
    if (!plannedFrom || !plannedTo || plannedTo.getTime() < this.clock.millis()) return;
    await this.notices.tell(tx, held, before ? 'moved' : 'scheduled', `planned:${stepSeq}`);
  }

  private async withdrawn(tx: Tx, visitId: string, kind: 'unscheduled' | 'cancelled'): Promise<void> {
    if (!(await this.wasTold(tx, visitId))) return;
    const held = await this.writer.hold(tx, visitId);
    const step = await this.lastStep(tx, visitId, ['cancel', 'unschedule']);
    const reason = kind === 'cancelled' ? (step?.reason ?? undefined) : undefined;
    await this.notices.tell(tx, held, kind, `${kind}:${held.visit.stepSeq}`, { reason });
  }

  private async onTheWay(tx: Tx, visitId: string): Promise<void> {
    const held = await this.writer.hold(tx, visitId);
    const step = await this.lastStep(tx, visitId, ['start-travel']);
    const from = new Date(this.clock.millis() + (step?.data.minutes ?? USUAL_ROAD_MINUTES) * 60_000);
    await this.notices.tell(tx, held, 'on_the_way', `on_the_way:${held.visit.plannedFrom?.toISOString()}`, {
      arrival: { from: onFive(from), until: onFive(new Date(from.getTime() + ROAD_WINDOW_MS)) },
    });
  }

  private async couldNot(tx: Tx, visitId: string): Promise<void> {
    if (!(await this.wasTold(tx, visitId))) return;
    const held = await this.writer.hold(tx, visitId);
    await this.notices.tell(tx, held, 'could_not', 'could_not', { reason: held.visit.outcome?.text });
  }

  private async wasTold(tx: Tx, visitId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from visit_notices where visit_id = $1 and kind in ('scheduled', 'moved', 'offer') and message_id is not null limit 1`,
      [visitId],
    );
    return rows.length > 0;
  }

  private async lastStep(tx: Tx, visitId: string, types: string[]): Promise<LastStep | undefined> {
    const [step] = await tx.query<LastStep>(
      'select type, data, reason from visit_steps where visit_id = $1 and type = any($2) order by seq desc limit 1',
      [visitId, types],
    );
    return step;
  }
}

const FIVE_MS = 5 * 60_000;
/** On five minutes: a window to the minute would promise what it is not. */
const onFive = (at: Date): Date => new Date(Math.ceil(at.getTime() / FIVE_MS) * FIVE_MS);
