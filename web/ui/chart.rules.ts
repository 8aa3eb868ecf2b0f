/** Where things stand in a chart. Pure. */

export interface ChartPoint {
  /** Milliseconds. */
  at: number;
  value: number;
  min: number;
  max: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  61 * DAY,
  183 * DAY,
];

/** Round numbers that hold both ends, about as many as asked for. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= raw * 0.999)!;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** Moments on round times of a clock that is `offsetMs` ahead of UTC. */
export function timeTicks(from: number, to: number, count: number, offsetMs: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= count) ?? STEPS.at(-1)!;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** Where nothing came for much longer than usual, a line would say what nobody measured. */
export function pieces(points: readonly ChartPoint[]): ChartPoint[][] {
  const gaps = points.slice(1).map(({ at }, n) => at - points[n]!.at);
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const all: ChartPoint[][] = [];
  points.forEach((point, n) => {
    const isNew = n === 0 || point.at - points[n - 1]!.at > usual * 3.5;
    if (isNew) all.push([point]);
    else all.at(-1)!.push(point);
  });
  return all;
}

/** The place of the point that is nearest to a moment. */
export function nearest(points: readonly ChartPoint[], at: number): number {
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  return before && at - before.at < points[low]!.at - at ? low - 1 : low;
}
