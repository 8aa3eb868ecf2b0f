import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChatClient } from '../../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../../src/channels/chat/protocol/chat.state.js';
import { httpTransport } from '../../../src/channels/chat/protocol/http.transport.js';
import { socketTransport } from '../../../src/channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../../../src/channels/chat/protocol/storage.js';
import type { Scheduler } from '../../../src/channels/chat/protocol/transport.js';
import { newId } from '../../api/ids';
import { portal } from '../portal.api';

const browserTime: Scheduler = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export interface Chatting {
  client: ChatClient;
  state: ChatState;
  greeting: string;
}

/** What was said goes out first, also where the page is left at once; unless they are no longer who they were. */
function leave(client: ChatClient): void {
  const isSaid = ({ waiting, refusal }: ChatState): boolean =>
    refusal !== undefined || waiting.every(({ state }) => state === 'refused');
  if (isSaid(client.state)) return client.stop();
  const unsubscribe = client.subscribe((state) => {
    if (!isSaid(state)) return;
    unsubscribe();
    client.stop();
  });
}

/**
 * The chat of who is signed in, by the protocol that the widget speaks. Nothing of it is kept on the device: the next
 * person at this computer finds none of it.
 */
export function useChat(): { chat: Chatting | null; error: unknown; again: () => void } {
  const { i18n } = useTranslation();
  const queries = useQueryClient();
  const [chat, setChat] = useState<Chatting | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const language = i18n.language;
  useEffect(() => {
    let isOver = false;
    let client: ChatClient | undefined;
    const begin = async (): Promise<void> => {
      const { inbox, visitor, greeting } = await portal.chat();
      if (isOver) return;
      const storage = new MemoryStorage();
      await storage.write(`visitor:${inbox}`, visitor);
      const made = new ChatClient({
        inbox,
        transports: [socketTransport(location.origin), httpTransport(location.origin)],
        storage,
        scheduler: browserTime,
        newId,
        lang: language,
      });
      client = made;
      made.subscribe((state) => {
        if (isOver) return;
        // The session ended, or its rights did: who this is, is asked anew.
        if (state.refusal?.code === 'unauthorized') {
          made.stop();
          void queries.invalidateQueries({ queryKey: ['me'] });
          setRound((before) => before + 1);
        } else setChat({ client: made, state, greeting });
      });
      setError(null);
      setChat({ client: made, state: made.state, greeting });
      await made.start();
    };
    begin().catch((problem: unknown) => !isOver && setError(problem));
    const wake = (): void => {
      if (document.visibilityState === 'visible') void client?.wake();
    };
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      isOver = true;
      if (client) leave(client);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [queries, language, round]);
  return { chat, error, again: () => setRound((before) => before + 1) };
}
