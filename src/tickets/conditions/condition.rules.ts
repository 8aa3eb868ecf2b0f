import { fieldNamed, OPS_OF, type ConditionField, type Op } from './field.rules.js';
import { phraseOf, saidIn, wordsOf, type Phrase } from './word.rules.js';

/** Conditions on a ticket: what rules, policies and skills ask of it. Pure: facts in, verdict out. */

export type { Op } from './field.rules.js';

export interface Test {
  field: string;
  op: Op;
  value?: unknown;
}
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test;

/** Matches every ticket. */
export const ALWAYS: Condition = { all: [] };

export type FactValue = string | number | boolean | null | readonly string[];
/** What is known, by the name of the field. A field that is missing is unknown. */
export type TicketFacts = Readonly<Record<string, FactValue | undefined>>;

export interface Decisive {
  field: string;
  op: string;
  value: unknown;
  actual: unknown;
}
export interface Verdict {
  matched: boolean;
  /** The tests that decided: those that held where it matched, the one that did not where it did not. */
  because: Decisive[];
}

export function judge(condition: Condition, facts: TicketFacts): Verdict {
  if ('all' in condition) return judgeAll(condition.all, facts);
  if ('any' in condition) return judgeAny(condition.any, facts);
  if ('not' in condition) {
    const { matched, because } = judge(condition.not, facts);
    return { matched: !matched, because: because.map(opposite) };
  }
  return judgeTest(condition, facts);
}

function judgeAll(conditions: readonly Condition[], facts: TicketFacts): Verdict {
  const because: Decisive[] = [];
  for (const one of conditions) {
    const verdict = judge(one, facts);
    if (!verdict.matched) return verdict;
    because.push(...verdict.because);
  }
  return { matched: true, because };
}

function judgeAny(conditions: readonly Condition[], facts: TicketFacts): Verdict {
  const because: Decisive[] = [];
  for (const one of conditions) {
    const verdict = judge(one, facts);
    if (verdict.matched) return verdict;
    because.push(...verdict.because);
  }
  return { matched: false, because };
}

const OPPOSITES: Partial<Record<string, string>> = {
  is: 'is_not',
  in: 'not_in',
  known: 'unknown',
  at_least: 'less_than',
  at_most: 'more_than',
  contains: 'contains_not',
  has_any: 'has_none',
  mentions: 'mentions_none',
};
const BOTH_WAYS = new Map(Object.entries(OPPOSITES).flatMap(([a, b]) => [[a, b!] as const, [b!, a] as const]));
/** What was asked within a `not` reads the other way round. */
const opposite = (one: Decisive): Decisive => ({ ...one, op: BOTH_WAYS.get(one.op) ?? `not_${one.op}` });

function judgeTest(test: Test, facts: TicketFacts): Verdict {
  const { field, op, value } = test;
  const known = fieldNamed(field);
  const actual = facts[field] ?? null;
  // A condition from before an upgrade may name a field that is gone: it holds for nobody, and breaks nothing.
  if (!known) return { matched: false, because: [{ field, op, value: value ?? null, actual: null }] };
  const { matched, shown } = hold(test, known, actual, facts);
  return { matched, because: [{ field, op, value: value ?? null, actual: shown ?? actual }] };
}

interface Held {
  matched: boolean;
  /** What to show instead of the whole value: of a long letter, the words that counted. */
  shown?: unknown;
}

function hold(test: Test, field: ConditionField, actual: FactValue, facts: TicketFacts): Held {
  switch (test.op) {
    case 'known':
      return { matched: !isEmpty(actual) };
    case 'unknown':
      return { matched: isEmpty(actual) };
    case 'mentions':
    case 'mentions_all':
    case 'mentions_none':
      return mentioned(test, actual, facts);
    case 'has_any':
    case 'has_all':
    case 'has_none':
      return { matched: holdsSet(test.op, lowered(listOf(actual)), lowered(listOf(test.value))) };
    case 'at_least':
    case 'at_most':
    case 'more_than':
    case 'less_than':
      return { matched: holdsSize(test.op, field, actual, test.value) };
    default:
      return { matched: holdsText(test.op, actual, test.value) };
  }
}

