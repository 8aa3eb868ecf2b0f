import { Injectable } from '@nestjs/common';
import { Inbox } from '../conversations/inbox.entity.js';
import { ContactDirectoryService } from '../customers/contact-directory.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { forbidden, invalid } from '../platform/http/refusal.js';
import { RepliesService } from './replies/replies.service.js';
import { TicketChanges } from './ticket-changes.js';
import type { CreateTicket, NewTicketContact } from './ticket.dto.js';
import { TicketWriter } from './ticket-writer.service.js';

/** A ticket that a person opens: for a caller, a visitor at the counter, or to write to a customer first. */
@Injectable()
export class TicketOpening {
  constructor(
    private readonly work: Work,
    private readonly changes: TicketChanges,
    private readonly contacts: ContactsService,
    private readonly directory: ContactDirectoryService,
    private readonly writer: TicketWriter,
    private readonly replies: RepliesService,
  ) {}

  /** Returns the id of the new ticket. */
  async open(actor: Actor, body: CreateTicket): Promise<string> {
    const { contactId, contact, inboxId, text, subject, ...values } = body;
    if (!contactId === !contact) throw invalid('contactId', 'name either contactId or contact');
    if (text && inboxId && !can(actor, 'tickets:reply')) throw forbidden('You may not write to customers.');
    const known =
      contact && !contact.email && !contact.phone ? await this.directory.create({ name: contact.name }) : contactId;
    const change = await this.changes.read(actor, { ...values, contactId: known });
    return this.work.run(async (tx) => {
      const inbox = inboxId ? await this.lineOf(tx, inboxId) : null;
      const customer = contact
        ? await this.customerOf(tx, contact)
        : { contactId: contactId!, companyId: change.companyId ?? null };
      await this.changes.refuseForeignPlace(tx, change.siteId, customer.companyId);
      const ticket = await this.writer.open(tx, actor, {
        subject: subject.trim(),
        ...customer,
        siteId: change.siteId,
        inboxId: inboxId ?? null,
        teamId: change.teamId === undefined ? (inbox?.teamId ?? null) : change.teamId,
        assigneeId: change.assigneeId,
        priority: change.priority,
        type: change.type,
        mode: change.mode,
        tags: change.tags,
        ...(await this.changes.fieldsOf(tx, {}, values)),
      });
      if (text) await this.replies.record(tx, actor, ticket, { kind: inboxId ? 'reply' : 'note', inboxId, text });
      return ticket.id;
    });
  }

  private async lineOf(tx: Tx, id: string): Promise<Inbox> {
    const inbox = await tx.find(Inbox, { id });
    if (!inbox || inbox.deletedAt) throw invalid('inboxId', 'there is no such inbox');
    return inbox;
  }

  /** Somebody known by that address or number is the same person. */
  private async customerOf(
    tx: Tx,
    { name, email, phone }: NewTicketContact,
  ): Promise<{ contactId: string; companyId: string | null }> {
    const [first, ...also] = [
      ...(email ? [{ kind: 'email' as const, value: email }] : []),
      ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ];
    if (!first) throw invalid('contact', 'needs an email or a phone to be known by');
    const found = await this.contacts.identify(tx, {
      ...first,
      name,
      also: also.map((one) => ({ ...one, verified: false })),
    });
    return { contactId: found.contactId, companyId: found.companyId };
  }
}
