import { Injectable } from '@nestjs/common';
import type { Envelope } from '../channels/envelope.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Metrics } from '../platform/telemetry/metrics.js';

export interface Outcome {
  state: 'processed' | 'ignored' | 'quarantined';
  reason?: string;
  ticketId?: string;
  messageId?: string;
  /** Among other things it held receipts of messages that nobody knows yet. */
  early?: boolean;
}

/** Every envelope ends, visibly: processed, ignored (why) or quarantined (why). */
@Injectable()
export class Ending {
  constructor(
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  end(tx: Tx, envelope: Pick<Envelope, 'id' | 'channel'>, outcome: Outcome): void {
    tx.write(
      `update envelopes set state = $2, reason = $3, ticket_id = $4, message_id = $5, ended_at = $6, early_receipts = $7, attempts = attempts + 1
       where id = $1`,
      [
        envelope.id,
        outcome.state,
        outcome.reason ?? null,
        outcome.ticketId ?? null,
        outcome.messageId ?? null,
        this.clock.now(),
        outcome.early ?? false,
      ],
    );
    this.metrics.envelopes.inc({ channel: envelope.channel, state: outcome.state });
  }
}
