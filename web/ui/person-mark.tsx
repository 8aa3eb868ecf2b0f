import { IconUser } from '@tabler/icons-react';
import classes from './person-mark.module.css';

interface Props {
  name?: string | null;
  /** Teal is us, grey is the customer. */
  side?: 'us' | 'customer';
  size?: 20 | 24 | 28 | 40;
  title?: string;
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** A person as two letters; a dashed ring where there is nobody. */
export function PersonMark({ name, side = 'customer', size = 20, title }: Props) {
  const kind = !name ? classes.nobody : side === 'us' ? classes.us : '';
  return (
    <span
      className={`${classes.mark} ${kind}`}
      data-size={size}
      // Drawn by the style sheet: as text, two letters would count as part of the name of a button around them.
      data-initials={name ? initialsOf(name) : undefined}
      title={title ?? name ?? undefined}
      aria-hidden="true"
    >
      {!name && <IconUser size={size * 0.6} stroke={1.75} />}
    </span>
  );
}
