import type { Condition, Decisive } from '../../tickets/conditions/condition.rules.js';
import type { When } from '../../tickets/conditions/field.rules.js';
import type { MacroAction } from '../../tickets/templates/macro.rules.js';
import {
  MODES,
  PRIORITIES,
  priorityRank,
  STATUS_CATEGORIES,
  type Mode,
  type Priority,
  type StatusCategory,
} from '../../tickets/ticket.rules.js';
import { VISIT_KINDS, type VisitKind } from '../../tickets/visit.events.js';

/** When, if, then. Pure: what a rule says, and what it comes to on a ticket. */

export interface Notice {
  users: string[];
  teams: string[];
  text: string;
}

export type RuleAction =
  | { type: 'priority' | 'priority_at_least' | 'priority_at_most'; value: Priority }
  | { type: 'mode'; value: Mode }
  | { type: 'type'; value: string }
  | { type: 'status'; value: string }
  | { type: 'team' | 'assignee' | 'place'; value: string | null }
  | { type: 'tag' | 'untag'; value: string }
  | { type: 'snooze'; value: number }
  | { type: 'reply' | 'note'; value: string }
  | { type: 'notify'; value: Notice }
  | { type: 'webhook'; value: string }
  | { type: 'visit'; value: VisitKind | 'by_type' }
  | { type: 'macro'; value: string };
export type ActionType = RuleAction['type'];

/** From when time is counted. `due_in`: before the promise ends; the others look back. */
export const ANCHORS = ['created', 'updated', 'message', 'waiting', 'solved', 'due_in', 'due_past'] as const;
export type Anchor = (typeof ANCHORS)[number];
export interface TimeTrigger {
  since: Anchor;
  hours: number;
  /** Counted in the hours in which the ticket's team, line or contract works. */
  business: boolean;
}

export interface RuleDefinition {
  name: string;
  events: When[];
  time: TimeTrigger | null;
  condition: Condition;
  actions: RuleAction[];
  stop: boolean;
}

