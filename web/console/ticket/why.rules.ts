import type { Answered, Explanation } from '../../api/tickets.types';

export interface Question extends Answered {
  question: string;
}

/** The questions that have an answer, in the server's order: those that later rooms add come without a change here. */
export function questionsOf(explanation: Explanation): Question[] {
  return Object.entries(explanation).flatMap(([question, answer]) =>
    typeof answer === 'object' && answer !== null && answer.reasons.length > 0 ? [{ question, ...answer }] : [],
  );
}

/** What a value is called: a person's, team's or status' name, or the word itself. */
export function nameOfValue(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return null;
}

/** The name of the rule that decided, where it is one that people made: what the desk does by itself has no id. */
export function ruleOf(because: unknown): string | null {
  if (typeof because !== 'object' || because === null) return null;
  const { rule, ruleId } = because as { rule?: unknown; ruleId?: unknown };
  return typeof rule === 'string' && typeof ruleId === 'string' ? rule : null;
}

export interface WhoseHours {
  kind: 'contract' | 'site' | 'inbox' | 'team';
  name: string;
}

/** Whose working hours a promise is kept on, where somebody has hours of their own. */
export function hoursOf(because: unknown): WhoseHours | null {
  if (typeof because !== 'object' || because === null) return null;
  const { hours } = ((because as { sla?: unknown }).sla ?? {}) as { hours?: Partial<WhoseHours> };
  return hours?.kind && hours.name ? { kind: hours.kind, name: hours.name } : null;
}

export interface Cause {
  kind: 'calendar' | 'contract' | 'company';
  name: string | null;
}

/** What changed elsewhere, so that a promise was computed anew though nobody had touched the ticket. */
export function causeOf(because: unknown): Cause | null {
  if (typeof because !== 'object' || because === null) return null;
  const { cause } = ((because as { sla?: unknown }).sla ?? {}) as { cause?: Partial<Cause> };
  return cause?.kind ? { kind: cause.kind, name: cause.name ?? null } : null;
}

/** Of the promises that a ticket has, those that still run to a time; each one's ledger is a click away. */
export function runningOf(value: unknown): { target: string; dueAt: string }[] {
  if (!Array.isArray(value)) return [];
  return (value as { target: string; dueAt: string | null; endedAt: string | null }[]).flatMap(
    ({ target, dueAt, endedAt }) => (dueAt && !endedAt ? [{ target, dueAt }] : []),
  );
}
