import { SetMetadata } from '@nestjs/common';
import type { EventName, Events } from './events.js';

export const POLICY = 'frontdesk:policy';
export const SUBSCRIBER = 'frontdesk:subscriber';

export interface PolicyMetadata {
  event: EventName;
  layer: number;
}

/**
 * Runs inside the transaction that emitted the event, as `(tx, fact) => Promise<void>`, in the order of the layers
 * (the number of the folder; a decimal orders rooms of one layer: rules 5.1, promises 5.2, assignment 5.3, visits 5.4).
 * May only decide: write rows and emit more. Must not touch the world.
 */
export const Policy = <K extends EventName>(event: K, layer: number) =>
  SetMetadata(POLICY, { event, layer } satisfies PolicyMetadata);

export interface SubscriberMetadata {
  event: EventName;
  name: string;
  lane: 'job' | 'near' | 'live';
  swept: boolean;
  when?: (fact: never) => boolean;
}

export interface SubscriberOptions<K extends EventName> {
  /** Unique and stable: it names the job, so that a repeat is known. */
  name: string;
  /**
   * `job` (default): retried until it succeeds, may touch the world, must be idempotent.
   * `near`: as `job`, but tried first in the process that committed, without the way over the queue. For work that is
   * nearly always this process's own, and safe to run twice at once.
   * `live`: called at once after the commit in the process that committed, at most once. Only for hints that
   * somebody else makes good when they are lost (sockets: whoever sees a gap in `seq` fetches).
   */
  lane?: 'job' | 'near' | 'live';
  /** A `live` one that the sweep calls again where the process died between the commit and the call. */
  swept?: boolean;
  /** Cheap and pure: spares a job where the subscriber would do nothing. */
  when?: (fact: Events[K]) => boolean;
}

/** Runs after the commit, as `(fact, eventId) => Promise<void>`. */
export const Subscribe = <K extends EventName>(event: K, options: SubscriberOptions<K>) =>
  SetMetadata(SUBSCRIBER, { event, lane: 'job', swept: false, ...options } as SubscriberMetadata);
