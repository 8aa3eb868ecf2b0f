/** What a visit cost us. Amounts are minor units; each part is rounded once, half a cent up. Pure. */

export interface VisitRates {
  currency: string;
  /** Whatever is done: the way to the van, the papers. */
  callOut: number;
  /** Of one person for one hour. */
  workHour: number;
  travelHour: number;
  /** What we pay for a part, by the name that technicians write. */
  parts: readonly { name: string; amount: number }[];
}

export interface VisitWork {
  /** Of all who went, in minutes. */
  workMinutes: number;
  travelMinutes: number;
  parts: readonly { name: string; quantity: number }[];
}

export interface VisitCost {
  currency: string;
  total: number;
  callOut: number;
  work: number;
  travel: number;
  parts: number;
  workMinutes: number;
  travelMinutes: number;
  /** Used, and nobody said what they cost. */
  unpriced: string[];
}

const HOUR = 60;
const named = (name: string): string => name.trim().toLowerCase();

export function costOf({ workMinutes, travelMinutes, parts }: VisitWork, rates: VisitRates): VisitCost {
  const hours = (minutes: number, each: number): number => Math.floor((minutes * each + HOUR / 2) / HOUR);
  const prices = new Map(rates.parts.map(({ name, amount }) => [named(name), amount]));
  const work = hours(workMinutes, rates.workHour);
  const travel = hours(travelMinutes, rates.travelHour);
  const used = parts.reduce((all, { name, quantity }) => {
    // Quantities have three decimals at most.
    return all + Math.floor((Math.round(quantity * 1_000) * (prices.get(named(name)) ?? 0) + 500) / 1_000);
  }, 0);
  return {
    currency: rates.currency,
    total: rates.callOut + work + travel + used,
    callOut: rates.callOut,
    work,
    travel,
    parts: used,
    workMinutes,
    travelMinutes,
    unpriced: [...new Set(parts.filter(({ name }) => !prices.has(named(name))).map(({ name }) => name.trim()))],
  };
}

export interface Presence {
  travelAt: Date | null;
  arrivedAt: Date | null;
  leftAt: Date | null;
  pausedMinutes: number;
  /** How many went. */
  people: number;
  /** Written down beside it: another way, a second round. */
  more: readonly { kind: 'work' | 'travel' | 'wait'; minutes: number }[];
}

/** From the steps of a visit: on the way, there, without the pauses; everybody who went. Waiting is work. */
export function minutesOf({ travelAt, arrivedAt, leftAt, pausedMinutes, people, more }: Presence): {
  workMinutes: number;
  travelMinutes: number;
} {
  const between = (from: Date | null, to: Date | null): number =>
    from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000)) : 0;
  const sum = (travels: boolean): number =>
    more.filter(({ kind }) => (kind === 'travel') === travels).reduce((all, { minutes }) => all + minutes, 0);
  const crew = Math.max(1, people);
  return {
    workMinutes: Math.max(0, between(arrivedAt, leftAt) - pausedMinutes) * crew + sum(false),
    travelMinutes: between(travelAt, arrivedAt) * crew + sum(true),
  };
}
