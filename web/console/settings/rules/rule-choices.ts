import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contracts, rules } from '../../../api/rules.api';
import { tickets } from '../../../api/tickets.api';
import { useSiteNames } from '../../customer/place-picker';
import { useInboxes, useStatuses, useTags, useTeams, useUsers } from '../../queue/lookups.queries';

export interface Choice {
  value: string;
  label: string;
}

export const RULES = ['rules'] as const;
export const PACKAGES = ['packages'] as const;
const RARELY = 5 * 60_000;

export const useVocabulary = () =>
  useQuery({ queryKey: ['rules', 'vocabulary'], queryFn: rules.vocabulary, staleTime: Infinity });

/** Values that come from a list of the desk: people, teams, statuses … by the vocabulary's name for it. */
export function useChoices(): (of: string | undefined) => Choice[] | undefined {
  const named = (list?: { id: string; name: string }[]): Choice[] =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const users = useUsers().data;
  const teams = useTeams().data;
  const statuses = useStatuses().data;
  const inboxes = useInboxes().data;
  const tags = useTags().data;
  const packages = useQuery({ queryKey: PACKAGES, queryFn: contracts.packages, staleTime: RARELY }).data;
  const macros = useQuery({ queryKey: ['macros'], queryFn: tickets.macros, staleTime: RARELY }).data;
  return (of) => {
    switch (of) {
      case 'user':
        return named(users);
      case 'team':
        return named(teams);
      case 'status':
        return named(statuses);
      case 'inbox':
        return named(inboxes);
      case 'macro':
        return named(macros);
      case 'package':
        return (packages ?? []).map(({ key, name }) => ({ value: key, label: `${name} (${key})` }));
      case 'tag':
        return (tags ?? []).map((tag) => ({ value: tag, label: tag }));
      default:
        return undefined;
    }
  };
}

/** The words of the vocabulary in the reader's language. */
export function useWords() {
  const { t } = useTranslation();
  const choices = useChoices();
  const siteName = useSiteNames();
  const key = (name: string): string => name.replaceAll('.', '-');
  const field = (name: string): string => {
    if (name.startsWith('previous.')) return t('rules.before', { field: field(name.slice(9)) });
    const own = /^(?:contact\.|company\.)?fields\.(.+)$/.exec(name);
    return own ? own[1]! : t(`rules.fields.${key(name)}`, { defaultValue: name });
  };
  const word = (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('rules.nobody');
    if (Array.isArray(value)) return value.map((one) => word(name, one)).join(', ');
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    const text = String(value);
    const plain = name.replace('previous.', '');
    if (FREE.test(plain)) return text;
    if (plain === 'site' || plain === 'place') return siteName(text) ?? t('macros.aPlace');
    const list = choices(OF[plain]);
    const listed = list?.find((one) => one.value === text)?.label;
    if (listed) return listed;
    if (plain === 'event') return t(`rules.events.${key(text)}`, { defaultValue: text });
    if (plain === 'changed') return field(text);
    return t([`rules.values.${key(text)}`, `why.values.${text}`], { defaultValue: text });
  };
  const op = (name: string): string => t(`rules.ops.${name}`, { defaultValue: name });
  const event = (name: string): string => t(`rules.events.${key(name)}`, { defaultValue: name });
  return { t, field, word, op, event, choices };
}

/** What people write themselves is shown as it is, also where it happens to be one of our words. */
const FREE = /tags?$|untag|name$|title$|^(subject|words|language|reply|note|webhook|fields)/;

/** From which list a field's values come: what the server says, for the places that have no vocabulary at hand. */
const OF: Record<string, string> = {
  team: 'team',
  assignee: 'user',
  status: 'status',
  inbox: 'inbox',
  macro: 'macro',
  'package.key': 'package',
};
