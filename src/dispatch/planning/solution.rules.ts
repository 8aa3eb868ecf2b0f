import type { Job, Model, Tour } from './model.rules.js';
import { timed, UNBOUND } from './tour.rules.js';
import type { Bounds, Pins, Timed } from './tour.rules.js';
import type { Minute, Plan, Span, Stop } from './planning.types.js';

/** A tour as it stands. `closed`: what is fixed in it breaks a rule already, or it lies outside the horizon; hands off. */
export interface Standing {
  readonly sequence: readonly number[];
  readonly timed: Timed;
  readonly closed: boolean;
}

/** One whole plan under search. Copies are cheap: sequences are replaced, never changed. */
export class Solution {
  private constructor(
    readonly model: Model,
    readonly standing: Standing[],
    /** Starts that are fixed: of frozen jobs, and of coupled ones since they were planned. */
    readonly pins: Map<number, Minute>,
    readonly unplanned: Set<number>,
  ) {}

  /** What is planned now, less what cannot stay; the rest is unplanned. */
  static ofToday(model: Model, horizon: Span | null): Solution {
    const pins = new Map<number, Minute>();
    const sequences: number[][] = model.tours.map(() => []);
    const unplanned = new Set<number>();
    for (const job of model.jobs) {
      if (!job.current) {
        unplanned.add(job.index);
        continue;
      }
      if (job.frozen || job.coupled) pins.set(job.index, job.current.start);
      const { technicianIds, start } = job.current;
      const tours = technicianIds.map((id) => tourAt(model, id, start)).filter((tour) => tour !== undefined);
      if (!job.frozen && tours.length !== job.visit.crew) {
        unplanned.add(job.index);
        pins.delete(job.index);
        continue;
      }
      for (const tour of tours) sequences[tour.index]!.push(job.index);
    }
    const standing = sequences.map((sequence, index) => {
      sequence.sort((a, b) => model.jobs[a]!.current!.start - model.jobs[b]!.current!.start);
      return standingOf(model, model.tours[index]!, { sequence, pins, horizon });
    });
    const solution = new Solution(model, standing, pins, unplanned);
    solution.mend();
    return solution;
  }

  copy(): Solution {
    return new Solution(this.model, [...this.standing], new Map(this.pins), new Set(this.unplanned));
  }

  get cost(): number {
    let cost = 0;
    for (const { timed: its } of this.standing) cost += its.cost;
    for (const index of this.unplanned) cost += this.penalty(this.model.jobs[index]!);
    return cost;
  }

  penalty(job: Job): number {
    const { weights } = this.model;
    return weights.unplanned * job.weight + (job.current ? weights.moved : 0);
  }

  /** What the technician's other shifts leave to this one; `but` may replace one of them for a trial. */
  bounds(tour: Tour, but?: { index: number; timed: Timed }): Bounds {
    const { technician, shift, siblings } = tour;
    if (siblings.length === 1 && technician.lastReturn === null && technician.limits.weekMinutes === null)
      return UNBOUND;
    const rest = technician.rest.betweenShifts ?? 0;
    const week = technician.limits.weekMinutes;
    let departure = technician.lastReturn === null ? -Infinity : technician.lastReturn + rest;
    let home = Infinity;
    let work = week === null ? Infinity : week - (technician.worked[shift.week] ?? 0);
    for (const index of siblings) {
      if (index === tour.index) continue;
      const its = index === but?.index ? but.timed : this.standing[index]!.timed;
      if (its.starts.length === 0) continue;
      if (index < tour.index) departure = Math.max(departure, its.home + rest);
      else home = Math.min(home, its.departure - rest);
      if (this.model.tours[index]!.shift.week === shift.week) work -= its.work;
    }
    return { departure, home, work };
  }

  /** The tour with another sequence, or null where that breaks a rule. */
  trial(index: number, sequence: readonly number[], more: { pins?: Pins; ceiling?: number } = {}): Timed | null {
    const tour = this.model.tours[index]!;
    const { pins = this.pins, ceiling = Infinity } = more;
    return timed(this.model, tour, sequence, { pins, bounds: this.bounds(tour), ceiling });
  }

  /** The pins and one more. */
  pinsWith(job: number, start: Minute): Pins {
    return { get: (other) => (other === job ? start : this.pins.get(other)) };
  }

  put(index: number, sequence: readonly number[], its: Timed): void {
    this.standing[index] = { sequence, timed: its, closed: false };
  }

  toursWith(job: number): number[] {
    const found: number[] = [];
    for (let index = 0; index < this.standing.length; index += 1) {
      if (this.standing[index]!.sequence.includes(job)) found.push(index);
    }
    return found;
  }

  startOf(job: number): Minute | undefined {
    for (const { sequence, timed: its } of this.standing) {
      const at = sequence.indexOf(job);
      if (at !== -1) return its.starts[at];
    }
    return this.model.jobs[job]!.frozen ? this.model.jobs[job]!.current?.start : undefined;
  }