/** A rule as it is held in memory and judged. */
export interface ReadyRule extends RuleDefinition {
  id: string;
  version: number;
  ratePerHour: number | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isUuid = (v: unknown): v is string => typeof v === 'string' && UUID.test(v);
const isText = (v: unknown, longest: number): v is string =>
  typeof v === 'string' && v.trim() !== '' && v.length <= longest && !v.includes('\u0000');
const MOST_MINUTES = 366 * 24 * 60;

/** How an action's value is chosen in the editor, what fits, and what a caller is told where it does not. */
interface ActionShape {
  value:
    | 'priority'
    | 'mode'
    | 'type'
    | 'status'
    | 'team'
    | 'user'
    | 'site'
    | 'tag'
    | 'minutes'
    | 'text'
    | 'template'
    | 'notice'
    | 'url'
    | 'visit-kind'
    | 'macro';
  fits: (value: unknown) => boolean;
  words: string;
  values?: readonly string[];
}

const PRIORITY: ActionShape = {
  value: 'priority',
  fits: (v) => PRIORITIES.includes(v as Priority),
  words: `one of ${PRIORITIES.join(', ')}`,
  values: PRIORITIES,
};
const TAG: ActionShape = { value: 'tag', fits: (v) => isText(v, 50), words: 'a tag' };
const VISITS = ['by_type', ...VISIT_KINDS];

export const ACTIONS: Readonly<Record<ActionType, ActionShape>> = {
  priority: PRIORITY,
  priority_at_least: PRIORITY,
  priority_at_most: PRIORITY,
  mode: { value: 'mode', fits: (v) => MODES.includes(v as Mode), words: `one of ${MODES.join(', ')}`, values: MODES },
  type: { value: 'type', fits: (v) => isText(v, 40), words: 'a type of ticket' },
  status: {
    value: 'status',
    fits: (v) => STATUS_CATEGORIES.includes(v as StatusCategory) || isUuid(v),
    words: 'the id of a status, or a category',
  },
  team: { value: 'team', fits: (v) => v === null || isUuid(v), words: 'the id of a team, or null' },
  assignee: { value: 'user', fits: (v) => v === null || isUuid(v), words: 'the id of a user, or null' },
  place: { value: 'site', fits: (v) => v === null || isUuid(v), words: 'the id of a site, or null' },
  tag: TAG,
  untag: TAG,
  snooze: {
    value: 'minutes',
    fits: (v) => Number.isInteger(v) && Number(v) > 0 && Number(v) <= MOST_MINUTES,
    words: 'minutes',
  },
  reply: { value: 'template', fits: (v) => isText(v, 10_000), words: 'a text' },
  note: { value: 'template', fits: (v) => isText(v, 10_000), words: 'a text' },
  notify: { value: 'notice', fits: isNotice, words: '{users, teams, text} with somebody to tell' },
  webhook: { value: 'url', fits: isWebAddress, words: 'an address that begins with http:// or https://' },
  visit: {
    value: 'visit-kind',
    fits: (v) => typeof v === 'string' && VISITS.includes(v),
    words: `one of ${VISITS.join(', ')}`,
    values: VISITS,
  },
  macro: { value: 'macro', fits: isUuid, words: 'the id of a macro' },
};

function isNotice(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { users, teams, text, ...rest } = value as Record<string, unknown>;
  const ids = (list: unknown): boolean => Array.isArray(list) && list.length <= 50 && list.every(isUuid);
  return (
    Object.keys(rest).length === 0 &&
    ids(users) &&
    ids(teams) &&
    (users as unknown[]).length + (teams as unknown[]).length > 0 &&
    isText(text, 2_000)
  );
}

function isWebAddress(value: unknown): boolean {
  if (!isText(value, 2_000) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** What is wrong with a list of actions, by path; empty where nothing is. */
export function actionProblems(actions: unknown[]): { path: string; message: string }[] {
  return actions.flatMap((action, at) => {
    const { type, value, ...rest } = (typeof action === 'object' && action !== null ? action : {}) as Record<
      string,
      unknown
    >;
    const shape = typeof type === 'string' && Object.hasOwn(ACTIONS, type) ? ACTIONS[type as ActionType] : undefined;
    if (!shape) return [{ path: `actions[${at}].type`, message: `expects one of ${Object.keys(ACTIONS).join(', ')}` }];
    const [unknown] = Object.keys(rest);
    if (unknown) return [{ path: `actions[${at}].${unknown.slice(0, 60)}`, message: 'is not known' }];
    return shape.fits(value) ? [] : [{ path: `actions[${at}].value`, message: `expects ${shape.words}` }];
  });
}

/** What the actions come to on a ticket, later ones over earlier ones. */
export interface RulePlan {
  change: {
    priority?: number;
    mode?: Mode;
    type?: string;
    statusId?: string;
    category?: StatusCategory;
    teamId?: string | null;
    assigneeId?: string | null;
    siteId?: string | null;
    tags?: string[];
    snoozedUntil?: Date;
  };
  says: { kind: 'reply' | 'note'; text: string }[];
  notices: Notice[];
  hooks: string[];
  visits: VisitKind[];
}

export interface Planned {
  priority: number;
  type: string;
  tags: readonly string[];
}

/** Macros are put in place of the actions that name them before. */
export function planOf(actions: readonly RuleAction[], ticket: Planned, now: Date): RulePlan {
  const plan: RulePlan = { change: {}, says: [], notices: [], hooks: [], visits: [] };
  const { change } = plan;
  const tags = new Set(ticket.tags);
  for (const action of actions) {
    switch (action.type) {
      case 'priority':
        change.priority = priorityRank(action.value);
        break;
      case 'priority_at_least':
        change.priority = Math.max(change.priority ?? ticket.priority, priorityRank(action.value));
        break;
      case 'priority_at_most':
        change.priority = Math.min(change.priority ?? ticket.priority, priorityRank(action.value));
        break;
      case 'mode':
        change.mode = action.value;
        break;
      case 'type':
        change.type = action.value.trim();
        break;
      case 'status':
        delete change.statusId;
        delete change.category;
        if (isUuid(action.value)) change.statusId = action.value;
        else change.category = action.value as StatusCategory;
        break;
      case 'team':
        change.teamId = action.value;
        break;
      case 'assignee':
        change.assigneeId = action.value;
        break;
      case 'place':
        change.siteId = action.value;
        break;
      case 'tag':
        tags.add(action.value.trim().toLowerCase());
        break;
      case 'untag':
        tags.delete(action.value.trim().toLowerCase());
        break;
      case 'snooze':
        change.snoozedUntil = new Date(now.getTime() + action.value * 60_000);
        break;
      case 'reply':
      case 'note':
        plan.says.push({ kind: action.type, text: action.value });
        break;
      case 'notify':
        plan.notices.push(action.value);
        break;
      case 'webhook':
        plan.hooks.push(action.value);
        break;
      case 'visit':
        plan.visits.push(action.value === 'by_type' ? kindOf(change.type ?? ticket.type) : action.value);
        break;
      case 'macro':
        break;
    }
  }
  if (tags.size !== ticket.tags.length || ticket.tags.some((tag) => !tags.has(tag))) change.tags = [...tags].sort();
  return plan;
}

/** A ticket of type "installation" wants an installation; hands that mend are what is wanted most. */
const kindOf = (type: string): VisitKind =>
  VISIT_KINDS.find((kind) => kind === type.toLowerCase().replace(/[\s-]+/g, '_')) ?? 'repair';

/** A macro's steps as actions of a rule. Nobody runs it, so what would go to who runs it goes to nobody. */
export const actionsOfMacro = (steps: readonly MacroAction[]): RuleAction[] =>
  steps.filter((step) => !(step.type === 'assignee' && step.value === 'me')) as RuleAction[];

/** What a firing did, kept so that it can be read and taken back. */
export interface Effects {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  tagged: string[];
  untagged: string[];
  /** What left the ticket, or stands on it as a message: it is not taken back. */
  done: { type: 'reply' | 'note' | 'notify' | 'webhook' | 'visit'; detail: string }[];
  refused: { type: string; why: string }[];
}

export const anyEffect = ({ change, says, notices, hooks, visits }: RulePlan, differs: boolean): boolean =>
  (differs && Object.keys(change).length > 0) || says.length + notices.length + hooks.length + visits.length > 0;

/** How the tags that a rule changed come back: those it set that still stand go, those it took that are still missing return. */
export function tagsBack(
  now: readonly string[],
  { tagged, untagged }: Pick<Effects, 'tagged' | 'untagged'>,
): { tags: string[]; kept: boolean } {
  const goes = tagged.filter((tag) => now.includes(tag));
  const returns = untagged.filter((tag) => !now.includes(tag));
  return {
    tags: [...now.filter((tag) => !goes.includes(tag)), ...returns].sort(),
    kept: goes.length < tagged.length || returns.length < untagged.length,
  };
}

/** What the ticket's history says about a change that a rule made. */
export const because = ({ id, name, version }: ReadyRule, matched: Decisive[]): Record<string, unknown> => ({
  rule: name,
  ruleId: id,
  version,
  matched: matched.slice(0, 12),
});
