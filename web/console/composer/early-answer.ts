import { createContext, use, useRef, type RefObject } from 'react';
import { useCan } from '../session/session';
import { awaitField } from '../shell/awaited-field';
import { useKeys } from '../shell/keys';

type Wanted = 'reply' | 'note' | null;

/** What a key asked for before the composer stood. */
export const EarlyAnswer = createContext<RefObject<Wanted> | null>(null);

export const useWanted = (): RefObject<Wanted> => {
  const none = useRef<Wanted>(null);
  return use(EarlyAnswer) ?? none;
};

/** While the ticket or the composer is under way, its first keys count already. */
export function useEarlyAnswer(): void {
  const can = useCan();
  const wantedRef = useWanted();
  const want = (what: 'reply' | 'note') => {
    wantedRef.current = what;
    awaitField();
  };
  useKeys({ r: () => want('reply') }, can('tickets:reply'));
  useKeys({ n: () => want('note') }, can('tickets:note'));
}
