import type { ChatMessage, CustomerPromise } from '../../src/channels/chat/protocol/protocol.js';

/** Messages of one author within this time are one thought, with one line about who and when. */
const ONE_THOUGHT_MS = 5 * 60_000;

export type Row =
  | { kind: 'day'; key: string; at: Date }
  | { kind: 'event'; key: string; message: ChatMessage }
  | { kind: 'message'; key: string; message: ChatMessage; mine: boolean; last: boolean };

/** What the log shows, in order: days, what happened, and what was said, in groups. */
export function rowsOf(messages: readonly ChatMessage[]): Row[] {
  const rows: Row[] = [];
  messages.forEach((message, i) => {
    const at = new Date(message.at);
    const before = messages[i - 1];
    const after = messages[i + 1];
    const newDay = before && new Date(before.at).toDateString() !== at.toDateString();
    if (newDay) rows.push({ kind: 'day', key: `day-${message.seq}`, at });
    const key = message.clientId ?? message.id;
    const mine = message.from.kind === 'visitor';
    const last = !after || !oneThought(message, after);
    rows.push(
      message.from.kind === 'system' ? { kind: 'event', key, message } : { kind: 'message', key, message, mine, last },
    );
  });
  return rows;
}

function oneThought(a: ChatMessage, b: ChatMessage): boolean {
  return (
    a.from.kind === b.from.kind && a.from.name === b.from.name && Date.parse(b.at) - Date.parse(a.at) < ONE_THOUGHT_MS
  );
}

/** The last of the visitor's messages is the only one that says whether it was seen. */
export function lastOwn(messages: readonly ChatMessage[]): number {
  return messages.findLast((m) => m.from.kind === 'visitor')?.seq ?? 0;
}

const ANSWERS: readonly string[] = ['first_response', 'next_response', 'answer'];

/** By when an answer is promised: only while one is awaited, and while the promise can still be kept. */
export function answerBy(
  promise: CustomerPromise | null | undefined,
  messages: readonly ChatMessage[],
  now: number,
): Date | null {
  if (!promise || !ANSWERS.includes(promise.metric)) return null;
  const last = messages.findLast(({ from }) => from.kind === 'visitor' || from.kind === 'agent');
  const due = new Date(promise.dueAt);
  return last?.from.kind === 'visitor' && due.getTime() > now ? due : null;
}
