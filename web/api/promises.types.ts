import type { Segment } from './hours.types';
import type { Priority, StatusCategory } from './tickets.types';

export const TARGETS = ['first_response', 'next_response', 'resolution', 'on_site', 'answer'] as const;
export type Target = (typeof TARGETS)[number];

export interface LedgerRow {
  seq: number;
  kind: string;
  at: string;
  level: string | null;
  data: Record<string, unknown>;
}

/** A promise that runs on a ticket, or ran. */
export interface Clock {
  target: Target;
  instance: number;
  /** `breached` also while it still runs: see `endedAt`. */
  state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  startedAt: string;
  dueAt: string | null;
  endedAt: string | null;
  endedFor: string | null;
  targetMinutes: number;
  minutesUsed: number;
  /** Negative: that late. */
  minutesLeft: number;
  paused: { since: string; why: StatusCategory; until: string | null } | null;
  pauses: { from: string; to: string | null; why: string }[];
  policy: { id: string; name: string; version: number } | null;
  /** Null: by the clock, day and night. */
  calendar: { id: string; name: string; timezone: string } | null;
  /** What has counted until now, or until it ended. */
  segments: Segment[];
  /** What will count from now until it is due. */
  ahead: Segment[];
  /** Open hours around it. */
  open: Segment[];
  ledger: LedgerRow[];
}

export interface PolicyTarget {
  target: Target;
  minutes: Partial<Record<Priority, number>>;
  hours: 'business' | 'calendar';
  calendarId?: string | null;
  pausedIn?: StatusCategory[];
  channels?: string[];
  abandonedPercent?: number | null;
}

export interface PolicyStep {
  when: { kind: 'before' | 'used' | 'breach' | 'after'; minutes?: number; percent?: number };
  targets?: Target[];
  actions: { type: string; [value: string]: unknown }[];
}

export interface PolicyValues {
  name: string;
  about: string;
  active: boolean;
  conditions: Record<string, unknown>;
  targets: PolicyTarget[];
  reopen: { mode: 'first' | 'continue'; newCycleAfterDays?: number | null };
  answers: { calls: boolean };
  steps: PolicyStep[];
}

export interface Policy extends PolicyValues {
  id: string;
  position: number;
  version: number;
}

export interface PreviewedTicket {
  id: string;
  number: number;
  subject: string;
  priority: Priority;
  createdAt: string;
}

/** A clock as it would stand. */
export interface PreviewedClock extends Pick<
  Clock,
  'target' | 'instance' | 'state' | 'startedAt' | 'dueAt' | 'endedAt' | 'targetMinutes' | 'minutesUsed'
> {
  calendar: string | null;
}

/** What a policy would have promised the newest tickets. */
export interface PolicyPreview {
  judged: number;
  matched: number;
  takenBefore: number;
  figures: { target: Target; met: number; breached: number; open: number }[];
  items: {
    ticket: PreviewedTicket;
    because: unknown[];
    heldBy: { id: string; name: string } | null;
    clocks: PreviewedClock[];
  }[];
}

export const GROUPS = ['policy', 'team', 'channel', 'customer', 'month'] as const;
export type Group = (typeof GROUPS)[number];

export interface Figure {
  key: string;
  name: string;
  target: Target;
  met: number;
  breached: number;
  share: number;
  medianMinutes: number | null;
  abandoned: number;
  abandonedShare: number | null;
  abandonedAtMost: number | null;
}

export interface Attainment {
  by: Group;
  items: Figure[];
  totals: Figure[];
}

export interface AttainmentRow {
  ticket: { id: string; number: number; subject: string };
  target: Target;
  instance: number;
  state: 'met' | 'breached' | 'cancelled';
  policy: string | null;
  team: string | null;
  company: string | null;
  dueAt: string | null;
  targetMinutes: number;
  usedMinutes: number | null;
  decidedAt: string;
}

export interface Rota {
  id: string;
  name: string;
  timezone: string;
  /** In the order of their turns. */
  members: string[];
  turnDays: number;
  startsOn: string;
  handover: string;
  /** Somebody else for a while. */
  standIns: { userId: string; from: string; to: string }[];
  /** Who is on call now. */
  now: { at: string; user: { id: string; name: string } | null };
  version: number;
}

/** A policy that can hold for whoever has a package. */
export interface PackagePromise {
  policyId: string;
  name: string;
  about: string;
  /** False: only for some of its tickets. */
  always: boolean;
  targets: PolicyTarget[];
}
