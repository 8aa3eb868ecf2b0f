/** How often work comes back: rules of RFC 5545 as a form has them. Pure. */
export type Rhythm = 'weekly' | 'monthly' | 'own';

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** `every`: 2 is each second week or month. `count`: how many in all; null: until somebody ends it. */
export function ruleOf(form: { rhythm: Rhythm; every: number; count: number | null; own: string }): string {
  if (form.rhythm === 'own') return form.own.trim().replace(/^RRULE:/i, '');
  return [
    `FREQ=${form.rhythm === 'weekly' ? 'WEEKLY' : 'MONTHLY'}`,
    ...(form.every > 1 ? [`INTERVAL=${form.every}`] : []),
    ...(form.count ? [`COUNT=${form.count}`] : []),
  ].join(';');
}

export type RuleWords = { key: 'weekly' | 'monthly'; count: number } | { key: 'own'; rule: string };

/** A rule that the form could have made, in words; another one as it stands. */
export function ruleWords(rule: string): RuleWords {
  const parts = new Map(rule.split(';').map((part) => part.toUpperCase().split('=') as [string, string]));
  const isPlain = [...parts.keys()].every((key) => ['FREQ', 'INTERVAL', 'COUNT'].includes(key));
  const key = { WEEKLY: 'weekly', MONTHLY: 'monthly' }[parts.get('FREQ') ?? ''] as 'weekly' | 'monthly' | undefined;
  const count = Number(parts.get('INTERVAL') ?? 1);
  return isPlain && key && count >= 1 ? { key, count } : { key: 'own', rule };
}

/** What somebody who wants more than the form offers begins with: the same weekday of each month. */
export function nthWeekday(wall: string): string {
  const day = new Date(`${wall.slice(0, 10)}T12:00:00Z`);
  const nth = Math.min(4, Math.ceil(day.getUTCDate() / 7));
  return `FREQ=MONTHLY;BYDAY=${nth}${DAYS[day.getUTCDay()]}`;
}
