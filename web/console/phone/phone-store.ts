import { useSyncExternalStore } from 'react';

interface Shown {
  open: boolean;
  /** What is about to be dialled, from a click on a number somewhere. */
  number: string;
  ticketId: string | undefined;
}

let shown: Shown = { open: false, number: '', ticketId: undefined };
const listeners = new Set<() => void>();

function become(next: Partial<Shown>): void {
  shown = { ...shown, ...next };
  for (const listener of listeners) listener();
}

/** Whether the phone stands open; the rail, a number in a panel and an incoming call all say so. */
export const phonePanel = {
  toggle: () => become({ open: !shown.open }),
  close: () => become({ open: false, number: '', ticketId: undefined }),
  open: () => become({ open: true }),
  /** Filled in and not yet dialled: a slip of the mouse calls nobody. */
  dial: (number: string, ticketId?: string) => become({ open: true, number, ticketId }),
  type: (number: string) => become({ number }),
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const usePhonePanel = (): Shown => useSyncExternalStore(subscribe, () => shown);
