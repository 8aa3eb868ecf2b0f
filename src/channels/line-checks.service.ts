import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Inbox, LastCheck } from '../conversations/inbox.entity.js';
import { Clock } from '../platform/clock.js';
import { Egress } from '../platform/egress/egress.js';
import type { CheckStep } from './contract.js';
import { InboxesService } from './inboxes.service.js';
import { clockStep, heardStep } from './line-checks.rules.js';
import { RefusedCalls } from './refused-calls.service.js';
import { ChannelRegistry } from './registry.js';

/**
 * The live check of a line: what its adapter asks, what came in of itself, and whether our clock is right. It is kept with
 * what was asked and answered, so that nobody has to believe a green mark.
 */
@Injectable()
export class LineChecks {
  constructor(
    private readonly db: DataSource,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly refused: RefusedCalls,
    private readonly egress: Egress,
    private readonly clock: Clock,
  ) {}

  async check(id: string): Promise<LastCheck> {
    const inbox = await this.inboxes.get(id);
    const { result, asked } = await this.egress.witnessed(() => this.inboxes.check(id));
    const names = new Set(result.map(({ name }) => name));
    const steps = [
      ...result,
      ...(await this.heard(inbox)),
      ...(names.has('clock') ? [] : clockStep(asked.map(({ aheadMs }) => aheadMs))),
    ];
    const check: LastCheck = {
      at: this.clock.now().toISOString(),
      ok: steps.every((step) => step.ok),
      steps,
      asked: asked.map(({ at, request, answer }) => ({ at, request, answer })),
    };
    await this.db.query('update inboxes set last_check = $2 where id = $1', [id, JSON.stringify(check)]);
    return check;
  }

  /** Whether the provider reaches us can nobody ask: what it brought of itself tells. */
  private async heard(inbox: Inbox): Promise<CheckStep[]> {
    if (!this.registry.get(inbox.channel).hooks || (await this.inboxes.isSimulated(inbox.id))) return [];
    const [last]: { at: Date | null }[] = await this.db.query(
      'select max(received_at) as at from envelopes where inbox_id = $1',
      [inbox.id],
    );
    const refused = await this.refused.of(inbox.id);
    return [heardStep(last?.at ?? null, refused, this.clock.now())];
  }
}
