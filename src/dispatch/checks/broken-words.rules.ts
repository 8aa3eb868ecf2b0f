import type { BrokenRuleView } from './broken-rule.dto.js';
import type { BrokenCode } from './broken.rules.js';

/** Broken rules in English, for whoever reads the answer without a console. Pure. */

type Said = Omit<BrokenRuleView, 'message'>;

const COUNTED: ReadonlySet<BrokenCode> = new Set(['crew_size', 'limit_visits', 'load', 'parts']);
const PLAIN: ReadonlySet<BrokenCode> = new Set(['skill', 'skill_expired', 'territory', 'barred', 'tools']);

/** Whether `by` of a broken rule is minutes, a number of things, or nothing that one counts. */
export const measureOf = (code: BrokenCode): 'minutes' | 'count' | null =>
  PLAIN.has(code) ? null : COUNTED.has(code) ? 'count' : 'minutes';

export function brokenWords(rule: Said): string {
  const who = rule.technician?.name ?? 'Somebody';
  const time = durationOf(rule.minutes ?? 0);
  const what = rule.what ?? '';
  const from = rule.other?.ref ?? 'home';
  const to = rule.visit?.ref ?? 'the visit';
  const words: Record<BrokenCode, string> = {
    past: `It would begin ${time} ago.`,
    crew_size: `It takes ${rule.count} more ${rule.count === 1 ? 'person' : 'people'}.`,
    outside_hours: `${who} does not work then: ${time} of it lie outside the working hours.`,
    absent: `${who} is absent for ${time} of it.`,
    break: `It runs ${time} into a break of ${who}.`,
    overlap: `${who} would be at ${from} and ${to} at once for ${time}.`,
    travel: `${who} lacks ${time} for the way from ${from} to ${to}.`,
    window: `It begins ${time} outside the window that the customer was promised.`,
    site_closed: `The place is closed for ${time} of it.`,
    skill: `${who} lacks the skill ${what}.`,
    skill_expired: `The certificate ${what} of ${who} has run out by then.`,
    territory: `${who} does not serve ${what}.`,
    barred: `${who} may not do it.`,
    tools: `${who} does not carry ${what}.`,
    load: `The van of ${who} lacks room for ${rule.count} of ${what}.`,
    parts: `The van of ${who} lacks ${rule.count} of ${what}.`,
    home_late: `${who} would be home ${time} after the end of work.`,
    limit_visits: `${who} would have ${rule.count} more ${rule.count === 1 ? 'visit' : 'visits'} than a day may have.`,
    limit_work: `${who} would work ${time} more than a day may have.`,
    limit_travel: `${who} would travel ${time} more than a day may have.`,
    limit_week: `${who} would work ${time} more than a week may have.`,
    rest: `${who} lacks ${time} of rest before ${to}.`,
    meal: `${who} would work ${time} too long without a meal.`,
    order: `It must wait ${time} for ${from}.`,
  };
  return words[rule.code];
}

export function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}
