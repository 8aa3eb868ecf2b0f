import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { io } from 'socket.io-client';
import { beat } from './portal.api';

/** What the socket may have lost is found by asking; more often while there is none. */
const EVERY_MS = 60_000;
const WITHOUT_SOCKET_MS = 8_000;

/** Asked anew where something changed: at once by a hint of the socket, else by the pulse. Rests while nobody looks. */
export function useLive(isSignedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return;
    let known: string | null = null;
    let isOver = false;
    let lookedAt = 0;
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      lookedAt = Date.now();
      const { tag, signedOut } = await beat(known);
      if (isOver) return;
      if (signedOut || (known && tag !== known)) await client.invalidateQueries();
      known = tag;
    };
    // Without a network the next round tries again.
    const again = (): void => void look().catch(() => undefined);
    const socket = io('/portal', { transports: ['websocket'] });
    const timer = setInterval(() => {
      if (!socket.connected || Date.now() - lookedAt >= EVERY_MS) again();
    }, WITHOUT_SOCKET_MS);
    // After a break, too: what was hinted at meanwhile was not heard.
    socket.on('ready', again);
    socket.on('changed', again);
    // The server closes it when rights change or the session ends; what is shown then is asked anew.
    socket.on('disconnect', (reason) => {
      again();
      if (reason === 'io server disconnect') socket.connect();
    });
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      isOver = true;
      clearInterval(timer);
      socket.off();
      socket.disconnect();
      document.removeEventListener('visibilitychange', again);
    };
  }, [client, isSignedIn]);
}
