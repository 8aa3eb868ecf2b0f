import { useTranslation } from 'react-i18next';
import type { TicketEvent } from '../../api/tickets.types';
import { useStatuses, useTeams, useUsers } from '../queue/lookups.queries';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { statusName } from './status-name';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

/** A fact of the history in a short sentence. An event that this build does not know is named as it is. */
export function useEventWords(): (event: TicketEvent) => string {
  const { t } = useTranslation();
  const statuses = useStatuses();
  const users = useUsers();
  const teams = useTeams();
  const reader = useReader();
  const now = useNow(60_000);

  const named = (list: { id: string; name: string }[] | undefined, value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'object') return String((value as { name?: unknown }).name ?? '');
    return list?.find((item) => item.id === value)?.name ?? '';
  };
  const statusWord = (value: unknown): string => {
    const status = statuses.data?.find((one) => one.id === value);
    return status ? statusName(status, t) : named(undefined, value);
  };
  const word = (type: string, value: unknown): string => {
    switch (type) {
      case 'ticket.status-changed':
        return statusWord(value);
      case 'ticket.assigned':
        return named(users.data, value);
      case 'ticket.team-changed':
        return named(teams.data, value);
      case 'ticket.priority-changed': {
        const key = typeof value === 'number' ? PRIORITIES[value - 1] : String(value);
        return t(`ticket.priorities.${key}`, { defaultValue: String(value) });
      }
      case 'ticket.mode-changed':
        return t(`ticket.modes.${String(value)}`, { defaultValue: String(value) });
      case 'ticket.type-changed':
        return t(`ticket.types.${String(value)}`, { defaultValue: String(value) });
      case 'ticket.snoozed':
        return typeof value === 'string' ? shortTime(value, now, reader) : '';
      case 'ticket.tagged':
        return Array.isArray(value) ? value.join(', ') : String(value ?? '');
      default:
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    }
  };
  return (event) => {
    const to = word(event.type, event.data.to);
    const key = `events.${event.type.replace('.', '-')}`;
    const variant = to === '' ? `${key}-none` : key;
    return t([variant, key], { ...event.data, from: word(event.type, event.data.from), to, defaultValue: event.type });
  };
}
