import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Message } from '../../api/tickets.types';

interface Quoting {
  /** The message that the answer in the composer is for. */
  chosen: Message | null;
  choose: (message: Message | null) => void;
  /** The message that the reader wants to see where it was said. */
  sought: { id: string; seq: number } | null;
  seek: (message: { id: string; seq: number } | null) => void;
}

const NOTHING: Quoting = { chosen: null, choose: () => undefined, sought: null, seek: () => undefined };

const QuotingContext = createContext(NOTHING);

/** Between the timeline, in which a message is chosen, and the composer, in which it is answered. */
export function QuotingPart({ children }: { children: ReactNode }) {
  const [chosen, choose] = useState<Message | null>(null);
  const [sought, seek] = useState<{ id: string; seq: number } | null>(null);
  const quoting = useMemo(() => ({ chosen, choose, sought, seek }), [chosen, sought]);
  return <QuotingContext value={quoting}>{children}</QuotingContext>;
}

export const useQuoting = (): Quoting => useContext(QuotingContext);
