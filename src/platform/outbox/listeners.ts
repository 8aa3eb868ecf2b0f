import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Tx } from '../database/tx.js';
import { isDefinedEvent, type Emitted } from './events.js';
import { POLICY, SUBSCRIBER, type PolicyMetadata, type SubscriberMetadata } from './listeners.decorators.js';

type PolicyHandler = (tx: Tx, fact: unknown) => Promise<void>;
type SubscriberHandler = (fact: unknown, eventId: string) => Promise<void>;

export interface RegisteredSubscriber extends SubscriberMetadata {
  handle: SubscriberHandler;
}

/** Who listens to what. Found once at start; a wrong wiring stops the process instead of losing an event later. */
@Injectable()
export class Listeners {
  private readonly policies = new Map<string, { layer: number; handle: PolicyHandler }[]>();
  private readonly subscribers = new Map<string, RegisteredSubscriber[]>();
  private readonly byName = new Map<string, RegisteredSubscriber>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  discover(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object' || !Object.getPrototypeOf(instance)) continue;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method = (instance as Record<string, unknown>)[key];
        if (typeof method !== 'function') continue;
        const policy = this.reflector.get<PolicyMetadata | undefined>(POLICY, method);
        if (policy) this.addPolicy(policy, method.bind(instance) as PolicyHandler);
        const subscriber = this.reflector.get<SubscriberMetadata | undefined>(SUBSCRIBER, method);
        if (subscriber) this.addSubscriber({ ...subscriber, handle: method.bind(instance) as SubscriberHandler });
      }
    }
    for (const list of this.policies.values()) list.sort((a, b) => a.layer - b.layer);
  }

  private addPolicy({ event, layer }: PolicyMetadata, handle: PolicyHandler): void {
    if (!isDefinedEvent(event)) throw new Error(`a policy listens to "${String(event)}", which no *.events.ts defines`);
    this.policies.set(event, [...(this.policies.get(event) ?? []), { layer, handle }]);
  }

  private addSubscriber(subscriber: RegisteredSubscriber): void {
    if (!isDefinedEvent(subscriber.event)) {
      throw new Error(
        `subscriber "${subscriber.name}" listens to "${String(subscriber.event)}", which no *.events.ts defines`,
      );
    }
    if (this.byName.has(subscriber.name)) throw new Error(`two subscribers are named "${subscriber.name}"`);
    this.byName.set(subscriber.name, subscriber);
    this.subscribers.set(subscriber.event, [...(this.subscribers.get(subscriber.event) ?? []), subscriber]);
  }

  policiesFor(event: Emitted): PolicyHandler[] {
    return (this.policies.get(event.name) ?? []).map((p) => p.handle);
  }

  subscribersFor(event: Emitted): RegisteredSubscriber[] {
    return (this.subscribers.get(event.name) ?? []).filter((s) => !s.when || s.when(event.fact as never));
  }

  /** Whether somebody must hear of it even after a crash. What only hints wait for is told once or not at all. */
  mustBeTold(event: Emitted): boolean {
    return this.subscribersFor(event).some(({ lane, swept }) => lane !== 'live' || swept);
  }

  named(name: string): RegisteredSubscriber | undefined {
    return this.byName.get(name);
  }
}
