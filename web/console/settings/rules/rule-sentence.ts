import type { Condition, Decisive, Deed, Rule, RuleAction, RuleTime } from '../../../api/rules.types';
import { groupOf, isTest } from './condition.rules';
import { useWords } from './rule-choices';

/** Rules, and what they did, as sentences. */
export function useSentences() {
  const { t, field, word, op, event } = useWords();
  const test = ({ field: name, op: how, value }: { field: string; op: string; value?: unknown }): string =>
    [field(name), op(how), ['known', 'unknown'].includes(how) ? '' : word(name, value)].filter(Boolean).join(' ');
  const condition = (one: Condition): string => {
    if (isTest(one)) return test(one);
    const { kind, items } = groupOf(one);
    if (items.length === 0) return t('rules.always');
    const parts = items.map((item) => {
      const words = condition(item);
      return !isTest(item) && items.length > 1 ? `(${words})` : words;
    });
    const joined = parts.join(` ${t(kind === 'all' ? 'rules.and' : 'rules.or')} `);
    return kind === 'none' ? t('rules.noneOf', { list: joined }) : joined;
  };
  const action = ({ type, value }: RuleAction): string => {
    const told = value as { text?: string };
    const text =
      type === 'notify'
        ? (told.text ?? '')
        : type === 'snooze'
          ? `${String(value)} min`
          : word(OF[type] ?? type, value);
    return `${t(`rules.actions.${type}`, { defaultValue: type })} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
  };
  const time = (given: RuleTime | null): string =>
    given
      ? t(given.business ? 'rules.timeBusiness' : 'rules.timeClock', {
          hours: given.hours,
          since: t(`rules.anchors.${given.since}`),
        })
      : '';
  const when = ({ events, time: given }: Pick<Rule, 'events' | 'time'>): string =>
    events.map((name) => (name === 'time' && given ? time(given) : event(name))).join(` ${t('rules.or')} `);
  const change = ({ field: name, from, to }: Deed['changes'][number]): string => {
    if (name !== 'tags') return `${field(name)}: ${word(name, from)} → ${word(name, to)}`;
    const list = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);
    const [added, removed] = [
      list(to).filter((tag) => !list(from).includes(tag)),
      list(from).filter((tag) => !list(to).includes(tag)),
    ];
    return [field('tags') + ':', ...added.map((tag) => `+${tag}`), ...removed.map((tag) => `−${tag}`)].join(' ');
  };
  const because = (list: Decisive[]): string =>
    list
      .map((one) => {
        const isLong = Array.isArray(one.actual) && one.op.startsWith('mentions');
        return isLong
          ? `${field(one.field)}: “${(one.actual as string[]).join('”, “')}”`
          : `${field(one.field)} ${op(one.op)} ${word(one.field, one.value)}`;
      })
      .join(' · ');
  const name = (rule: Pick<Rule, 'name' | 'shipped' | 'version'>): string =>
    rule.shipped && rule.version === 1
      ? t(`rules.shipped.${rule.shipped}.name`, { defaultValue: rule.name })
      : rule.name;
  const about = (rule: Pick<Rule, 'about' | 'shipped' | 'version'>): string =>
    rule.shipped && rule.version === 1
      ? t(`rules.shipped.${rule.shipped}.about`, { defaultValue: rule.about ?? '' })
      : (rule.about ?? '');
  return { t, condition, action, when, change, because, name, about, event };
}

const OF: Record<string, string> = {
  priority_at_least: 'priority',
  priority_at_most: 'priority',
};
