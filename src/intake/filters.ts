import { Injectable } from '@nestjs/common';
import type { InboundMessage, Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';

/** Two machines that answer each other send more than this; a person who is upset does not. */
const BUDGET = { messages: 120, minutes: 10 };

/** What is kept and counted but is no work for anybody. The first reason that holds wins. */
@Injectable()
export class Filters {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly clock: Clock,
  ) {}

  async reasonToIgnore(tx: Tx, line: Line, message: InboundMessage): Promise<string | null> {
    if (await this.isOurs(line, message)) return 'own-address';
    if (await this.isRepeat(tx, line, message)) return 'repeat';
    if (message.automatic && (await this.overBudget(tx, message))) return 'automatic-over-budget';
    return null;
  }

  /** One of our own inboxes is never a customer: an agent put another of our addresses in Cc, or two lines talk to each other. */
  private async isOurs(line: Line, { sender }: InboundMessage): Promise<boolean> {
    if (sender.kind !== 'email' && sender.kind !== 'phone') return false;
    const ours = await this.inboxes.activeLines(line.channel);
    return ours.some((other) => other.address?.toLowerCase() === sender.value.toLowerCase());
  }

  /** The same provider id with the same words on the same line. With other words it is another message (senders reuse ids). */
  private async isRepeat(tx: Tx, line: Line, message: InboundMessage): Promise<boolean> {
    if (!message.externalId) return false;
    const rows = await tx.query(
      `select 1 from messages m join conversations c on c.id = m.conversation_id
       where m.external_id = $1 and c.inbox_id = $2 and m.direction = 'in' and m.text = $3 limit 1`,
      [message.externalId, line.id, message.text],
    );
    return rows.length > 0;
  }

  private async overBudget(tx: Tx, { sender }: InboundMessage): Promise<boolean> {
    const since = new Date(this.clock.millis() - BUDGET.minutes * 60_000);
    const [row] = await tx.query<{ count: string }>(
      `select count(*) from (
         select 1 from messages where direction = 'in' and automatic and at > $1 and sender ->> 'address' = $2 limit $3
       ) recent`,
      [since, sender.value, BUDGET.messages],
    );
    return Number(row?.count) >= BUDGET.messages;
  }
}
