import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/http/refusal.js';
import type { ChannelAdapter, ChannelKind } from './contract.js';

/** The channels of this installation. Each adapter adds itself when its module starts. */
@Injectable()
export class ChannelRegistry {
  private readonly adapters = new Map<ChannelKind, ChannelAdapter>();

  add(adapter: ChannelAdapter): void {
    if (this.adapters.has(adapter.kind)) throw new Error(`two channels are called "${adapter.kind}"`);
    this.adapters.set(adapter.kind, adapter);
  }

  get(kind: ChannelKind): ChannelAdapter {
    const adapter = this.adapters.get(kind);
    if (!adapter) throw notFound('channel');
    return adapter;
  }

  has(kind: ChannelKind): boolean {
    return this.adapters.has(kind);
  }

  /** Several channels of one provider share a path; the inbox in it says which of them is meant. */
  forHook(segment: string): ChannelAdapter[] {
    return this.all().filter((adapter) => adapter.hooks?.includes(segment));
  }

  all(): ChannelAdapter[] {
    return [...this.adapters.values()];
  }
}
