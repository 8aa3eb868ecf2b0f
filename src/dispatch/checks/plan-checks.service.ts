import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { conflict, type Refusal } from '../../platform/http/refusal.js';
import type { Stop, Travel } from '../planning/planning.types.js';
import { minuteOf } from '../planning/planning.types.js';
import { placesOf, problemFromRows } from '../planning/problem-rows.rules.js';
import { RoadsService } from '../roads/roads.service.js';
import { SiteHoursService } from '../sites/site-hours.service.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import { TechniciansService } from '../technicians/technicians.service.js';
import type { Span } from '../technicians/week-hours.rules.js';
import type { Slot } from '../visits/visit.rules.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { VisitRows } from '../visits/visit-rows.js';
import type { BrokenRuleView } from './broken-rule.dto.js';
import { brokenBy, type Broken } from './broken.rules.js';
import { brokenWords, measureOf } from './broken-words.rules.js';
import { asItMoves, asItStands } from './standing.rules.js';

type Reader = Pick<Tx, 'query'>;

/** A week to both sides: rest between shifts and the hours of a week reach beyond the day. */
const REACH_MS = 8 * 86_400_000;
/** Who plans something for now is not refused because a minute has passed meanwhile. */
const JUST_NOW_MINUTES = 15;

export interface Placement {
  visitId: string;
  slot: Slot;
}

interface Around {
  span: Span;
  technicians: TechnicianView[];
  /** What these people have in that time, as it was or is to be. */
  standing: VisitRowView[];
  moving: VisitRowView[];
}

/** Asks the planner's checker about what people plan by hand, customers choose, or somebody accepts. */
@Injectable()
export class PlanChecks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly technicians: TechniciansService,
    private readonly working: TechnicianHours,
    private readonly rows: VisitRows,
    private readonly sites: SiteHoursService,
    private readonly roads: RoadsService,
  ) {}

  /** The journeys that `broken` will ask about. Before the transaction: nobody is held while a router thinks. */
  travel(placements: readonly Placement[]): Promise<Travel> {
    return this.roads.travelAmong(async () => {
      const { technicians, standing, moving } = await this.around(this.db, placements, []);
      return placesOf(technicians, [...standing, ...moving]);
    });
  }

  /**
   * The hard rules that would be broken with all of these at their places, and are not without them. Whoever will write
   * that plan holds the technicians, so that what was true when it was judged is true when it is written. `leaving`: visits
   * that lose their time in the same transaction.
   */
  async broken(
    reader: Reader,
    placements: readonly Placement[],
    travel: Travel,
    leaving: readonly string[] = [],
  ): Promise<BrokenRuleView[]> {
    if (placements.length === 0) return [];
    const { span, technicians, standing, moving } = await this.around(reader, placements, leaving);
    const problem = problemFromRows(technicians, [...standing, ...moving], {
      now: new Date(this.clock.millis() - JUST_NOW_MINUTES * 60_000),
      grid: 0,
      travel,
      hours: await this.working.of(reader, technicians, span),
      open: await this.sites.spansOf(reader, moving, span),
      lateNow: new Map(),
      lastReturn: new Map(),
      knownTo: new Map(),
    });
    const stops = problem.visits.flatMap(({ id, current }): Stop[] => (current ? [{ visitId: id, ...current }] : []));
    const wanted = placements.map(({ visitId, slot }): Stop => ({
      visitId,
      start: minuteOf(slot.from),
      technicianIds: slot.technicianIds,
    }));
    return brokenBy(wanted, stops, problem).map((one) => viewOf(one, technicians, [...standing, ...moving]));
  }

  private async around(reader: Reader, placements: readonly Placement[], leaving: readonly string[]): Promise<Around> {
    const slots = placements.map(({ slot }) => slot);
    const span = {
      from: new Date(Math.min(...slots.map(({ from }) => from.getTime())) - REACH_MS),
      to: new Date(Math.max(...slots.map(({ to }) => to.getTime())) + REACH_MS),
    };
    const people = [...new Set(slots.flatMap(({ technicianIds }) => technicianIds))];
    const ids = placements.map(({ visitId }) => visitId);
    // One after another: a transaction has one connection.
    const technicians = await this.technicians.atWork(people, reader);
    const standing = await this.rows.read(
      `where v.planned_from is not null and v.state not in ('proposed', 'cancelled')
         and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2) and v.id <> all($4::uuid[])
         and exists (select from visit_technicians x where x.visit_id = v.id and x.technician_id = any($3::uuid[]))`,
      [span.from, span.to, people, [...ids, ...leaving]],
      reader,
    );
    const slotOf = new Map(placements.map(({ visitId, slot }) => [visitId, slot]));
    const moving = await this.rows.byIds(ids, reader);
    return {
      span,
      technicians,
      standing: standing.flatMap((row) => asItStands(row) ?? []),
      moving: moving.map((row) => asItMoves(row, slotOf.get(row.id)!)),
    };
  }
}

export const rulesBroken = (rules: readonly BrokenRuleView[]): Refusal =>
  conflict('rules_broken', rules.map(({ message }) => message).join(' '), { rules });

function viewOf(
  { code, technicianId, visitId, otherVisitId, by, what }: Broken,
  technicians: readonly TechnicianView[],
  visits: readonly VisitRowView[],
): BrokenRuleView {
  const brief = (id: string | null): BrokenRuleView['visit'] => {
    const row = visits.find((one) => one.id === id);
    return row ? { id: row.id, ref: row.ref } : null;
  };
  const technician = technicians.find((one) => one.id === technicianId);
  const amount = Math.ceil(by - 1e-6) + (code === 'past' ? JUST_NOW_MINUTES : 0);
  const measure = measureOf(code);
  const said = {
    code,
    technician: technician ? { id: technician.id, name: technician.name } : null,
    visit: brief(visitId),
    other: brief(otherVisitId),
    minutes: measure === 'minutes' ? amount : null,
    count: measure === 'count' ? amount : null,
    what: what && nameOf(what, visits),
  };
  return { ...said, message: brokenWords(said) };
}

/** Skills and territories are known by their ids. */
function nameOf(what: string, visits: readonly VisitRowView[]): string {
  for (const { skills, territory } of visits) {
    const skill = skills.find(({ skillId }) => skillId === what);
    if (skill) return skill.name;
    if (territory?.id === what) return territory.name;
  }
  return what;
}
