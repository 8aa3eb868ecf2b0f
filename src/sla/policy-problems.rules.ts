import { STATUS_CATEGORIES } from '../tickets/ticket.rules.js';
import { PRIORITY_WORDS, TARGETS, type PolicyDefinition, type Step, type TargetDefinition } from './policy.rules.js';

/** What is wrong with a policy, beyond its shape. Pure. */

export interface Problem {
  path: string;
  message: string;
}

/** Ten years: beyond it somebody mistook seconds for minutes. */
export const MOST_MINUTES = 5_256_000;

export function policyProblems({ targets, steps }: Pick<PolicyDefinition, 'targets' | 'steps'>): Problem[] {
  return [
    ...(targets.length === 0 ? [{ path: 'targets', message: 'promise at least one thing' }] : []),
    ...targets.flatMap((target, at) => targetProblems(target, `targets[${at}]`, targets.slice(0, at))),
    ...steps.flatMap((step, at) => stepProblems(step, `steps[${at}]`, steps.slice(0, at))),
  ];
}

function targetProblems(one: TargetDefinition, path: string, before: TargetDefinition[]): Problem[] {
  const minutes = Object.entries(one.minutes ?? {});
  return [
    ...(before.some((other) => other.target === one.target)
      ? [{ path: `${path}.target`, message: 'is promised above already' }]
      : []),
    ...(minutes.length === 0
      ? [{ path: `${path}.minutes`, message: 'expects minutes for at least one priority' }]
      : []),
    ...minutes.flatMap(([priority, value]) =>
      !(PRIORITY_WORDS as readonly string[]).includes(priority)
        ? [{ path: `${path}.minutes.${priority}`, message: `expects one of ${PRIORITY_WORDS.join(', ')}` }]
        : typeof value !== 'number' || !(value > 0) || value > MOST_MINUTES
          ? [{ path: `${path}.minutes.${priority}`, message: `expects minutes above 0 and at most ${MOST_MINUTES}` }]
          : [],
    ),
    ...(one.hours === 'calendar' && one.calendarId
      ? [{ path: `${path}.calendarId`, message: 'has no meaning by the clock, day and night' }]
      : []),
    ...(one.target === 'answer' && (one.channels ?? []).length === 0
      ? [{ path: `${path}.channels`, message: 'name the channels on which somebody waits at the other end' }]
      : []),
    ...(one.target !== 'answer' && typeof one.abandonedPercent === 'number'
      ? [{ path: `${path}.abandonedPercent`, message: 'has a meaning only where somebody waits for an answer' }]
      : []),
    ...(one.pausedIn ?? [])
      .filter((category) => !STATUS_CATEGORIES.includes(category) || category === 'solved' || category === 'closed')
      .map(() => ({ path: `${path}.pausedIn`, message: 'expects categories of tickets that are not solved' })),
  ];
}

function stepProblems(step: Step, path: string, before: Step[]): Problem[] {
  const { when } = step;
  const size = when.kind === 'used' ? when.percent : when.kind === 'breach' ? 1 : when.minutes;
  const fits =
    when.kind === 'used' ? size > 0 && size < 100 : when.kind === 'breach' || (size > 0 && size <= MOST_MINUTES);
  const same = (other: Step): boolean =>
    JSON.stringify(other.when) === JSON.stringify(when) &&
    (step.targets ?? TARGETS).some((target) => (other.targets ?? TARGETS).includes(target));
  return [
    ...(fits ? [] : [{ path: `${path}.when`, message: 'expects a percent below 100, or minutes above 0' }]),
    ...(before.some(same)
      ? [{ path: `${path}.when`, message: 'has a step at the same moment above; put them together' }]
      : []),
  ];
}

/** What each kind of action must say. */
export function actionProblems({ actions }: Pick<Step, 'actions'>, path: string): Problem[] {
  return actions.flatMap((action, at) => {
    const missing = missingOf(action);
    return missing
      ? [{ path: `${path}.actions[${at}].${missing}`, message: 'is missing for this kind of action' }]
      : [];
  });
}

function missingOf(action: Step['actions'][number]): string | undefined {
  switch (action.type) {
    case 'assign_team':
      return action.teamId ? undefined : 'teamId';
    case 'assign_user':
      return action.userId ? undefined : 'userId';
    case 'assign_on_call':
      return action.rotaId ? undefined : 'rotaId';
    case 'notify':
      return action.to?.length || action.userIds?.length || action.rotaId ? undefined : 'to';
    case 'page':
      if (!action.by) return 'by';
      return action.userIds?.length || action.rotaId ? undefined : 'userIds';
    case 'raise_priority':
      return undefined;
  }
}
