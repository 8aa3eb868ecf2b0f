import { useTranslation } from 'react-i18next';
import { useChannels, useStatuses, useTags, useTeams, useUsers } from './lookups.queries';
import type { Field } from './query-language';

const CATEGORIES = ['new', 'open', 'waiting_customer', 'waiting_third_party', 'visit_scheduled', 'solved', 'closed'];
const PRIORITIES = ['urgent', 'high', 'normal', 'low'];

/** What can stand after a field's colon. */
export function useValues(field: Field | null): { value: string; label: string }[] {
  const { t } = useTranslation();
  const statuses = useStatuses();
  const users = useUsers();
  const teams = useTeams();
  const tags = useTags();
  const channels = useChannels();
  switch (field) {
    case 'status': {
      const words = CATEGORIES.map((value) => ({ value, label: t(`ticket.categories.${value}`) }));
      const taken = new Set(words.map(({ label }) => label));
      const named = (statuses.data ?? []).filter(({ name }) => !taken.has(name));
      return [...words, ...named.map(({ name }) => ({ value: name, label: name }))];
    }
    case 'priority':
      return PRIORITIES.map((value) => ({ value, label: t(`ticket.priorities.${value}`) }));
    case 'assignee':
      return [
        { value: 'me', label: t('queue.me') },
        { value: 'none', label: t('queue.none') },
        ...(users.data ?? []).filter((user) => user.active).map(({ name }) => ({ value: name, label: name })),
      ];
    case 'team':
      return (teams.data ?? []).map(({ name }) => ({ value: name, label: name }));
    case 'tag':
      return (tags.data ?? []).map((tag) => ({ value: tag, label: tag }));
    case 'channel':
      return (channels.data ?? []).map(({ kind, name }) => ({
        value: kind,
        label: t(`channels.${kind}`, { defaultValue: name }),
      }));
    default:
      return [];
  }
}
