import type { VisitState } from '../../tickets/visit.events.js';

/** What moves a visit on. Pure: what may follow what stands in one table. */

export const VISIT_ACTIONS = [
  'propose',
  'schedule',
  'unschedule',
  'confirm',
  'start-travel',
  'arrive',
  'pause',
  'resume',
  'complete',
  'could-not',
  'cancel',
] as const;
export type VisitAction = (typeof VISIT_ACTIONS)[number];

interface Transition {
  from: readonly VisitState[];
  to: VisitState;
  /** It needs a time and people. */
  planned?: boolean;
  /** Somebody who is told no deserves to know why. */
  reason?: boolean;
}

export const TRANSITIONS: Readonly<Record<Exclude<VisitAction, 'propose'>, Transition>> = {
  schedule: { from: ['proposed', 'scheduled', 'confirmed'], to: 'scheduled' },
  unschedule: { from: ['scheduled', 'confirmed'], to: 'proposed' },
  confirm: { from: ['scheduled'], to: 'confirmed', planned: true },
  'start-travel': { from: ['scheduled', 'confirmed', 'paused'], to: 'en_route', planned: true },
  arrive: { from: ['scheduled', 'confirmed', 'en_route'], to: 'on_site', planned: true },
  pause: { from: ['on_site'], to: 'paused' },
  resume: { from: ['paused'], to: 'on_site' },
  complete: { from: ['on_site', 'paused'], to: 'done' },
  'could-not': { from: ['scheduled', 'confirmed', 'en_route', 'on_site', 'paused'], to: 'could_not', reason: true },
  cancel: { from: ['proposed', 'scheduled', 'confirmed', 'en_route'], to: 'cancelled', reason: true },
};

/** What a technician does on the way; the rest is the desk's. */
export const FIELD_ACTIONS = ['start-travel', 'arrive', 'pause', 'resume', 'complete', 'could-not'] as const;
export type FieldAction = (typeof FIELD_ACTIONS)[number];

/** A time, and who goes; the first one leads. */
export interface Slot {
  from: Date;
  to: Date;
  technicianIds: readonly string[];
}

export const ENDED: readonly VisitState[] = ['done', 'could_not', 'cancelled'];
/** Somebody's time is held for it. */
export const HOLDING: readonly VisitState[] = ['scheduled', 'confirmed', 'en_route', 'on_site', 'paused'];
/** Somebody is at it: dispatch does not move it any more. */
export const UNDER_WAY: readonly VisitState[] = ['en_route', 'on_site', 'paused'];

export const isEnded = (state: VisitState): boolean => ENDED.includes(state);
export const isHolding = (state: VisitState): boolean => HOLDING.includes(state);
/** Not begun, so that it may still be moved. */
export const isAhead = (state: VisitState): boolean =>
  state === 'proposed' || state === 'scheduled' || state === 'confirmed';
/** Somebody is there, and works through its checklist. */
export const isBegun = (state: VisitState): boolean => state === 'on_site' || state === 'paused';
export const isUnderWay = (state: VisitState): boolean => UNDER_WAY.includes(state);

export type Verdict =
  { to: VisitState } | { refused: 'visit_ended' | 'visit_state' | 'not_planned' | 'reason_missing' };

export function follow(
  action: Exclude<VisitAction, 'propose'>,
  visit: { state: VisitState; planned: boolean },
  reason: string | undefined,
): Verdict {
  const { from, to, planned, reason: needsReason } = TRANSITIONS[action];
  if (isEnded(visit.state)) return { refused: 'visit_ended' };
  if (!from.includes(visit.state)) return { refused: 'visit_state' };
  if (planned && !visit.planned) return { refused: 'not_planned' };
  if (needsReason && !reason?.trim()) return { refused: 'reason_missing' };
  return { to };
}

/** A phone's clock may run ahead of ours by this. */
const AHEAD_MS = 2 * 60_000;

/** When it happened, as far as that can be: not before what is known to have happened, and not in the future. */
export function happenedAt(told: Date | undefined, now: Date, lastStep: Date | null): Date {
  if (!told || told.getTime() > now.getTime() + AHEAD_MS) return now;
  if (told > now) return now;
  return lastStep && told < lastStep ? lastStep : told;
}

export interface Clocked {
  travelAt: Date | null;
  arrivedAt: Date | null;
  pausedAt: Date | null;
  pausedMinutes: number;
  leftAt: Date | null;
}

/** The actual times after a step. */
export function clocked(visit: Clocked, to: VisitState, at: Date): Clocked {
  const { travelAt, arrivedAt, pausedAt, leftAt } = visit;
  const before: Clocked = { travelAt, arrivedAt, pausedAt, pausedMinutes: visit.pausedMinutes, leftAt };
  const resting = before.pausedAt ? Math.max(0, Math.round((at.getTime() - before.pausedAt.getTime()) / 60_000)) : 0;
  const pausedMinutes = before.pausedMinutes + resting;
  switch (to) {
    case 'en_route':
      return { ...before, travelAt: before.travelAt ?? at, pausedAt: null, pausedMinutes };
    case 'on_site':
      return { ...before, arrivedAt: before.arrivedAt ?? at, pausedAt: null, pausedMinutes };
    case 'paused':
      return { ...before, pausedAt: at };
    case 'done':
    case 'could_not':
      return { ...before, pausedAt: null, pausedMinutes, leftAt: at };
    default:
      return before;
  }
}

/** What a ticket's status becomes because of its visits; null where they have no say. */
export function ticketCategory(visits: readonly VisitState[]): 'visit_scheduled' | 'open' | null {
  if (visits.some(isHolding)) return 'visit_scheduled';
  return visits.length > 0 ? 'open' : null;
}

export const visitRef = (number: number): string => `W-${number}`;
