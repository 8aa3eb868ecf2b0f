import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { beat } from './portal.api';

const EVERY_MS = 8_000;

/** Asks now and then whether anything changed; only then what is shown is asked anew. Rests while nobody looks. */
export function useLive(isSignedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return;
    let known: string | null = null;
    let isOver = false;
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      const { tag, signedOut } = await beat(known);
      if (isOver) return;
      if (signedOut || (known && tag !== known)) await client.invalidateQueries();
      known = tag;
    };
    // Without a network the next round tries again.
    const again = (): void => void look().catch(() => undefined);
    const timer = setInterval(again, EVERY_MS);
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [client, isSignedIn]);
}
