import { useQuery } from '@tanstack/react-query';
import type { Named } from '../../api/identity.types';
import { useMe } from '../session/session';

export type Looker = Named & { typing?: boolean };

export const presenceOf = (ticketId: string) => ['presence', ticketId] as const;

/** Who else looks at the ticket, or types there; kept by what the socket tells. */
export function useLookers(ticketId: string): Looker[] {
  const me = useMe();
  const { data } = useQuery<Looker[]>({ queryKey: presenceOf(ticketId), enabled: false, initialData: [] });
  return data.filter((user) => user.id !== me.id);
}
