import { useEffect, useRef } from 'react';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** A second key of a sequence such as `g q` counts only within this time. */
const SEQUENCE_MS = 1200;

type Pressed = { key: string; at: number };
let pending: Pressed | null = null;

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
      const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : null;
      const action = (first && latest.current[`${first} ${name}`]) ?? (first ? undefined : latest.current[name]);
      if (action) {
        event.preventDefault();
        pending = null;
        action(event);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}

/**
 * Told of a key before every other listener, because it is registered when this file is loaded: `pending` is the key
 * before this one for all of them.
 */
let last: Pressed | null = null;
window.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || isBusy(event) || event.key.length !== 1) return;
  pending = last;
  last = nameOf(event) === 'g' && pending?.key !== 'g' ? { key: 'g', at: event.timeStamp } : null;
});
