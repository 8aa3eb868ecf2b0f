/**
 * Every fact that can be announced, with its shape. Rooms add theirs by declaration merging in their `*.events.ts`:
 *
 *   declare module '../platform/outbox/events.js' {
 *     interface Events { 'ticket.created': { ticketId: string } }
 *   }
 *   defineEvents('ticket.created');
 *
 * Facts carry ids and what a listener needs to decide whether it cares, never whole rows: a listener reads the
 * present state itself, because it may run long after the fact.
 */
export interface Events {}
export type EventName = keyof Events & string;

const defined = new Set<string>();

/** Makes the names known at run time: the process refuses to start with a listener for an event nobody defines. */
export function defineEvents(...names: EventName[]): void {
  for (const name of names) defined.add(name);
}

export const isDefinedEvent = (name: string): boolean => defined.has(name);

export interface Emitted<K extends EventName = EventName> {
  id: string;
  name: K;
  fact: Events[K];
  /** Of the request that caused it. */
  correlationId?: string;
}
