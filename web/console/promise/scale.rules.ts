import type { Clock } from '../../api/promises.types';

/**
 * Where an instant lies on the track of a promise. Nights and weekends in which nothing runs are drawn narrow, so that
 * what happens can be seen. Pure: milliseconds in, shares of the width (0 to 1) out.
 */
export interface Span {
  from: number;
  to: number;
}

export interface Scale extends Span {
  at(instant: number): number;
}

/** Closed time takes this share of the width that it would take if it were open. */
const CLOSED_WEIGHT = 0.08;
/** A lunch break is drawn as it is: squeezed, it would be a line. */
const SQUEEZED_FROM = 3 * 3_600_000;

export function scaleOf({ from, to }: Span, closed: readonly Span[]): Scale {
  const squeezed = closed
    .filter((gap) => gap.to - gap.from >= SQUEEZED_FROM)
    .map((gap) => ({ from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
    .filter((gap) => gap.from < gap.to)
    .toSorted((a, b) => a.from - b.from);
  const width = (instant: number): number => {
    const inClosed = squeezed.reduce((sum, gap) => sum + Math.max(0, Math.min(instant, gap.to) - gap.from), 0);
    return instant - from - inClosed * (1 - CLOSED_WEIGHT);
  };
  const whole = width(to) || 1;
  return { from, to, at: (instant) => Math.min(1, Math.max(0, width(Math.min(Math.max(instant, from), to)) / whole)) };
}

/** Closed for every one of them: where even one runs, the track shows its time as it is. */
export function closedForAll(each: readonly (readonly Span[])[]): Span[] {
  if (each.length === 0) return [];
  return each.reduce<Span[]>(
    (common, gaps) =>
      common.flatMap((one) =>
        gaps
          .map((gap) => ({ from: Math.max(one.from, gap.from), to: Math.min(one.to, gap.to) }))
          .filter((both) => both.from < both.to),
      ),
    [{ from: -Infinity, to: Infinity }],
  );
}

/** The calendar of a clock is told from before its start until this long after its end. */
const TOLD_MS = 6 * 3_600_000;

type Hours = Pick<Clock, 'calendar' | 'open' | 'dueAt' | 'endedAt'>;

/** When a clock stands still because nobody works then. A clock that ended long ago is told by another on its calendar. */
export function gapsOf(clock: Hours, all: readonly Hours[], { from, to }: Span, now: number): Span[] {
  if (!clock.calendar) return [];
  const kin = all.filter(({ calendar }) => calendar?.id === clock.calendar?.id);
  const open = kin.flatMap((one) => one.open).toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const gaps: Span[] = [];
  let known = from;
  for (const one of open) {
    if (Date.parse(one.from) > known) gaps.push({ from: known, to: Date.parse(one.from) });
    known = Math.max(known, Date.parse(one.to));
  }
  // What lies beyond the hours that are told is not known to be closed.
  const told = Math.max(
    ...kin.map(({ dueAt, endedAt }) => Math.max(dueAt ? Date.parse(dueAt) : 0, endedAt ? Date.parse(endedAt) : now)),
  );
  if (told + TOLD_MS > known) gaps.push({ from: known, to: told + TOLD_MS });
  return gaps.filter((gap) => gap.from < to);
}

const STEPS_HOURS = [1, 2, 4, 6, 12, 24, 48, 168];
const HOUR = 3_600_000;

/** Full hours worth a mark: as many as can be read, none of them within a squeezed night. */
export function marksOf(
  scale: Scale,
  closed: readonly Span[],
  hourIn: (instant: number) => number,
  most = 8,
): number[] {
  const first = Math.ceil(scale.from / HOUR) * HOUR;
  const all = Array.from(
    { length: Math.min(2_000, Math.floor((scale.to - first) / HOUR) + 1) },
    (_, at) => first + at * HOUR,
  );
  const shown = all.filter(
    (instant) => !closed.some((gap) => gap.to - gap.from >= SQUEEZED_FROM && instant > gap.from && instant < gap.to),
  );
  for (const step of STEPS_HOURS) {
    const marks = step <= 24 ? shown.filter((instant) => hourIn(instant) % Math.min(step, 24) === 0) : shown;
    const spaced = apart(marks, scale, 1 / most);
    if (marks.length <= most && spaced.length === marks.length) return marks;
  }
  return apart(
    shown.filter((instant) => hourIn(instant) % 24 === 0),
    scale,
    1 / most,
  );
}

export interface Label {
  at: number;
  /** The first of its day, written with it. */
  isNewDay: boolean;
}

/** How much of the track words take: the day's begin at their mark, an hour's stand around it. */
export interface LabelWidths {
  day: number;
  hour: number;
}

/** Marks whose words do not run into each other, nor under the flag at `now`. */
export function labelsOf(
  marks: readonly number[],
  scale: Scale,
  dayOf: (instant: number) => string,
  { day, hour }: LabelWidths,
  now: number | null,
): Label[] {
  const flag = now === null ? null : scale.at(now);
  const kept: Label[] = [];
  let free = -Infinity;
  for (const at of marks) {
    const last = kept.at(-1);
    const isNewDay = !last || dayOf(last.at) !== dayOf(at);
    const from = scale.at(at) - (isNewDay ? 0 : hour / 2);
    const to = from + (isNewDay ? day : hour);
    const isUnderFlag = flag !== null && from < flag + hour / 2 && to > flag - hour / 2;
    if (from < free || isUnderFlag) continue;
    kept.push({ at, isNewDay });
    free = to;
  }
  return kept;
}

function apart(marks: number[], scale: Scale, least: number): number[] {
  const kept: number[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || scale.at(mark) - scale.at(last) >= least) kept.push(mark);
  }
  return kept;
}
