/** What `GET /field/day` answers, as far as the phone uses it. Instants are ISO texts. */

export type VisitState =
  'proposed' | 'scheduled' | 'confirmed' | 'en_route' | 'on_site' | 'paused' | 'done' | 'could_not' | 'cancelled';
export type FieldAction = 'start-travel' | 'arrive' | 'pause' | 'resume' | 'complete' | 'could-not';
export type VisitKind =
  'repair' | 'installation' | 'pickup' | 'swap' | 'feasibility' | 'training' | 'meeting' | 'report_delivery';

export interface ChecklistItem {
  id: string;
  text: string;
  required: boolean;
  doneAt?: string | null;
  byName?: string | null;
  version?: number;
}

export interface UsedPart {
  /** Empty until the server has given it one. */
  id: string;
  name: string;
  quantity: number;
  serial: string | null;
  at: string;
  /** Of a part that waits on this phone, and may be taken back by it. */
  clientId?: string;
}

export interface Equipment {
  id?: string;
  name: string;
  serial?: string;
  place?: string;
}

export interface WorkedTime {
  id: string;
  kind: 'work' | 'travel' | 'wait';
  from: string;
  to: string;
  note: string | null;
}

export interface VisitFile {
  id: string;
  kind: 'photo' | 'signature' | 'report';
  name: string;
  type: string;
  url: string;
  caption: string | null;
  checklistId: string | null;
  at: string;
}

export interface Place {
  name: string;
  address: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
}

export interface Visit {
  id: string;
  ref: string;
  kind: VisitKind;
  state: VisitState;
  ticket: { id: string; number: number; subject: string };
  company: { id: string; name: string } | null;
  contact: { id: string; name: string };
  person: { id: string; name: string; phones: string[] };
  place: Place | null;
  about: string;
  minutes: number;
  technicians: { id: string; name: string; lead: boolean }[];
  plannedFrom: string | null;
  plannedTo: string | null;
  dueAt: string | null;
  travelAt: string | null;
  arrivedAt: string | null;
  leftAt: string | null;
  confirmedAt: string | null;
  pausedMinutes: number;
  pausedAt: string | null;
  accessNotes: string | null;
  openingHours: Record<string, [string, string][]> | null;
  equipment: Equipment[];
  checklist: ChecklistItem[];
  wantsSignature: boolean;
  outcome: { code: string; text: string } | null;
  signature: { name: string; attachmentId: string | null; at: string } | null;
  parts: UsedPart[];
  times: WorkedTime[];
  files: VisitFile[];
  version: number;
  travelMinutes: number | null;
  travelKilometres: number | null;
  request: string | null;
  earlier: { id: string; ref: string; kind: VisitKind; at: string; technicians: string[]; text: string }[];
  /** Made by the phone: no longer of one’s day, and kept because something of it is not settled. */
  gone?: boolean;
}

/** Of a batch’s answer: a visit without what only the day tells. */
export type VisitNow = Omit<Visit, 'travelMinutes' | 'travelKilometres' | 'request' | 'earlier'>;

export interface Day {
  date: string;
  now: string;
  technician: { id: string; name: string; timezone: string; sharesPosition: boolean };
  hours: { from: string; to: string }[];
  visits: Visit[];
}
