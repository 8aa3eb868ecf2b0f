/** What is typed after a `/` (canned replies) or an `@` (people) at the caret. */
export interface Trigger {
  sign: '/' | '@';
  typed: string;
}

/** What the composer can do to its field, whichever it is. */
export interface FieldHandle {
  focus: () => void;
  set: (text: string, html: string | null) => void;
  insert: (text: string) => void;
  /** Puts `text` in place of the last `length` characters before the caret. */
  replace: (length: number, text: string) => void;
  /** Where it has formatted text. */
  insertHtml?: (html: string) => void;
  format?: (how: 'bold' | 'list') => void;
  link?: (address: string) => void;
}

export interface FieldProps {
  label: string;
  placeholder: string;
  text: string;
  html: string;
  onText: (text: string, html: string | null) => void;
  onTrigger: (trigger: Trigger | null) => void;
  onSend: () => void;
  onFiles: (files: File[]) => void;
  /** The suggestions are open: arrows, Enter and Tab are theirs. */
  holdKeys: boolean;
  mentions: boolean;
}

const TRIGGER = /(?:^|\s)([/@])([\p{L}\p{N}_.-]{0,30})$/u;

/** Whether the text before the caret ends in something that asks for suggestions. */
export function triggerIn(before: string, mentions: boolean): Trigger | null {
  const match = TRIGGER.exec(before);
  if (!match) return null;
  const sign = match[1] as Trigger['sign'];
  if (sign === '@' && !mentions) return null;
  return { sign, typed: match[2] ?? '' };
}

export const HELD_KEYS = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape']);
