import { useSyncExternalStore } from 'react';

/** How this browser makes itself heard. Of the computer, not of the person: one has loudspeakers, another stands in a hall. */
export interface RingChoice {
  sound: boolean;
  /** Outside the page, which the browser asks about first. */
  desktop: boolean;
  /** Also for new tickets that nobody has. */
  arrivals: boolean;
}

const KEPT_UNDER = 'frontdesk.ring';
const AT_FIRST: RingChoice = { sound: true, desktop: false, arrivals: true };
const listeners = new Set<() => void>();
let chosen = read();

function read(): RingChoice {
  try {
    return { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '{}') as Partial<RingChoice>) };
  } catch {
    return AT_FIRST;
  }
}

export const ringChoice = (): RingChoice => chosen;

export function chooseRing(change: Partial<RingChoice>): void {
  chosen = { ...chosen, ...change };
  localStorage.setItem(KEPT_UNDER, JSON.stringify(chosen));
  for (const listener of listeners) listener();
}

export const useRingChoice = (): RingChoice =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, ringChoice);

// Another tab of this browser chose.
window.addEventListener('storage', ({ key }) => {
  if (key !== KEPT_UNDER) return;
  chosen = read();
  for (const listener of listeners) listener();
});
