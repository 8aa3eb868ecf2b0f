import { Injectable } from '@nestjs/common';
import type { InboundMessage, Line } from '../channels/contract.js';
import { ChannelRegistry } from '../channels/registry.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Customer } from './identification.js';
import { thread, type Candidate, type Thread } from './threading.rules.js';

/** Finds the conversations that could be meant; `threading.rules.ts` decides. */
@Injectable()
export class Threading {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly registry: ChannelRegistry,
  ) {}

  async find(tx: Tx, line: Line, customer: Customer, message: InboundMessage): Promise<Thread> {
    const hints = message.thread;
    const isPrivate = !hints.conversationId && !hints.public;
    if (!this.registry.get(line.channel).abilities.threads && isPrivate) {
      const open =
        (await this.conversations.findOpen(tx, line.id, customer.identityId)) ??
        (message.sender.kind === 'external' && message.sender.also?.length
          ? await this.conversations.takeUp(tx, line.id, customer)
          : null);
      const found = thread(hints, {
        byToken: null,
        byReference: [],
        byNumber: null,
        open: open && { conversationId: open.id, ticketId: open.ticketId, participant: true },
      });
      // An open conversation of an inbox is of the inbox's channel; third parties are only asked where there are threads.
      return open && found.kind === 'join'
        ? { ...found, at: { ticketId: open.ticketId, channel: line.channel, thirdParty: false } }
        : found;
    }
    const byToken = hints.conversationId ? await this.conversations.find(tx, hints.conversationId) : null;
    if (byToken)
      return thread(hints, {
        byToken: { conversationId: byToken.id, ticketId: byToken.ticketId, participant: true },
        byReference: [],
        byNumber: null,
        open: null,
      });
    const found = await this.conversations.findByReferences(tx, line.id, hints.references ?? []);
    const byReference = await this.withParticipation(tx, customer, message, found);
    if (byReference.length === 0 && message.externalId)
      byReference.push(...(await this.overtaken(tx, line, customer, message, message.externalId)));
    const byNumber =
      byReference.length === 0 && hints.ticketNumber
        ? await this.byNumber(tx, line, customer, message, hints.ticketNumber)
        : null;
    return thread(hints, { byToken: null, byReference, byNumber, open: null });
  }

  /** What answers this message came first; only among the sender's own, where the order in which we read is ours. */
  private async overtaken(
    tx: Tx,
    line: Line,
    customer: Customer,
    message: InboundMessage,
    externalId: string,
  ): Promise<Candidate[]> {
    const awaiting = await this.conversations.findAwaiting(tx, line.id, externalId);
    const candidates = await this.withParticipation(tx, customer, message, awaiting);
    return candidates.filter((candidate) => candidate.participant);
  }

  private async byNumber(
    tx: Tx,
    line: Line,
    customer: Customer,
    message: InboundMessage,
    number: number,
  ): Promise<Candidate | null> {
    const rows = await tx.query<{ id: string; ticket_id: string }>(
      `select c.id, c.ticket_id from tickets t join conversations c on c.ticket_id = t.id and c.inbox_id = $2
       where t.number = $1 and c.threaded order by c.updated_at desc`,
      [number, line.id],
    );
    const candidates = await this.withParticipation(
      tx,
      customer,
      message,
      rows.map((r) => ({ id: r.id, ticketId: r.ticket_id })),
    );
    return candidates.find((c) => c.participant) ?? candidates[0] ?? null;
  }

  /** Who wrote in the conversation, or was written to by us. */
  private async withParticipation(
    tx: Tx,
    customer: Customer,
    message: InboundMessage,
    found: { id: string; ticketId: string }[],
  ): Promise<Candidate[]> {
    if (found.length === 0) return [];
    const address = JSON.stringify([{ address: message.sender.value.toLowerCase() }]);
    const rows = await tx.query<{ id: string }>(
      `select c.id from conversations c where c.id = any($1::uuid[]) and (
         c.contact_id = $2 or exists (
           select 1 from messages m where m.conversation_id = c.id and (
             lower(m.sender ->> 'address') = $3
             or (m.direction = 'out' and (lower(m.recipients::text)::jsonb @> $4::jsonb or lower(m.cc::text)::jsonb @> $4::jsonb)))))`,
      [found.map((f) => f.id), customer.contactId, message.sender.value.toLowerCase(), address],
    );
    const inIt = new Set(rows.map((r) => r.id));
    return found.map((f) => ({ conversationId: f.id, ticketId: f.ticketId, participant: inIt.has(f.id) }));
  }
}
