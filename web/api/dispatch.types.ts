import type { Priority } from './tickets.types';

export type VisitState =
  'proposed' | 'scheduled' | 'confirmed' | 'en_route' | 'on_site' | 'paused' | 'done' | 'could_not' | 'cancelled';

export const VISIT_KINDS = [
  'repair',
  'installation',
  'pickup',
  'swap',
  'feasibility',
  'training',
  'meeting',
  'report_delivery',
] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

export type VisitAction =
  | 'propose'
  | 'schedule'
  | 'unschedule'
  | 'confirm'
  | 'start-travel'
  | 'arrive'
  | 'pause'
  | 'resume'
  | 'complete'
  | 'could-not'
  | 'cancel';

export interface Named {
  id: string;
  name: string;
}

export interface VisitPlace {
  siteId: string | null;
  name: string;
  address: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
}

export interface VisitRow {
  id: string;
  number: number;
  ref: string;
  kind: VisitKind;
  state: VisitState;
  ticket: { id: string; number: number; subject: string; priority: Priority };
  company: Named | null;
  contact: Named;
  place: VisitPlace | null;
  territory: Named | null;
  about: string;
  minutes: number;
  technicianCount: number;
  skills: { skillId: string; name: string; level: number }[];
  technicians: { id: string; userId: string; name: string; lead: boolean }[];
  windowFrom: string | null;
  windowTo: string | null;
  plannedFrom: string | null;
  plannedTo: string | null;
  dueAt: string | null;
  confirmedAt: string | null;
  mustConfirm: boolean;
  /** What the customer's calendar answered; `declined` also for a wish to move. */
  attendance: 'accepted' | 'declined' | 'tentative' | null;
  /** Why the customer does not know the last thing. */
  undelivered: string | null;
  /** What must be on board. */
  tools: string[];
  followUpOf: string | null;
  seriesId: string | null;
  version: number;
}

export interface VisitStep {
  seq: number;
  type: VisitAction;
  to: VisitState;
  at: string;
  actorName: string;
  reason: string | null;
}

export interface EquipmentNamed {
  id?: string;
  name: string;
  serial?: string;
  place?: string;
}

export interface VisitOffer {
  id: string;
  from: string;
  to: string;
  arriveUntil: string;
  technicianIds: string[];
}

export interface Visit extends VisitRow {
  person: { id: string; name: string; phones: string[] };
  accessNotes: string | null;
  /** Of this visit alone. */
  ownAccessNotes: string | null;
  equipment: EquipmentNamed[];
  outcome: { code: string; text: string } | null;
  rating: number | null;
  ratingComment: string | null;
  offers: VisitOffer[];
  checklist: { id: string; text: string; required: boolean; doneAt?: string | null }[];
  steps: VisitStep[];
  actions: VisitAction[];
}

/** A hard rule of planning that a place would break. */
export interface BrokenRule {
  code: string;
  technician: Named | null;
  visit: { id: string; ref: string } | null;
  /** What it collides with or comes from; null: from home. */
  other: { id: string; ref: string } | null;
  minutes: number | null;
  count: number | null;
  what: string | null;
  message: string;
}

export interface BoardVisit extends VisitRow {
  startsAt: string | null;
  endsAt: string | null;
  lateMinutes: number;
  overMinutes: number;
  risk: 'none' | 'late' | 'window' | 'promise';
  pushedBy: string | null;
}

export interface BoardTechnician {
  id: string;
  userId: string;
  name: string;
  timezone: string;
  skills: { skillId: string; name: string; level: number; validUntil: string | null }[];
  territories: Named[];
  base: { address: string; lat: number | null; lng: number | null };
  hours: { from: string; to: string }[];
  absences: { from: string; to: string; reason: string }[];
  load: { visits: number; visitMinutes: number; travelMinutes: number; capacityMinutes: number; percent: number };
  position: { lat: number; lng: number; at: string } | null;
}

export interface BoardLeg {
  technicianId: string;
  fromVisitId: string | null;
  toVisitId: string;
  departAt: string;
  arriveAt: string;
  minutes: number;
  kilometres: number;
  tight: boolean;
  state: 'planned' | 'under_way' | 'past';
}

export interface Board {
  from: string;
  to: string;
  now: string;
  timezone: string;
  technicians: BoardTechnician[];
  visits: BoardVisit[];
  travel: BoardLeg[];
  unplanned: VisitRow[];
  counts: {
    visits: number;
    done: number;
    late: number;
    couldNot: number;
    unconfirmed: number;
    declined: number;
    unplanned: number;
  };
}

/** Work that comes back by a rule. */
export interface Series {
  id: string;
  ticket: { id: string; number: number; subject: string };
  rrule: string;
  timezone: string;
  startsAt: string;
  endedAt: string | null;
  next: string[];
}
