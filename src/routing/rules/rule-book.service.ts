import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Signals } from '../../platform/sockets/signals.js';
import { fieldsIn } from '../../tickets/conditions/condition.rules.js';
import type { When } from '../../tickets/conditions/field.rules.js';
import { Rule } from './rule.entity.js';
import type { ReadyRule } from './rule.rules.js';

/** The rules that hear one event, in their order. */
export interface RulesFor {
  rules: readonly ReadyRule[];
  /** Whether any of them asks what something was before, which has to be read. */
  asksPrevious: boolean;
}

/** A signal can be lost; after this, another process knows all the same. */
const CACHE_MS = 5_000;
const NONE: RulesFor = { rules: [], asksPrevious: false };

/** The active rules, held in memory: most messages meet none that applies, and must not pay for asking. */
@Injectable()
export class RuleBook implements OnModuleInit {
  private page: { at: number; reading: Promise<Map<When, RulesFor>> } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.signals.on('rules.changed', () => this.forget());
  }

  async for(event: When): Promise<RulesFor> {
    return (await this.known()).get(event) ?? NONE;
  }

  @Subscribe('rule.changed', { name: 'rules.refresh', lane: 'live' })
  async refresh({ ruleId }: Events['rule.changed']): Promise<void> {
    this.signals.send('rules.changed', { ruleId });
  }

  forget(): void {
    this.page = undefined;
  }

  private known(): Promise<Map<When, RulesFor>> {
    const now = this.clock.millis();
    if (this.page && now - this.page.at < CACHE_MS) return this.page.reading;
    const page = { at: now, reading: this.read() };
    this.page = page;
    page.reading.catch(() => {
      if (this.page === page) this.forget();
    });
    return page.reading;
  }

  private async read(): Promise<Map<When, RulesFor>> {
    const rows = await this.db
      .getRepository(Rule)
      .find({ where: { active: true, deletedAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });
    const byEvent = new Map<When, RulesFor>();
    for (const row of rows) {
      const asks = fieldsIn(row.condition).some((field) => field.startsWith('previous.'));
      for (const event of new Set(row.events)) {
        const { rules, asksPrevious } = byEvent.get(event) ?? NONE;
        byEvent.set(event, { rules: [...rules, ready(row)], asksPrevious: asksPrevious || asks });
      }
    }
    return byEvent;
  }
}

export const ready = (rule: Rule): ReadyRule => ({
  id: rule.id,
  version: rule.version,
  name: rule.name,
  events: rule.events,
  time: rule.time,
  condition: rule.condition,
  actions: rule.actions,
  stop: rule.stop,
  ratePerHour: rule.ratePerHour,
});
