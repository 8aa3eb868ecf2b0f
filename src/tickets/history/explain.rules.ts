import { priorityName } from '../ticket.rules.js';

/** Why a ticket is as it is, from what its history says. Pure: events in, answers out. */

export interface Fact {
  type: string;
  actor: { kind: 'user' | 'system' | 'contact'; id: string | null; name: string };
  at: Date;
  data: Record<string, unknown>;
  because: Record<string, unknown> | null;
}

/** `hand`: a person chose it. `default`: it is as every ticket begins. The others name what decided. */
export type ReasonCode =
  | 'hand'
  | 'default'
  | 'opened'
  | 'line'
  | 'message'
  | 'macro'
  | 'rule'
  | 'visit'
  | 'assignment'
  | 'claimed'
  | 'merge'
  | 'split'
  | 'undo'
  | 'contact-merge'
  | 'sla';

export interface Reason {
  code: ReasonCode;
  by: Fact['actor'];
  at: Date;
  from?: unknown;
  to?: unknown;
  because?: Record<string, unknown>;
}

interface Aspect {
  question: 'status' | 'priority' | 'mode' | 'type' | 'assignee' | 'team' | 'due';
  event: string;
  /** What `ticket.created` calls it. */
  begins?: string;
  usual?: unknown;
}

export const ASPECTS: readonly Aspect[] = [
  { question: 'status', event: 'ticket.status-changed' },
  { question: 'priority', event: 'ticket.priority-changed', begins: 'priority', usual: 2 },
  { question: 'mode', event: 'ticket.mode-changed', begins: 'mode', usual: 'digital' },
  { question: 'type', event: 'ticket.type-changed' },
  { question: 'assignee', event: 'ticket.assigned', begins: 'assigneeId', usual: null },
  { question: 'team', event: 'ticket.team-changed', begins: 'teamId', usual: null },
  { question: 'due', event: 'ticket.due-at-changed' },
];

/** Nobody reads further back than this. */
const SHOWN = 10;

/** The reasons of one aspect, the one that holds first. */
export function reasonsFor(aspect: Aspect, history: readonly Fact[]): Reason[] {
  const changes = history.filter((fact) => fact.type === aspect.event);
  const created = history.find((fact) => fact.type === 'ticket.created');
  const reasons = changes.map((fact) => reason(codeOf(fact), fact, fact.data.from, fact.data.to));
  if (created) reasons.unshift(reason(beginning(aspect, created), created));
  return reasons.reverse().slice(0, SHOWN);
}

function beginning({ begins, usual }: Aspect, created: Fact): ReasonCode {
  const value = begins ? created.data[begins] : undefined;
  if (value === undefined || value === usual) return 'default';
  if (created.because && 'inbox' in created.because) return 'line';
  return created.because && 'splitFrom' in created.because ? 'split' : 'opened';
}

/** The key of `because` says what decided. */
const DECIDED: Record<string, ReasonCode> = {
  message: 'message',
  macro: 'macro',
  rule: 'rule',
  visit: 'visit',
  assignment: 'assignment',
  claimed: 'claimed',
  merged: 'merge',
  unmerged: 'undo',
  undo: 'undo',
  cancelled: 'undo',
  contactsMerged: 'contact-merge',
  mergeUndone: 'undo',
  sla: 'sla',
};

function codeOf({ because, actor }: Fact): ReasonCode {
  const [known] = Object.keys(because ?? {}).flatMap((key) => DECIDED[key] ?? []);
  return known ?? (actor.kind === 'system' ? 'rule' : 'hand');
}

const reason = (code: ReasonCode, { actor, at, because }: Fact, from?: unknown, to?: unknown): Reason => ({
  code,
  by: actor,
  at,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(because && { because }),
});

/** Priorities are numbers in the history, so that they can be sorted; people read words. */
export const inWords = (question: Aspect['question'], value: unknown): unknown =>
  question === 'priority' && typeof value === 'number' ? priorityName(value) : value;
