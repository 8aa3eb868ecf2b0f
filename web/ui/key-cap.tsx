import classes from './key-cap.module.css';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that goes with letters for commands on this machine. */
export const MOD = isMac ? '⌘' : 'Ctrl';

export function KeyCap({ children }: { children: string }) {
  return <kbd className={classes.key}>{children === 'mod' ? MOD : children}</kbd>;
}
