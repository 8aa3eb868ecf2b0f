import { overlapMinutes, type Span } from '../technicians/week-hours.rules.js';

/** How full somebody's time is. Pure. */

export interface Load {
  visits: number;
  visitMinutes: number;
  travelMinutes: number;
  /** Open minutes without absences. */
  capacityMinutes: number;
  percent: number;
}

export function loadOf(
  working: readonly Span[],
  absences: readonly Span[],
  visits: readonly { minutes: number }[],
  travelMinutes: number,
): Load {
  const open = working.reduce((sum, span) => sum + minutes(span), 0);
  const away = working.reduce(
    (sum, span) => sum + absences.reduce((inner, absence) => inner + overlapMinutes(span, absence), 0),
    0,
  );
  const capacityMinutes = Math.max(0, Math.round(open - away));
  const visitMinutes = Math.round(visits.reduce((sum, visit) => sum + visit.minutes, 0));
  const used = visitMinutes + travelMinutes;
  return {
    visits: visits.length,
    visitMinutes,
    travelMinutes: Math.round(travelMinutes),
    capacityMinutes,
    percent: capacityMinutes > 0 ? Math.round((used / capacityMinutes) * 100) : used > 0 ? 100 : 0,
  };
}

const minutes = ({ from, to }: Span): number => (to.getTime() - from.getTime()) / 60_000;
