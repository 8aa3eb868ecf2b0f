import { useQuery } from '@tanstack/react-query';
import { channels } from '../../api/channels.api';
import { identity } from '../../api/identity.api';
import { tickets } from '../../api/tickets.api';

/** Short lists that every page may need. They change rarely. */
const RARELY = 5 * 60_000;

export const STATUSES = ['statuses'] as const;
export const USERS = ['users'] as const;
export const TEAMS = ['teams'] as const;
export const TAGS = ['tags'] as const;
export const INBOXES = ['inboxes'] as const;
export const CHANNELS = ['channels'] as const;

export const useStatuses = () =>
  useQuery({
    queryKey: STATUSES,
    queryFn: async () => (await tickets.statuses()).toSorted((a, b) => a.position - b.position),
    staleTime: RARELY,
  });
export const useUsers = () => useQuery({ queryKey: USERS, queryFn: identity.users, staleTime: RARELY });
export const useTeams = () => useQuery({ queryKey: TEAMS, queryFn: identity.teams, staleTime: RARELY });
export const useTags = () => useQuery({ queryKey: TAGS, queryFn: tickets.tags, staleTime: RARELY });
export const useInboxes = (enabled = true) =>
  useQuery({ queryKey: INBOXES, queryFn: channels.inboxes, staleTime: RARELY, enabled });
export const useChannels = () => useQuery({ queryKey: CHANNELS, queryFn: channels.channels, staleTime: RARELY });
