import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { hmacHex } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Egress } from '../../platform/egress/egress.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { TicketsService } from '../../tickets/tickets.service.js';

interface Delivery {
  id: string;
  ticket_id: string;
  url: string;
  state: string;
  rule_id: string;
  rule: string;
  version: number;
  event: string;
  fired_at: Date;
  matched: object;
}

const ANSWER_WITHIN_MS = 15_000;
const LONGEST_ERROR = 300;

/** What rules tell other programs, after the commit, by signed requests. */
@Injectable()
export class RuleCalls {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly egress: Egress,
    private readonly tickets: TicketsService,
  ) {}

  /** What a receiver checks our requests with. The same rule always has the same. */
  secretOf(ruleId: string): string {
    return hmacHex(this.vault.key('rules.webhook'), ruleId);
  }

  /**
   * `X-Frontdesk-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>` with the rule's secret. Retried
   * until somebody answers with 2xx; an address that may not be reached, or a 4xx that will not change, ends it.
   */
  @Subscribe('rule.hook-wanted', { name: 'rules.webhook' })
  async call({ deliveryId }: Events['rule.hook-wanted']): Promise<void> {
    const delivery = await this.delivery(deliveryId);
    if (!delivery || delivery.state === 'sent') return;
    const body = JSON.stringify(await this.bodyOf(delivery));
    const seconds = Math.floor(this.clock.millis() / 1000);
    let status: number | null = null;
    try {
      const answer = await this.egress.fetch(delivery.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Frontdesk',
          'x-frontdesk-delivery': delivery.id,
          'x-frontdesk-signature': `t=${seconds},v1=${hmacHex(this.secretOf(delivery.rule_id), `${seconds}.${body}`)}`,
        },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      status = answer.status;
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      await this.note(deliveryId, 'sent', status, null);
    } catch (error) {
      const final = error instanceof Refusal || causeOf(error) instanceof Refusal || isFinal(status);
      await this.note(deliveryId, final ? 'failed' : 'queued', status, wordsOf(error));
      if (!final) throw error;
    }
  }

  private async delivery(id: string): Promise<Delivery | undefined> {
    const [row] = await this.db.query<Delivery[]>(
      `select d.id, d.ticket_id, d.url, d.state, d.rule_id, v.definition ->> 'name' as rule, f.version, f.event, f.at as fired_at, f.matched
       from rule_deliveries d join rule_firings f on f.id = d.firing_id
       join rule_versions v on v.rule_id = f.rule_id and v.version = f.version
       where d.id = $1`,
      [id],
    );
    return row;
  }

  private async bodyOf(delivery: Delivery): Promise<object> {
    return {
      id: delivery.id,
      type: 'rule.fired',
      at: delivery.fired_at,
      rule: { id: delivery.rule_id, name: delivery.rule, version: delivery.version },
      event: delivery.event,
      because: delivery.matched,
      ticket: await this.tickets.read(delivery.ticket_id),
    };
  }

  private async note(id: string, state: string, status: number | null, error: string | null): Promise<void> {
    await this.db.query(
      `update rule_deliveries set state = $2, status = $3, error = $4, attempts = attempts + 1, updated_at = $5 where id = $1`,
      [id, state, status, error, this.clock.now()],
    );
  }
}

/** 408, 425 and 429 say "later"; the other 4xx say "never". */
const isFinal = (status: number | null): boolean =>
  status !== null && status >= 300 && status < 500 && ![408, 425, 429].includes(status);
const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);
const wordsOf = (error: unknown): string =>
  String(causeOf(error) ?? (error instanceof Error ? error.message : error)).slice(0, LONGEST_ERROR);
