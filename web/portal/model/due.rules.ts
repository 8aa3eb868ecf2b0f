import type { Ticket } from '../portal.api';

/** Behind everything that has a time. */
const NEVER = Infinity;

/** What is due first stands first; then what rests, or was promised no time. Pure. */
export function inOrderOfDue<T extends Pick<Ticket, 'promise'>>(tickets: readonly T[]): T[] {
  const due = ({ promise }: T): number =>
    promise?.dueAt && promise.state !== 'paused' ? Date.parse(promise.dueAt) : NEVER;
  return [...tickets].toSorted((a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)));
}