function holdsText(op: Op, actual: FactValue, value: unknown): boolean {
  switch (op) {
    case 'is':
      return same(actual, value);
    case 'is_not':
      return !same(actual, value);
    case 'in':
      return listOf(value).some((one) => same(actual, one));
    case 'not_in':
      return !listOf(value).some((one) => same(actual, one));
    case 'contains':
      return textOf(actual).includes(textOf(value));
    case 'contains_not':
      return !textOf(actual).includes(textOf(value));
    case 'starts_with':
      return textOf(actual).startsWith(textOf(value));
    default:
      return false;
  }
}

function holdsSet(op: 'has_any' | 'has_all' | 'has_none', actual: string[], wanted: string[]): boolean {
  if (op === 'has_all') return wanted.every((one) => actual.includes(one));
  return wanted.some((one) => actual.includes(one)) === (op === 'has_any');
}

/** What is unknown is neither large nor small. */
function holdsSize(op: Op, field: ConditionField, actual: FactValue, value: unknown): boolean {
  const [a, b] = [sizeOf(field, actual), sizeOf(field, value)];
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  if (op === 'at_least') return a >= b;
  if (op === 'at_most') return a <= b;
  return op === 'more_than' ? a > b : a < b;
}

function sizeOf(field: ConditionField, value: unknown): number {
  if (field.kind !== 'ordered') return value === null || value === '' ? Number.NaN : Number(value);
  const rank = field.values?.indexOf(String(value)) ?? -1;
  return rank < 0 ? Number.NaN : rank;
}

const phrases = new WeakMap<Test, Phrase[]>();
const spoken = new WeakMap<TicketFacts, Map<string, string[]>>();

function mentioned(test: Test, actual: FactValue, facts: TicketFacts): Held {
  const wanted = kept(phrases, test, () => listOf(test.value).map(phraseOf));
  const texts = kept(spoken, facts, () => new Map<string, string[]>());
  const words = texts.get(test.field) ?? wordsOf(typeof actual === 'string' ? actual : '');
  texts.set(test.field, words);
  const found = wanted.map((phrase) => saidIn(phrase, words));
  const said = found.filter((one): one is string => one !== undefined);
  if (test.op === 'mentions_all') return { matched: wanted.length > 0 && said.length === wanted.length, shown: said };
  return { matched: said.length > 0 === (test.op === 'mentions'), shown: said };
}

function kept<K extends object, V>(memory: WeakMap<K, V>, key: K, make: () => V): V {
  const value = memory.get(key) ?? make();
  memory.set(key, value);
  return value;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : isEmpty(value) ? [] : [String(value)];
const lowered = (list: string[]): string[] => list.map((one) => one.toLowerCase());
const textOf = (value: unknown): string => (isEmpty(value) ? '' : String(value).toLowerCase());
const same = (a: unknown, b: unknown): boolean =>
  isEmpty(a) || isEmpty(b) ? isEmpty(a) && isEmpty(b) : textOf(a) === textOf(b);

/** The names of all fields that a condition asks about. */
export function fieldsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsIn);
  if ('any' in condition) return condition.any.flatMap(fieldsIn);
  return 'not' in condition ? fieldsIn(condition.not) : [condition.field];
}

/** What is asked must be answerable: the deepest and longest that is read. */
const DEEPEST = 6;
const MOST_TESTS = 100;
const MOST_VALUES = 100;
const LONGEST_VALUE = 500;

export interface Problem {
  path: string;
  message: string;
}

