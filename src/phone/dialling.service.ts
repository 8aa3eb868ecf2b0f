import { Injectable } from '@nestjs/common';
import type {} from '../channels/calls/call.events.js';
import { CallControls } from '../channels/calls/call-controls.service.js';
import type { Call } from '../channels/calls/call.entity.js';
import { agentLabel as labelOf } from '../channels/calls/call.rules.js';
import { CallsService } from '../channels/calls/calls.service.js';
import type { Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import { countryPrefix, international, readPhone } from '../customers/phone.rules.js';
import { UsersService } from '../identity/people/users.service.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { conflict, invalid } from '../platform/http/refusal.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { Allowances } from '../channels/calls/allowances.service.js';
import type { DialBody } from './phone.dto.js';

type Dialled = { number: string; price: number };

interface Ground {
  ticket: Ticket;
  conversation: { id: string; channel: string };
  name: string;
  text: string;
}

/** Calls that we make. What the browser sends is a wish: the number we show, and where we may call, are decided here. */
@Injectable()
export class Dialling {
  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly inboxes: InboxesService,
    private readonly contacts: ContactsService,
    private readonly conversations: ConversationsService,
    private readonly writer: TicketWriter,
    private readonly tickets: TicketsService,
    private readonly allowances: Allowances,
    private readonly users: UsersService,
  ) {}

  /** First the person's own phone, then the customer's: nobody is called by silence. */
  async dial(actor: Actor, { to, inboxId, ticketId }: DialBody): Promise<string> {
    const line = await this.lineFor(to, inboxId, ticketId);
    const control = this.controls.of(line.channel);
    const { number, price } = await this.allowances.dialable(actor.id!, line, to);
    const { current } = await this.calls.ofAgent(actor.id!);
    if (current) throw conflict('in_a_call', 'You are in a call already.');
    const call = await this.calls.run((tx) => this.begun(tx, actor, line, { number, price }, ticketId));
    try {
      const label = labelOf(actor.id!);
      const sid = await control.add(call, line, { label, to: { userId: actor.id! } });
      await this.calls.run((tx) => this.calls.partLeg(tx, call.id, label, sid));
    } catch (error) {
      await this.calls.run(async (tx) => {
        const held = await this.calls.lock(tx, call.id);
        if (held) await this.calls.end(tx, held);
      });
      throw error;
    }
    return call.id;
  }

  /** What somebody dialled on a telephone of theirs, or called back, is on a ticket, too. Once, however often it is told. */
  @Subscribe('call.dialled', { name: 'phone.dialled', lane: 'near' })
  async dialled({ callId, userId }: Events['call.dialled']): Promise<void> {
    const [seen, briefs] = await Promise.all([this.calls.find(callId), this.users.briefs([userId])]);
    if (!seen || seen.messageId) return;
    const line = await this.inboxes.line(seen.inboxId);
    const actor: Actor = { ...SYSTEM, kind: 'user', id: userId, name: briefs.get(userId)?.name ?? '' };
    await this.calls.run(async (tx) => {
      const ground = await this.ground(tx, actor, line, seen.to, seen.ticketId ?? undefined);
      const call = await this.calls.lock(tx, callId);
      if (!call || call.messageId) throw new Error('this call has found its place already');
      const { ticket, conversation } = ground;
      await this.calls.change(tx, call, {
        ticketId: ticket.id,
        conversationId: conversation.id,
        teamId: ticket.teamId,
      });
      await this.say(tx, actor, line, call, ground);
    });
  }

  private async begun(
    tx: Tx,
    actor: Actor,
    line: Line,
    { number, price }: Dialled,
    ticketId: string | undefined,
  ): Promise<Call> {
    const ground = await this.ground(tx, actor, line, number, ticketId);
    const { ticket, conversation } = ground;
    const userId = actor.id!;
    const call = await this.calls.begin(tx, {
      inboxId: line.id,
      channel: line.channel,
      sid: null,
      direction: 'out',
      from: line.address ?? '',
      to: number,
      language: String(line.settings.language ?? 'en'),
      state: 'connecting',
      ticketId: ticket.id,
      conversationId: conversation.id,
      teamId: ticket.teamId,
      agentId: userId,
      // Of what is counted against their limit, whoever talks in the end.
      facts: { dialledBy: userId, price: String(price) },
    });
    await this.calls.part(tx, {
      callId: call.id,
      kind: 'agent',
      userId,
      phone: null,
      label: labelOf(userId),
      sid: null,
    });
    await this.say(tx, actor, line, call, ground);
    return call;
  }

  /** On which ticket, and with whom. */
  private async ground(
    tx: Tx,
    actor: Actor,
    line: Line,
    number: string,
    ticketId: string | undefined,
  ): Promise<Ground> {
    const who = await this.contacts.identify(tx, {
      kind: 'phone',
      channel: line.channel,
      value: number,
      display: number,
    });
    const shown = readPhone(number, '')?.display ?? number;
    const text = `${line.settings.language === 'pt' ? 'Ligação para' : 'Call to'} ${shown}`;
    const ticket = ticketId
      ? await this.tickets.lockForWork(tx, actor, ticketId)
      : await this.writer.open(tx, actor, {
          subject: text,
          contactId: who.contactId,
          companyId: who.companyId,
          inboxId: line.id,
          teamId: await this.inboxes.teamOf(line.id),
          assigneeId: actor.id,
        });
    return { ticket, conversation: await this.conversationOf(tx, line, ticket, who), name: who.name, text };
  }

  private async say(
    tx: Tx,
    actor: Actor,
    line: Line,
    call: Call,
    { ticket, conversation, name, text }: Ground,
  ): Promise<void> {
    const message = await this.writer.say(tx, ticket, actor, conversation, {
      kind: 'call',
      direction: 'out',
      author: { kind: 'user', id: actor.id! },
      sender: { name: actor.name, address: line.address ?? undefined },
      recipients: [{ address: call.to, name }],
      text,
      state: 'sent',
    });
    await this.calls.change(tx, call, { messageId: message.id });
    await this.calls.tell(tx, call);
  }

  private async conversationOf(
    tx: Tx,
    line: Line,
    ticket: Ticket,
    { contactId, identityId }: { contactId: string; identityId: string },
  ): Promise<{ id: string; channel: string }> {
    const open = await this.conversations.findOpen(tx, line.id, identityId);
    if (open) return { id: open.id, channel: line.channel };
    return this.conversations.open(tx, {
      ticketId: ticket.id,
      inboxId: line.id,
      channel: line.channel,
      contactId,
      identityId,
      threaded: false,
    });
  }

  /** The number that is shown: that which was asked for, that which the customer called, one of their country, any. */
  private async lineFor(to: string, inboxId: string | undefined, ticketId: string | undefined): Promise<Line> {
    const all = await Promise.all(this.controls.channels.map((channel) => this.inboxes.activeLines(channel)));
    const lines = all.flat();
    const known = inboxId || !ticketId ? null : await this.calls.lineOfTicket(ticketId);
    const country = countryPrefix(international(to) ?? '');
    const line = inboxId
      ? lines.find(({ id }) => id === inboxId)
      : (lines.find(({ id }) => id === known) ??
        lines.find(({ address }) => country !== null && address?.startsWith(country)) ??
        lines[0]);
    if (!line) throw invalid('inboxId', 'is no line from which calls are made');
    return line;
  }
}
