import { Injectable } from '@nestjs/common';
import { ContactsService } from '../../customers/contacts.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { judge, type TicketFacts } from '../../tickets/conditions/condition.rules.js';
import type { When } from '../../tickets/conditions/field.rules.js';
import { TicketFactsService, type Happening } from '../../tickets/conditions/ticket-facts.service.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { changedFields, previousFrom, type PastChange } from './changed-fields.rules.js';
import { RuleActions } from './rule-actions.service.js';
import { RuleBook } from './rule-book.service.js';
import { RuleChain } from './rule-chain.js';
import type { ReadyRule } from './rule.rules.js';

type Moment = Happening & { event: When };

/** Asks the rules about a ticket, in the transaction in which something happens to it. */
@Injectable()
export class RuleEngine {
  private readonly chain = new RuleChain();

  constructor(
    private readonly book: RuleBook,
    private readonly facts: TicketFactsService,
    private readonly writer: TicketWriter,
    private readonly actions: RuleActions,
    private readonly contacts: ContactsService,
  ) {}

  @Policy('ticket.created', 5.1)
  async created(tx: Tx, { ticketId }: Events['ticket.created']): Promise<void> {
    const { rules } = await this.book.for('ticket.created');
    await this.ask(tx, rules, ticketId, { event: 'ticket.created' });
  }

  @Policy('message.recorded', 5.1)
  async said(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    const event = heard(fact);
    if (!event) return;
    const { rules } = await this.book.for(event);
    const { messageId: id, channel, automatic } = fact;
    await this.ask(tx, rules, fact.ticketId, { event, message: { id, channel, automatic } });
  }

  @Policy('ticket.changed', 5.1)
  async changed(tx: Tx, fact: Events['ticket.changed']): Promise<void> {
    const changed = changedFields(fact.changed);
    if (changed.length === 0) return;
    const { rules, asksPrevious } = await this.book.for('ticket.changed');
    if (rules.length === 0) return;
    const depth = this.chain.depth(tx, fact.ticketId, fact.seq);
    if (depth === null) return;
    const previous = asksPrevious ? await this.previous(tx, fact) : {};
    await this.ask(tx, rules, fact.ticketId, { event: 'ticket.changed', changed, previous }, depth);
  }

  @Policy('visit.changed', 5.1)
  async visit(tx: Tx, { ticketId, from, to }: Events['visit.changed']): Promise<void> {
    const { rules } = await this.book.for('visit.changed');
    await this.ask(tx, rules, ticketId, { event: 'visit.changed', visit: { from, to } });
  }

  /** In their order; each sees what those before it did. Returns whether any acted. */
  async ask(tx: Tx, rules: readonly ReadyRule[], ticketId: string, moment: Moment, depth = 0): Promise<boolean> {
    const waiting = rules.filter((rule) => !this.chain.hasFired(tx, rule.id, ticketId));
    if (waiting.length === 0) return false;
    const ticket = await this.writer.lock(tx, ticketId);
    if (ticket.mergedIntoId) return false;
    // Asked in one go: hardly anybody is restricted.
    const [restricted, facts] = await Promise.all([
      this.contacts.isRestricted(tx, ticket.contactId),
      this.facts.load(tx, ticket, moment),
    ]);
    return restricted ? false : this.askInOrder(tx, waiting, ticket, { moment, facts }, depth);
  }

  private async askInOrder(
    tx: Tx,
    rules: readonly ReadyRule[],
    ticket: Ticket,
    { moment, facts: first }: { moment: Moment; facts: TicketFacts },
    depth: number,
  ): Promise<boolean> {
    let acted = false;
    let facts = first;
    for (const rule of rules) {
      const { matched, because } = judge(rule.condition, facts);
      if (!matched) continue;
      const seq = ticket.eventSeq;
      if (await this.actions.carryOut(tx, ticket, rule, { event: moment.event, because })) {
        acted = true;
        this.chain.fired(tx, rule.id, ticket.id);
      }
      this.chain.changed(tx, ticket.id, { after: seq, to: ticket.eventSeq }, depth);
      if (rule.stop) break;
      if (ticket.eventSeq > seq) facts = await this.facts.load(tx, ticket, moment);
    }
    return acted;
  }

  private async previous(tx: Tx, { ticketId, fromSeq, seq }: Events['ticket.changed']) {
    const changes = await tx.query<PastChange>(
      `select e.type, e.data -> 'from' as "from", s.category
       from ticket_events e left join statuses s on e.type = 'ticket.status-changed' and s.id::text = e.data ->> 'from'
       where e.ticket_id = $1 and e.seq between $2 and $3 order by e.seq`,
      [ticketId, fromSeq, seq],
    );
    return previousFrom(changes);
  }
}

/**
 * What the desk says by itself is heard by no rule: two that answer each other would never end. Nor what is said with a
 * third party: that is neither the customer's word nor an answer to it.
 */
function heard({ direction, kind, automatic, thirdParty }: Events['message.recorded']): When | undefined {
  if (thirdParty) return undefined;
  if (direction === 'in') return 'customer.wrote';
  if (automatic) return undefined;
  if (direction === 'out') return 'agent.replied';
  return kind === 'note' ? 'note.written' : undefined;
}
