import { useTranslation } from 'react-i18next';
import type { MacroAction } from '../../api/tickets.types';
import { useSiteNames } from '../customer/place-picker';
import { useStatuses, useTeams, useUsers } from '../queue/lookups.queries';
import { durationWords } from '../settings/promises/duration.rules';

/** What one action of a macro does, in words. */
export function useMacroWords(): (action: MacroAction) => string {
  const { t } = useTranslation();
  const statuses = useStatuses();
  const users = useUsers();
  const teams = useTeams();
  const siteName = useSiteNames();
  return (action) => {
    const value = action.value ?? action.text;
    if (action.type === 'place')
      return t('macros.place', {
        value: (value && siteName(String(value))) || t(value ? 'macros.aPlace' : 'ticket.noPlace'),
      });
    if (action.type === 'snooze') return t('macros.snooze', { value: durationWords(Number(value)) });
    const known = [...(statuses.data ?? []), ...(users.data ?? []), ...(teams.data ?? [])].find((i) => i.id === value);
    const words =
      known?.name ??
      (typeof value === 'string'
        ? t([`ticket.priorities.${value}`, `ticket.modes.${value}`], { defaultValue: value.slice(0, 80) })
        : Array.isArray(value)
          ? value.join(', ')
          : '');
    return t(`macros.${action.type}`, { value: words, defaultValue: `${action.type} ${words}` });
  };
}
