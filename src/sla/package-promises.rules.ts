import { judge, type Condition, type TicketFacts } from '../tickets/conditions/condition.rules.js';

/** Which promises a package brings, before there is a ticket: most of what policies ask is not known yet. Pure. */

export type Answer = 'yes' | 'no' | 'depends';

/** What conditions say where only some facts are known. */
export function partly(condition: Condition, known: TicketFacts): Answer {
  if ('all' in condition) return all(condition.all.map((one) => partly(one, known)));
  if ('any' in condition) return opposite(all(condition.any.map((one) => opposite(partly(one, known)))));
  if ('not' in condition) return opposite(partly(condition.not, known));
  if (!(condition.field in known)) return 'depends';
  return judge(condition, known).matched ? 'yes' : 'no';
}

const all = (answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('depends') ? 'depends' : 'yes';

const opposite = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'depends');

/** Those that can hold, in the order in which they are asked, down to the one that always does. */
export function promisesFor<P extends { conditions: unknown }>(
  policies: readonly P[],
  known: TicketFacts,
): { policy: P; always: boolean }[] {
  const found: { policy: P; always: boolean }[] = [];
  for (const policy of policies) {
    const answer = partly(policy.conditions as Condition, known);
    if (answer !== 'no') found.push({ policy, always: answer === 'yes' });
    if (answer === 'yes') break;
  }
  return found;
}
