/** One message as somebody outside may read it. */
export interface Said {
  direction: 'in' | 'out';
  name: string;
  at: Date;
  text: string;
}

/** Longer threads lose their oldest messages: a supplier needs what is open now. */
const MOST_CHARS = 60_000;

/** The newest messages that fit, oldest first. */
export function fitting(thread: Said[]): Said[] {
  let chars = 0;
  const from = thread.findLastIndex((said) => (chars += said.text.length) > MOST_CHARS);
  return thread.slice(from + 1);
}

/** Names and words, never addresses or numbers: how to reach the customer is not the supplier's to know. */
export function transcript(thread: Said[], words: { title: string; time: (at: Date) => string }): string {
  if (thread.length === 0) return '';
  const parts = thread.map(({ name, at, text }) => `${name}, ${words.time(at)}:\n${text.trim()}`);
  return [`--- ${words.title} ---`, ...parts].join('\n\n');
}
