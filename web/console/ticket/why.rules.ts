/** One question of `/explain`, in the shape that the popover shows. */
export interface Reason {
  question: string;
  value: string | null;
  reasons: { words: string; by?: string; at?: string; data?: Record<string, unknown> }[];
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/**
 * `/explain` answers question by question; questions that later rooms add (policy, deadlines, visit) come without a
 * change here, so the answer is read by its shape.
 */
export function reasonsOf(explanation: Json): Reason[] {
  return Object.entries(explanation)
    .filter(([question, answer]) => answer !== null && !['ticketId', 'id', 'number'].includes(question))
    .map(([question, answer]) => ({ question, value: valueOf(answer), reasons: linesOf(answer) }))
    .filter(({ value, reasons }) => value !== null || reasons.length > 0);
}

function valueOf(answer: unknown): string | null {
  if (!isObject(answer)) return Array.isArray(answer) ? null : (text(answer) ?? null);
  const value = answer.value ?? answer.now ?? answer.name;
  return text(value) ?? (isObject(value) ? (text(value.name) ?? null) : null);
}

function linesOf(answer: unknown): Reason['reasons'] {
  if (Array.isArray(answer)) return answer.flatMap(lineOf);
  if (!isObject(answer)) return [];
  for (const name of ['reasons', 'because', 'history', 'events', 'why']) {
    const found = answer[name];
    if (Array.isArray(found)) return found.flatMap(lineOf);
    if (found !== undefined && found !== null) return lineOf(found, answer);
  }
  return answer.by || answer.at || answer.reason ? lineOf(answer) : [];
}

function lineOf(line: unknown, around?: unknown): Reason['reasons'] {
  const outer = isObject(around) ? around : {};
  if (typeof line === 'string') return [{ words: line, by: nameOf(outer.by ?? outer.actor), at: text(outer.at) }];
  if (!isObject(line)) return [];
  const words = text(line.text) ?? text(line.reason) ?? text(line.code) ?? text(line.rule) ?? text(line.type) ?? 'set';
  return [
    {
      words,
      by: nameOf(line.by ?? line.actor ?? outer.by ?? outer.actor),
      at: text(line.at) ?? text(outer.at),
      data: line,
    },
  ];
}

const nameOf = (who: unknown): string | undefined => (isObject(who) ? text(who.name) : text(who));
