import type { Board, BoardTechnician } from '../../api/dispatch.types';
import { timesOf } from './bar.rules';

/** Which hours the board shows, and which of them are nobody's. Pure; `wall` tells an instant as the clocks show it. */
type Wall = (at: string) => string;

interface Hours {
  from: number;
  to: number;
}

const OFFICE: Hours = { from: 7, to: 18 };

/** From the first beginning to the last end of any work, in full hours. */
export function hoursShown({ technicians, visits }: Board, wall: Wall): Hours {
  const spans = [
    ...technicians.flatMap(({ hours }) => hours),
    ...visits.flatMap((visit) => {
      const times = timesOf(visit);
      return times ? [times] : [];
    }),
  ];
  if (spans.length === 0) return OFFICE;
  const begins = spans.map(({ from }) => Number(wall(from).slice(11, 13)));
  // What ends on the next day fills this one.
  const ends = spans.map(({ from, to }) => {
    const [first, last] = [wall(from), wall(to)];
    return last.slice(0, 10) > first.slice(0, 10)
      ? 24
      : Number(last.slice(11, 13)) + (last.slice(14, 16) === '00' ? 0 : 1);
  });
  return { from: Math.max(0, Math.min(...begins) - 1), to: Math.min(24, Math.max(...ends) + 1) };
}

export interface Off {
  /** `2026-11-18T12:00:00`, as the clocks show it. */
  from: string;
  to: string;
  kind: 'closed' | 'break' | 'absent';
}

const LONGEST_BREAK = 2 * 3_600_000;

/** What lies between and around a technician's hours; a short gap between two of them is a break. */
export function offHours(
  { hours, absences }: Pick<BoardTechnician, 'hours' | 'absences'>,
  { day, days, hours: shown }: { day: string; days: number; hours: Hours },
  wall: Wall,
): Off[] {
  const open = hours
    .map(({ from, to }) => ({ from: wall(from), to: wall(to) }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const off: Off[] = [];
  for (let at = 0; at < days; at += 1) {
    const date = new Date(Date.parse(`${day}T00:00:00Z`) + at * 86_400_000).toISOString().slice(0, 10);
    const end = `${date}T${clock(shown.to)}`;
    let known = `${date}T${clock(shown.from)}`;
    for (const { from, to } of open.filter((span) => span.from < end && span.to > known)) {
      if (from > known) off.push({ from: known, to: from, kind: kindOf(known, from, open) });
      if (to > known) known = to;
    }
    if (known < end) off.push({ from: known, to: end, kind: 'closed' });
  }
  return [...off, ...absences.map(({ from, to }): Off => ({ from: wall(from), to: wall(to), kind: 'absent' }))];
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00:00`;

const kindOf = (from: string, to: string, open: readonly { to: string }[]): Off['kind'] =>
  open.some((span) => span.to === from) && Date.parse(`${to}Z`) - Date.parse(`${from}Z`) <= LONGEST_BREAK
    ? 'break'
    : 'closed';