  /** Takes a job out, and with it those that must come after it. False: something in its way is fixed; do not go on. */
  remove(job: number): boolean {
    if (this.unplanned.has(job)) return true;
    const { frozen, behind } = this.model.jobs[job]!;
    if (frozen) return false;
    for (const index of this.toursWith(job)) {
      const { sequence, closed } = this.standing[index]!;
      const shorter = sequence.filter((other) => other !== job);
      const its = closed ? null : this.trial(index, shorter);
      if (!its) return false;
      this.put(index, shorter, its);
    }
    this.pins.delete(job);
    this.unplanned.add(job);
    return behind.every((after) => this.remove(after.job));
  }

  plan(): Plan {
    const stops = new Map<number, Stop>();
    for (const [index, { sequence, timed: its }] of this.standing.entries()) {
      const { id } = this.model.tours[index]!.technician;
      for (const [at, job] of sequence.entries()) {
        const { visit, current, frozen } = this.model.jobs[job]!;
        const known = stops.get(job);
        if (frozen && current) stops.set(job, { visitId: visit.id, ...current });
        else if (known) stops.set(job, { ...known, technicianIds: [...known.technicianIds, id] });
        else stops.set(job, { visitId: visit.id, start: its.starts[at]!, technicianIds: [id] });
      }
    }
    // Fixed, but with people or at a time that the problem does not know: it stays all the same.
    for (const { index, frozen, visit, current } of this.model.jobs) {
      if (frozen && current && !stops.has(index)) stops.set(index, { visitId: visit.id, ...current });
    }
    return { stops: [...stops.values()].toSorted((a, b) => a.start - b.start || (a.visitId < b.visitId ? -1 : 1)) };
  }

  /** Unplans what cannot stay: lightest first, until each open tour keeps the rules; then what lost its crew or its turn. */
  private mend(): void {
    for (const [index, standing] of this.standing.entries()) {
      if (standing.closed) continue;
      let { sequence } = standing;
      let its = this.trial(index, sequence);
      while (!its) {
        const loose = sequence.filter((job) => !this.model.jobs[job]!.frozen);
        const drop = loose.toSorted((a, b) => this.model.jobs[a]!.weight - this.model.jobs[b]!.weight)[0];
        if (drop === undefined) break;
        sequence = sequence.filter((job) => job !== drop);
        this.dropEverywhere(drop);
        its = this.trial(index, sequence);
      }
      if (its) this.put(index, sequence, its);
      else this.standing[index] = { ...standing, sequence, closed: true };
    }
    for (const job of this.model.jobs) {
      if (!job.coupled || job.frozen || this.unplanned.has(job.index)) continue;
      if (this.toursWith(job.index).length !== job.visit.crew || !this.inTurn(job)) this.dropEverywhere(job.index);
    }
  }

  private dropEverywhere(job: number): void {
    this.unplanned.add(job);
    this.pins.delete(job);
    for (const [index, standing] of this.standing.entries()) {
      if (!standing.sequence.includes(job)) continue;
      const sequence = standing.sequence.filter((other) => other !== job);
      const its = this.trial(index, sequence);
      this.standing[index] = its ? { ...standing, sequence, timed: its } : { ...standing, sequence };
    }
    for (const after of this.model.jobs[job]!.behind) {
      if (!this.unplanned.has(after.job) && !this.model.jobs[after.job]!.frozen) this.dropEverywhere(after.job);
    }
  }

  private inTurn(job: Job): boolean {
    const start = this.startOf(job.index) ?? -Infinity;
    return job.before.every((earlier) => {
      const its = this.startOf(earlier.job);
      return its !== undefined && its + this.model.jobs[earlier.job]!.duration + earlier.gap <= start + 1e-6;
    });
  }
}

function standingOf(
  model: Model,
  tour: Tour,
  of: { sequence: readonly number[]; pins: ReadonlyMap<number, Minute>; horizon: Span | null },
): Standing {
  const fixed = of.sequence.filter((job) => model.jobs[job]!.frozen);
  const its = timed(model, tour, fixed, { pins: of.pins, bounds: UNBOUND, ceiling: Infinity });
  const away = of.horizon !== null && (tour.latest <= of.horizon.from || tour.shift.from >= of.horizon.to);
  if (its && !away) return { sequence: of.sequence, timed: its, closed: false };
  return { sequence: of.sequence, timed: its ?? asItIs(model, of.sequence), closed: true };
}

/** Times of a tour that breaks a rule: good enough to keep a distance from it. */
function asItIs(model: Model, sequence: readonly number[]): Timed {
  const starts = sequence.map((job) => model.jobs[job]!.current!.start);
  const ends = sequence.map((job) => model.jobs[job]!.current!.start + model.jobs[job]!.duration);
  const work = sequence.reduce((sum, job) => sum + model.jobs[job]!.duration, 0);
  return { cost: 0, starts, departure: Math.min(...starts), home: Math.max(...ends), work };
}

export function tourAt(model: Model, technicianId: string, start: Minute): Tour | undefined {
  return model.toursOf.get(technicianId)?.findLast((tour) => tour.shift.from <= start);
}
