import { Injectable } from '@nestjs/common';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { VisibleVisits } from './visible-visits.js';
import type { CompleteBody, StepBody } from './visit.dto.js';
import type { Visit } from './visit.entity.js';
import type { FieldAction } from './visit.rules.js';
import { VisitsService } from './visits.service.js';
import { VisitWriter, type HeldVisit, type StepDetails } from './visit-writer.service.js';
import type { Tx } from '../../platform/database/tx.js';

/** Steps of a visit that is planned: by those who go, and by the desk. */
@Injectable()
export class VisitActions {
  constructor(
    private readonly work: Work,
    private readonly visible: VisibleVisits,
    private readonly writer: VisitWriter,
    private readonly visits: VisitsService,
  ) {}

  /** On the way, for one’s own visit or as the one who plans. */
  onTheWay(actor: Actor, id: string, action: FieldAction, { version, ...body }: CompleteBody): Promise<void> {
    return this.work.run(async (tx) => {
      const held = await this.visible.holdAsWorker(tx, actor, id, version);
      await this.take(tx, held, actor, action, body);
    });
  }

  atTheDesk(
    actor: Actor,
    id: string,
    action: 'confirm' | 'unschedule' | 'cancel',
    { version, ...body }: StepBody,
  ): Promise<void> {
    return this.work.run(async (tx) => {
      const held = await this.visible.hold(tx, actor, id, version);
      const change = action === 'unschedule' ? UNPLANNED : {};
      await this.writer.step(tx, held, actor, action, detailsOf(body), change);
    });
  }

  /** Within a transaction that holds the visit; the one way in which work on site is told, from a screen or a phone. */
  async take(tx: Tx, held: HeldVisit, actor: Actor, action: FieldAction, body: CompleteBody): Promise<void> {
    if (action === 'complete') this.refuseUnfinished(held.visit, body);
    await this.writer.step(tx, held, actor, action, detailsOf(body), outcomeOf(action, body));
    if (action === 'complete' && body.outcome === 'follow_up') {
      await this.visits.comeAgain(tx, held, actor, body.text?.trim() ?? '');
    }
  }

  private refuseUnfinished(visit: Visit, { leaveOpen }: CompleteBody): void {
    const open = visit.checklist.filter((item) => item.required && !item.doneAt);
    if (open.length === 0 || leaveOpen) return;
    throw conflict('checklist_open', 'Required items of the checklist are not done.', {
      open: open.map(({ id, text }) => ({ id, text })),
      currentVersion: visit.version,
    });
  }
}

const UNPLANNED: Partial<Visit> = {
  plannedFrom: null,
  plannedTo: null,
  confirmedAt: null,
  attendance: null,
  attendanceAt: null,
};

const detailsOf = ({ at, lat, lng, accuracy, reason }: Omit<StepBody, 'version'>): StepDetails => ({
  at,
  lat,
  lng,
  accuracy,
  reason,
});

function outcomeOf(action: FieldAction, { outcome, text, reason }: CompleteBody): Partial<Visit> {
  if (action === 'complete') return { outcome: { code: outcome ?? 'solved', text: text?.trim() ?? '' } };
  if (action === 'could-not')
    return { outcome: { code: outcome ?? 'could_not', text: text?.trim() || (reason ?? '').trim() } };
  return {};
}
