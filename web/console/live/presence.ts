import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Named } from '../../api/identity.types';
import { useMe } from '../session/session';
import { useLiveEvent } from './live';
import { presenceOf } from './presence-key';

export type Looker = Named & { typing?: boolean };

/** Who else looks at the ticket, or types there; kept by what the socket tells. */
export function useLookers(ticketId: string): Looker[] {
  const me = useMe();
  const { data } = useQuery<Looker[]>({ queryKey: presenceOf(ticketId), enabled: false, initialData: [] });
  return data.filter((user) => user.id !== me.id);
}

/** A notice that is not renewed fades. */
const FADES_MS = 6000;

/** The customer's name while they type on this ticket. */
export function useCustomerTyping(ticketId: string): string | null {
  const [typing, setTyping] = useState<{ name: string } | null>(null);
  useLiveEvent('typing', (fact) => {
    if (fact.ticketId === ticketId) setTyping(fact.on ? { name: fact.name } : null);
  });
  useEffect(() => {
    if (!typing) return;
    const timer = setTimeout(() => setTyping(null), FADES_MS);
    return () => clearTimeout(timer);
  }, [typing]);
  return typing?.name ?? null;
}