/** What is wrong with a condition that somebody sent, by path; empty where nothing is. */
export function conditionProblems(condition: unknown, root = ''): Problem[] {
  const problems: Problem[] = [];
  let tests = 0;
  const look = (one: unknown, path: string, depth: number): void => {
    const fault = (message: string, at = path): void => void problems.push({ path: at || 'condition', message });
    if (problems.length > 20) return;
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return fault('expects a condition');
    const [group] = ['all', 'any', 'not'].filter((key) => Object.hasOwn(one, key));
    if (depth > DEEPEST) return fault(`is nested deeper than ${DEEPEST} levels`);
    if (!group) {
      tests += 1;
      if (tests === MOST_TESTS + 1) fault(`has more than ${MOST_TESTS} tests`);
      if (tests > MOST_TESTS) return;
      problems.push(...testProblems(one as Record<string, unknown>, path));
      return;
    }
    if (Object.keys(one).length > 1) return fault(`expects nothing beside ${group}`);
    const inner = (one as Record<string, unknown>)[group];
    if (group === 'not') return look(inner, join(path, 'not'), depth + 1);
    if (!Array.isArray(inner)) return fault('expects a list of conditions', join(path, group));
    if (inner.length > MOST_TESTS) return fault(`has more than ${MOST_TESTS} tests`, join(path, group));
    inner.forEach((each, at) => look(each, `${join(path, group)}[${at}]`, depth + 1));
  };
  look(condition, root, 1);
  return problems;
}

const join = (path: string, step: string): string => (path ? `${path}.${step}` : step);

function testProblems(test: Record<string, unknown>, path: string): Problem[] {
  const { field: name, op, value, ...rest } = test;
  const at = (step: string, message: string): Problem[] => [{ path: join(path, step), message }];
  const field = typeof name === 'string' ? fieldNamed(name) : undefined;
  if (!field) return at('field', 'is nothing that a condition can ask about');
  const [unknown] = Object.keys(rest);
  if (unknown) return at(unknown.slice(0, 60), 'is not known');
  const ops: readonly string[] = OPS_OF[field.kind];
  if (typeof op !== 'string' || !ops.includes(op)) return at('op', `expects one of ${ops.join(', ')}`);
  const wrong = valueProblem(field, op as Op, value);
  return wrong ? at('value', wrong) : [];
}

const LISTS: ReadonlySet<Op> = new Set([
  'in',
  'not_in',
  'has_any',
  'has_all',
  'has_none',
  'mentions',
  'mentions_all',
  'mentions_none',
]);

function valueProblem(field: ConditionField, op: Op, value: unknown): string | undefined {
  if (op === 'known' || op === 'unknown') return isEmpty(value) ? undefined : 'expects nothing';
  if (!LISTS.has(op)) return scalarProblem(field, op, value);
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (list.length === 0 || list.length > MOST_VALUES) return `expects 1 to ${MOST_VALUES} values`;
  return list.map((one) => scalarProblem(field, op, one)).find(Boolean);
}

function scalarProblem(field: ConditionField, op: Op, value: unknown): string | undefined {
  if (field.kind === 'flag') return typeof value === 'boolean' ? undefined : 'expects true or false';
  if (field.kind === 'number') return Number.isFinite(value) ? undefined : 'expects a number';
  if (field.kind === 'custom') return customProblem(op, value);
  if (value === null && (op === 'is' || op === 'is_not') && field.kind === 'id') return undefined;
  if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST_VALUE) return 'expects a text';
  if (field.values && !field.values.includes(value)) return `expects one of ${field.values.join(', ')}`;
  return op.startsWith('mentions') && wordsOf(value).length === 0 ? 'expects a word' : undefined;
}

function customProblem(op: Op, value: unknown): string | undefined {
  if (op === 'at_least' || op === 'at_most' || op === 'more_than' || op === 'less_than')
    return Number.isFinite(value) ? undefined : 'expects a number';
  const fits =
    typeof value === 'boolean' ||
    Number.isFinite(value) ||
    (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_VALUE);
  return fits ? undefined : 'expects a text, a number, true or false';
}
