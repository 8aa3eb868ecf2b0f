import type { BoardLeg, BoardTechnician, BoardVisit, VisitRow, VisitState } from '../../api/dispatch.types';

/** What a bar of the board looks like and says. Pure: the words are keys, the console speaks them. */
export type BarTone = 'planned' | 'confirmed' | 'enroute' | 'onsite' | 'done' | 'late' | 'cannot';

const TONES: Record<VisitState, BarTone> = {
  proposed: 'planned',
  scheduled: 'planned',
  confirmed: 'confirmed',
  en_route: 'enroute',
  on_site: 'onsite',
  paused: 'onsite',
  done: 'done',
  could_not: 'cannot',
  cancelled: 'done',
};

/** Lateness is louder than the state, but for what has ended: that is history. */
export function toneOf({ state, risk, overMinutes }: Pick<BoardVisit, 'state' | 'risk' | 'overMinutes'>): BarTone {
  if (state === 'done' || state === 'could_not' || state === 'cancelled') return TONES[state];
  if (risk === 'promise') return 'cannot';
  if (risk === 'late' || risk === 'window' || overMinutes > 0) return 'late';
  return TONES[state];
}

export type BarWords =
  | { key: 'could_not' | 'paused' }
  | { key: 'over' | 'late' | 'on_site' | 'promise'; minutes: number }
  | { key: 'arrives'; at: string }
  | { key: 'where'; kind: VisitRow['kind']; place: string };

/** The second line: what matters now, else what it is and where. */
export function wordsOf(visit: BoardVisit, now: Date): BarWords {
  const { state, startsAt } = visit;
  if (state === 'could_not') return { key: 'could_not' };
  if (state === 'paused') return { key: 'paused' };
  if (visit.overMinutes > 0) return { key: 'over', minutes: visit.overMinutes };
  if (state === 'on_site' && startsAt)
    return { key: 'on_site', minutes: Math.max(0, Math.round((now.getTime() - Date.parse(startsAt)) / 60_000)) };
  if (state === 'en_route' && startsAt) return { key: 'arrives', at: startsAt };
  if (visit.risk === 'promise' && visit.dueAt && startsAt && state !== 'done')
    return { key: 'promise', minutes: minutesBetween(Date.parse(visit.dueAt), Date.parse(startsAt)) };
  if (visit.lateMinutes > 0 && state !== 'done') return { key: 'late', minutes: visit.lateMinutes };
  return { key: 'where', kind: visit.kind, place: shortPlace(visit) };
}

/** A site's own name; else the first part of the address, which is the street. */
export const shortPlace = ({ place }: Pick<VisitRow, 'place'>): string =>
  place ? place.name || (place.address.split(',')[0] ?? '') : '';

export const customerOf = ({ company, contact }: Pick<VisitRow, 'company' | 'contact'>): string =>
  company?.name ?? contact.name;

/** How much of the time it was given has gone, 0 to 1; null while nobody is there. */
export function goneOf({ state, startsAt, endsAt }: BoardVisit, now: Date): number | null {
  if ((state !== 'on_site' && state !== 'paused') || !startsAt || !endsAt) return null;
  const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
  return to > from ? Math.min(1, Math.max(0, (now.getTime() - from) / (to - from))) : 1;
}

/** A bar stands where the visit really is, or else where it was planned. */
export const timesOf = ({
  startsAt,
  endsAt,
  plannedFrom,
  plannedTo,
}: BoardVisit): { from: string; to: string } | null => {
  const [from, to] = [startsAt ?? plannedFrom, endsAt ?? plannedTo];
  return from && to ? { from, to } : null;
};

/** Whether dispatch may still move it. */
export const isMovable = (state: VisitState): boolean =>
  state === 'scheduled' || state === 'confirmed' || state === 'proposed';

/** Somebody is there, and works through its checklist. */
export const isBegun = (state: VisitState): boolean => state === 'on_site' || state === 'paused';

export const isEnded = (state: VisitState): boolean =>
  state === 'done' || state === 'could_not' || state === 'cancelled';

export type Mark = 'undelivered' | 'declined' | 'tentative' | 'unconfirmed';

/** What somebody should see to before it begins: the customer does not know, says no, or has not said yes. Loudest first. */
export function marksOf({
  state,
  mustConfirm,
  attendance,
  undelivered,
}: Pick<VisitRow, 'state' | 'mustConfirm' | 'attendance' | 'undelivered'>): Mark[] {
  if (!isMovable(state)) return [];
  const marks: Mark[] = [];
  if (undelivered) marks.push('undelivered');
  if (attendance === 'declined' || attendance === 'tentative') marks.push(attendance);
  if (mustConfirm && state === 'scheduled' && attendance !== 'declined') marks.push('unconfirmed');
  return marks;
}

export interface Clash {
  code: 'overlap' | 'skill' | 'territory' | 'hours' | 'absent' | 'promise' | 'window';
  /** The visit it runs into, or the skill that is missing. */
  what?: string;
  minutes?: number;
  hard: boolean;
}

const minutesBetween = (from: number, to: number): number => Math.round((to - from) / 60_000);

/** What speaks against a slot, at once while it is dragged; the server has the last word. */
export function clashesAt(
  visit: VisitRow,
  technician: BoardTechnician,
  from: Date,
  others: readonly BoardVisit[],
  legs: readonly BoardLeg[],
): Clash[] {
  const [start, end] = [from.getTime(), from.getTime() + visit.minutes * 60_000];
  const clashes: Clash[] = [];
  for (const other of others) {
    const times = timesOf(other);
    if (!times || other.id === visit.id || !other.technicians.some(({ id }) => id === technician.id)) continue;
    if (other.state === 'cancelled' || other.state === 'could_not') continue;
    const lead = legs.find((leg) => leg.toVisitId === other.id && leg.technicianId === technician.id)?.minutes ?? 0;
    const [begins, ends] = [Date.parse(times.from), Date.parse(times.to)];
    if (start < ends && end > begins)
      clashes.push({ code: 'overlap', what: customerOf(other), minutes: minutesBetween(begins, end), hard: true });
    else if (end <= begins && end + lead * 60_000 > begins && start < begins)
      clashes.push({
        code: 'overlap',
        what: customerOf(other),
        minutes: minutesBetween(begins, end + lead * 60_000),
        hard: false,
      });
  }
  for (const need of visit.skills) {
    const has = technician.skills.find(({ skillId }) => skillId === need.skillId);
    const isValid = has && (!has.validUntil || has.validUntil >= from.toISOString().slice(0, 10));
    if (!isValid || has.level < need.level) clashes.push({ code: 'skill', what: need.name, hard: true });
  }
  if (technician.absences.some((absence) => start < Date.parse(absence.to) && end > Date.parse(absence.from)))
    clashes.push({ code: 'absent', hard: true });
  else if (!technician.hours.some((span) => start >= Date.parse(span.from) && end <= Date.parse(span.to)))
    clashes.push({ code: 'hours', hard: true });
  const { territory } = visit;
  if (territory && technician.territories.length > 0 && !technician.territories.some(({ id }) => id === territory.id))
    clashes.push({ code: 'territory', what: territory.name, hard: true });
  if (visit.dueAt && start > Date.parse(visit.dueAt))
    clashes.push({ code: 'promise', minutes: minutesBetween(Date.parse(visit.dueAt), start), hard: false });
  const isOutside =
    (visit.windowFrom && start < Date.parse(visit.windowFrom)) ||
    (visit.windowTo && start > Date.parse(visit.windowTo));
  if (isOutside) clashes.push({ code: 'window', hard: false });
  return clashes;
}
