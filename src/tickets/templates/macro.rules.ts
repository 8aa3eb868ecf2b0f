import { isCategory, isUuid } from '../queue/ticket-filter.rules.js';
import { MODES, PRIORITIES, type Mode, type Priority } from '../ticket.rules.js';

/** One step of a macro, as it is stored. `value` depends on the type. */
export type MacroAction =
  | { type: 'status'; value: string }
  | { type: 'priority'; value: Priority }
  | { type: 'mode'; value: Mode }
  | { type: 'type'; value: string }
  | { type: 'assignee'; value: string | null }
  | { type: 'team'; value: string | null }
  | { type: 'place'; value: string | null }
  | { type: 'tag' | 'untag'; value: string }
  | { type: 'snooze'; value: number }
  | { type: 'reply' | 'note'; value: string };

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= longest;
const MAX_SNOOZE_MINUTES = 366 * 24 * 60;

const EXPECTED: Record<MacroAction['type'], [fits: (value: unknown) => boolean, words: string]> = {
  status: [(v) => isText(v, 60) && (isCategory(v) || isUuid(v)), 'the id of a status, or a category'],
  priority: [(v) => PRIORITIES.includes(v as Priority), `one of ${PRIORITIES.join(', ')}`],
  mode: [(v) => MODES.includes(v as Mode), `one of ${MODES.join(', ')}`],
  type: [(v) => isText(v, 40), 'a type of ticket'],
  assignee: [(v) => v === null || v === 'me' || (isText(v, 60) && isUuid(v)), 'the id of a user, "me", or null'],
  team: [(v) => v === null || (isText(v, 60) && isUuid(v)), 'the id of a team, or null'],
  place: [(v) => v === null || (isText(v, 60) && isUuid(v)), 'the id of a site, or null'],
  tag: [(v) => isText(v, 60), 'a tag'],
  untag: [(v) => isText(v, 60), 'a tag'],
  snooze: [(v) => Number.isInteger(v) && Number(v) > 0 && Number(v) <= MAX_SNOOZE_MINUTES, 'minutes'],
  reply: [(v) => isText(v, 10_000), 'a text'],
  note: [(v) => isText(v, 10_000), 'a text'],
};

/** What is wrong with a list of steps, by path; empty where nothing is. */
export function faultsOfActions(actions: unknown[]): { path: string; message: string }[] {
  return actions.flatMap((action, at) => {
    const { type, value, ...rest } = (typeof action === 'object' && action !== null ? action : {}) as Record<
      string,
      unknown
    >;
    const known =
      typeof type === 'string' && Object.hasOwn(EXPECTED, type) ? EXPECTED[type as MacroAction['type']] : undefined;
    if (!known) return [{ path: `actions[${at}].type`, message: `expects one of ${Object.keys(EXPECTED).join(', ')}` }];
    const [unknown] = Object.keys(rest);
    if (unknown) return [{ path: `actions[${at}].${unknown}`, message: 'is not known' }];
    return known[0](value) ? [] : [{ path: `actions[${at}].value`, message: `expects ${known[1]}` }];
  });
}

/** What the steps come to, later ones over earlier ones. Pure: time in, plan out. */
export interface MacroPlan {
  change: {
    status?: string;
    priority?: Priority;
    mode?: Mode;
    type?: string;
    assigneeId?: string | null;
    teamId?: string | null;
    siteId?: string | null;
    tags?: string[];
    snoozedUntil?: Date;
  };
  say: { kind: 'reply' | 'note'; text: string }[];
}

export function planOf(actions: MacroAction[], ticket: { tags: string[] }, me: string | null, now: Date): MacroPlan {
  const plan: MacroPlan = { change: {}, say: [] };
  let tags = ticket.tags;
  for (const action of actions) {
    switch (action.type) {
      case 'assignee':
        plan.change.assigneeId = action.value === 'me' ? me : action.value;
        break;
      case 'team':
        plan.change.teamId = action.value;
        break;
      case 'place':
        plan.change.siteId = action.value;
        break;
      case 'tag':
        tags = [...tags.filter((tag) => tag !== action.value), action.value];
        break;
      case 'untag':
        tags = tags.filter((tag) => tag !== action.value);
        break;
      case 'snooze':
        plan.change.snoozedUntil = new Date(now.getTime() + action.value * 60_000);
        break;
      case 'reply':
      case 'note':
        plan.say.push({ kind: action.type, text: action.value });
        break;
      default:
        Object.assign(plan.change, { [action.type]: action.value });
    }
  }
  if (tags !== ticket.tags) plan.change.tags = tags;
  return plan;
}
