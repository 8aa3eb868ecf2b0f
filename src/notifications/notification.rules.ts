/** What people are told, and how. Pure. */

export const NOTIFICATION_KINDS = [
  'mention',
  'assigned',
  'answer',
  'promise',
  'page',
  'rule',
  'reminder',
  'report',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Until somebody chooses otherwise. Who works in the queue sees there what is given to them. */
export const MAIL_AT_FIRST: Record<NotificationKind, boolean> = {
  mention: true,
  assigned: false,
  answer: false,
  promise: true,
  page: true,
  rule: true,
  reminder: false,
  report: true,
};

/** The parts that a sentence is made of; which there are depends on the kind. */
export interface NotificationData {
  /** `mention`: the note, `answer`: the newest message, and how it begins. `rule`: what the rule says. */
  messageId?: string;
  text?: string;
  /** `answer`: how many messages there are that were not read. */
  count?: number;
  /** `assigned`, where no person did it: by a rule, by a promise's chain, or in turn. */
  how?: 'rule' | 'promise' | 'turn';
  /** `rule`, and `assigned` by one: its name. `assigned` by a promise: the policy's. `answer`: who wrote. */
  name?: string;
  /** `promise` and `page`: which clock, at which step of it, and when it is due. */
  target?: string;
  level?: string;
  dueAt?: string;
  /** `page`: how the person was to be reached. */
  by?: 'text' | 'call';
  /** `reminder`: what was planned (`text` says what it is about), and on which deal. */
  activity?: string;
  deal?: { number: number; title: string };
  /** `report`: which request, and what happened with it. */
  report?: { number: number; title: string; moment: string };
  /** `reminder`: the help article that should be looked at (`text` is its title). */
  article?: string;
}

const LONGEST_TEXT = 280;

/** The beginning of a text, in one line. */
export function beginningOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT - 1).trimEnd()}…`;
}

/** Who decided where no person did, as the ticket's history tells it. */
export function causeOf(because: Record<string, unknown> = {}): Pick<NotificationData, 'how' | 'name'> {
  const { rule, sla, assignment } = because;
  if (typeof rule === 'string') return { how: 'rule', name: rule };
  if (sla) {
    const { policy } = sla as { policy?: unknown };
    return { how: 'promise', ...(typeof policy === 'string' && { name: policy }) };
  }
  return assignment ? { how: 'turn' } : {};
}

export type Moment = 'soon' | 'missed' | 'late';

/** Where a clock stands at a step of its policy. */
export const momentOf = (level: string | undefined): Moment => {
  if (level === 'breach') return 'missed';
  return level?.startsWith('after:') ? 'late' : 'soon';
};
