/** Longer than code and answers of the server are under way; then letters are commands again. */
const PATIENCE_MS = 3_000;
const EDITABLE = 'input, textarea, [contenteditable="true"]';

/** What was typed while the field that a key asked for was still on its way; null: none is awaited. */
let typed: string | null = null;
let patience: ReturnType<typeof setTimeout> | undefined;

/** From now on letters are words for a field that is about to take the caret, and no commands. */
export function awaitField(): void {
  typed ??= '';
  clearTimeout(patience);
  patience = setTimeout(giveUpField, PATIENCE_MS);
}

/** There will be no such field. */
export function giveUpField(): void {
  typed = null;
  clearTimeout(patience);
}

export const isFieldAwaited = (): boolean => typed !== null;

const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey;

/** Takes a key for the field to come. False: it is whoever's it was. */
function take(event: KeyboardEvent): boolean {
  if (typed === null || (event.target as HTMLElement | null)?.closest(EDITABLE)) return false;
  if (isLetter(event)) typed += event.key;
  else if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else {
    if (event.key === 'Escape') giveUpField();
    return false;
  }
  return true;
}

window.addEventListener(
  'keydown',
  (event) => {
    if (!take(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

window.addEventListener('focusin', ({ target }) => {
  if (typed === null || !(target instanceof HTMLElement) || !target.matches(EDITABLE)) return;
  const words = typed;
  giveUpField();
  // As if it were typed now: every kind of field understands that, and its own undo too.
  if (words) setTimeout(() => document.execCommand('insertText', false, words));
});
