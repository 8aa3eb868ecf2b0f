import type { StatusCategory } from '../tickets/ticket.rules.js';
import type { Cause } from './concerned.rules.js';

/** What is promised, as people set it, and what a version of it says on a ticket. Pure. */

export const TARGETS = ['first_response', 'next_response', 'resolution', 'on_site', 'answer'] as const;
export type Target = (typeof TARGETS)[number];

export const PRIORITY_WORDS = ['low', 'normal', 'high', 'urgent'] as const;
export type PriorityWord = (typeof PRIORITY_WORDS)[number];

export interface TargetDefinition {
  target: Target;
  /** How long, by priority; one that is left out promises nothing there. */
  minutes: Partial<Record<PriorityWord, number>>;
  /** `business`: on working hours; `calendar`: by the clock, day and night. */
  hours: 'business' | 'calendar';
  /** Working hours of its own, whatever the ticket's are. */
  calendarId?: string | null;
  /** While the ticket's status is of one of these, time does not count. */
  pausedIn?: StatusCategory[];
  /** `answer` only: the channels on which somebody waits at the other end. */
  channels?: string[];
  /** `answer` only: of how many per cent it may be that they give up before anybody answers. */
  abandonedPercent?: number | null;
}

/** `first`: once solved it was solved. `continue`: goes on with the time that was used; after some days a new cycle begins. */
export interface ReopenPolicy {
  mode: 'first' | 'continue';
  newCycleAfterDays?: number | null;
}

/** Minutes are those of the target's own hours. */
export type StepMoment =
  | { kind: 'before'; minutes: number }
  | { kind: 'used'; percent: number }
  | { kind: 'breach' }
  | { kind: 'after'; minutes: number };

export type StepAction =
  | { type: 'notify'; to?: ('assignee' | 'team' | 'followers')[]; userIds?: string[]; rotaId?: string | null }
  | { type: 'assign_team'; teamId: string }
  | { type: 'assign_user'; userId: string }
  | { type: 'assign_on_call'; rotaId: string }
  | { type: 'raise_priority'; priority?: PriorityWord }
  | { type: 'page'; by: 'text' | 'call'; userIds?: string[]; rotaId?: string | null };

export interface Step {
  when: StepMoment;
  /** All of them where it is left out. */
  targets?: Target[];
  actions: StepAction[];
}

export interface PolicyDefinition {
  conditions: unknown;
  targets: TargetDefinition[];
  reopen: ReopenPolicy;
  /** What counts as our answer besides a written one. */
  answers: { calls: boolean };
  steps: Step[];
}

/** One target of a policy as it was promised on a ticket: its length, and on which version of which hours. */
export interface Spec {
  seconds: number;
  hours: 'business' | 'calendar';
  calendarId: string | null;
  calendarVersion: number | null;
  pausedIn: StatusCategory[];
  channels?: string[];
}

/** What is written into the ledger when a policy begins to hold: later changes of the policy do not reach it. */
export interface Application {
  /** Null: from then on nothing is promised. */
  policyId: string | null;
  version: number;
  name: string;
  /** Why it was this one: the tests that decided. */
  matched: unknown[];
  priority: PriorityWord;
  targets: Partial<Record<Target, Spec>>;
  reopen: ReopenPolicy;
  answers: { calls: boolean };
  /** Whose working hours were the ticket's own; null: the desk's. Left out where no target asked for them. */
  hours?: { kind: 'contract' | 'site' | 'inbox' | 'team'; id: string } | null;
  /** What changed elsewhere, where it was not the ticket. */
  cause?: NamedCause;
  /** From when on. */
  at: Date;
}

/** By the name that it had then; null: it has none that says anything. */
export type NamedCause = Cause & { name: string | null };

/** Names a step in the ledger, so that each is taken once. */
export function levelOf({ when }: Pick<Step, 'when'>): string {
  switch (when.kind) {
    case 'before':
      return `before:${when.minutes}`;
    case 'used':
      return `used:${when.percent}`;
    case 'after':
      return `after:${when.minutes}`;
    case 'breach':
      return 'breach';
  }
}

export const stepConcerns = (step: Step, target: Target): boolean => !step.targets || step.targets.includes(target);
