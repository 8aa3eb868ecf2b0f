import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';

/**
 * Volatile notices between namespaces, such as "is typing": nothing is stored, nothing is repeated, and losing one
 * does no harm. Rooms add theirs by declaration merging. What must not be lost is an event, not a signal.
 */
export interface SignalMap {}
export type SignalName = keyof SignalMap & string;

const CARRIER = 'frontdesk:signal';

@Injectable()
export class Signals {
  private readonly local = new EventEmitter().setMaxListeners(50);
  private namespace: Namespace | undefined;

  /** One namespace carries signals to the other processes; which one does not matter. */
  carryOver(namespace: Namespace): void {
    // Socket.IO's own in-memory adapter: there is one process, and nothing to carry.
    if (namespace.adapter.constructor.name === 'Adapter') return;
    this.namespace = namespace;
    namespace.on(CARRIER, (name: string, data: unknown) => this.local.emit(name, data));
  }

  send<K extends SignalName>(name: K, data: SignalMap[K]): void {
    this.local.emit(name, data);
    this.namespace?.serverSideEmit(CARRIER, name, data);
  }

  on<K extends SignalName>(name: K, handle: (data: SignalMap[K]) => void): void {
    this.local.on(name, handle);
  }
}
