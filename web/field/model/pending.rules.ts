import type { ChecklistItem, Day, FieldAction, Visit, VisitNow, VisitState } from './day.types.js';
import { inOrder, isOpen, type Entry, type WaitingChange } from './outbox.rules.js';

/** The server’s day with what waits on this phone on top of it. Pure: nothing is written over, only looked at together. */

const FROM: Readonly<Record<FieldAction, readonly VisitState[]>> = {
  'start-travel': ['scheduled', 'confirmed', 'paused'],
  arrive: ['scheduled', 'confirmed', 'en_route'],
  pause: ['on_site'],
  resume: ['paused'],
  complete: ['on_site', 'paused'],
  'could-not': ['scheduled', 'confirmed', 'en_route', 'on_site', 'paused'],
};

const TO: Readonly<Record<FieldAction, VisitState>> = {
  'start-travel': 'en_route',
  arrive: 'on_site',
  pause: 'paused',
  resume: 'on_site',
  complete: 'done',
  'could-not': 'could_not',
};

export const may = (visit: Pick<Visit, 'state' | 'gone'>, action: FieldAction): boolean =>
  !visit.gone && FROM[action].includes(visit.state);

export const isEnded = (state: VisitState): boolean => ['done', 'could_not', 'cancelled'].includes(state);

/** As the technician sees it: what the phone holds counts at once, except what the server said no to. */
export function withPending(visit: Visit, entries: readonly Entry[]): Visit {
  return inOrder(entries)
    .filter((entry): entry is WaitingChange => entry.what === 'change' && entry.visitId === visit.id && isOpen(entry))
    .reduce(after, visit);
}

function after(visit: Visit, change: WaitingChange): Visit {
  const { data, at } = change;
  switch (change.type) {
    case 'step':
      return step(visit, change);
    case 'checklist':
      return {
        ...visit,
        checklist: visit.checklist.map((item) => (item.id === data.itemId ? ticked(item, change) : item)),
      };
    case 'part':
      return {
        ...visit,
        parts: [
          ...visit.parts,
          {
            id: '',
            name: data.name ?? '',
            quantity: data.quantity ?? 1,
            serial: data.serial ?? null,
            at,
            clientId: change.clientId,
          },
        ],
      };
    case 'part-removed':
      return { ...visit, parts: visit.parts.filter((part) => part.clientId !== data.partClientId) };
    case 'time':
      return {
        ...visit,
        times: [
          ...visit.times,
          { id: change.clientId, kind: data.kind ?? 'work', from: data.from!, to: data.to!, note: data.text ?? null },
        ],
      };
    case 'signature':
      return { ...visit, signature: { name: data.name ?? '', attachmentId: null, at } };
    case 'equipment':
      return {
        ...visit,
        equipment: [...visit.equipment, { name: data.name ?? '', ...(data.serial && { serial: data.serial }) }],
      };
    case 'unit':
      return { ...visit, equipment: [...visit.equipment, { name: data.other ?? data.unit ?? '' }] };
    case 'note':
      return visit;
  }
}

function ticked(item: ChecklistItem, { data, at }: WaitingChange): ChecklistItem {
  if (Boolean(item.doneAt) === data.done) return item;
  return { ...item, doneAt: data.done ? at : null, version: (item.version ?? 0) + 1 };
}

function step(visit: Visit, { data, at }: WaitingChange): Visit {
  const action = data.action!;
  if (!may(visit, action)) return visit;
  const rested = visit.pausedAt ? Math.max(0, Math.round((Date.parse(at) - Date.parse(visit.pausedAt)) / 60_000)) : 0;
  const next: Visit = { ...visit, state: TO[action], pausedAt: null, pausedMinutes: visit.pausedMinutes + rested };
  switch (action) {
    case 'start-travel':
      return { ...next, travelAt: visit.travelAt ?? at };
    case 'arrive':
    case 'resume':
      return { ...next, arrivedAt: visit.arrivedAt ?? at };
    case 'pause':
      return { ...next, pausedAt: at };
    case 'complete':
      return { ...next, leftAt: at, outcome: { code: data.outcome ?? 'solved', text: data.text ?? '' } };
    case 'could-not':
      return {
        ...next,
        leftAt: at,
        outcome: { code: data.outcome ?? 'could_not', text: data.text || (data.reason ?? '') },
      };
  }
}

/** A new day takes the place of the old one; a visit that left it stays while something of it is not settled. */
export function mergeDay(old: Day | null, fresh: Day, entries: readonly Entry[]): Day {
  const here = new Set(fresh.visits.map((visit) => visit.id));
  const unsettled = new Set(entries.map((entry) => entry.visitId));
  const kept = (old?.visits ?? [])
    .filter((visit) => !here.has(visit.id) && unsettled.has(visit.id))
    .map((visit) => (old!.date === fresh.date ? { ...visit, gone: true } : visit));
  return { ...fresh, visits: [...fresh.visits, ...kept] };
}

/** Visits as a batch answered them. What only the day tells stays as it was. */
export function mergeVisits(day: Day, now: readonly VisitNow[]): Day {
  const byId = new Map(now.map((visit) => [visit.id, visit]));
  return { ...day, visits: day.visits.map((visit) => ({ ...visit, ...byId.get(visit.id) })) };
}
