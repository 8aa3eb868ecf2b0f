import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/http/refusal.js';
import type { ChannelAdapter, ChannelKind } from './contract.js';

/** The channels of this installation. Each adapter adds itself when its module starts. */
@Injectable()
export class ChannelRegistry {
  private readonly adapters = new Map<ChannelKind, ChannelAdapter>();

  add(adapter: ChannelAdapter): void {
    if (this.adapters.has(adapter.kind)) throw new Error(`two channels are called "${adapter.kind}"`);
    for (const hook of adapter.hooks ?? []) {
      if (this.forHook(hook)) throw new Error(`two channels want the webhook path "${hook}"`);
    }
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

  forHook(segment: string): ChannelAdapter | undefined {
    return this.all().find((adapter) => adapter.hooks?.includes(segment));
  }

  all(): ChannelAdapter[] {
    return [...this.adapters.values()];
  }
}
