import { useEffect, useRef } from 'react';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** A second key of a sequence such as `g q` counts only within this time. */
const SEQUENCE_MS = 1200;

let pending: { key: string; at: number } | null = null;
/** The first key of a sequence, for the key that is being pressed now. */
let first: string | null = null;

export function nameOf(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/** Whoever writes, or answers a dialog, is not giving commands; only keys with a modifier still are. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (target?.closest('input, textarea, select, [contenteditable="true"]')) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}

/** Keys that work while the component stands. `g q` is a sequence, `mod+k` a chord. */
export function useKeys(keys: Keys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = nameOf(event);
      if (!name.startsWith('mod+') && isBusy(event)) return;
      const action = (first && latest.current[`${first} ${name}`]) ?? (first ? undefined : latest.current[name]);
      if (action) {
        event.preventDefault();
        action(event);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}

/** Before any listener: it tells them what came first, and forgets it, so that the next key begins anew. */
window.addEventListener(
  'keydown',
  (event) => {
    first = null;
    if (event.key.length !== 1) return;
    if (pending && event.timeStamp - pending.at < SEQUENCE_MS) first = pending.key;
    const begins = first === null && nameOf(event) === 'g' && !isBusy(event);
    pending = begins ? { key: 'g', at: event.timeStamp } : null;
  },
  true,
);
