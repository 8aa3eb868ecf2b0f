import { Conversation } from '../../src/conversations/conversation.entity.js';
import { ConversationsService, type NewMessage, type Recorded } from '../../src/conversations/conversations.service.js';
import { Company } from '../../src/customers/company.entity.js';
import { ContactsService } from '../../src/customers/contacts.service.js';
import { Clock } from '../../src/platform/clock.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { newId } from '../../src/platform/ids.js';
import { TicketWriter, type NewTicket } from '../../src/tickets/ticket-writer.service.js';
import type { Ticket } from '../../src/tickets/ticket.entity.js';
import type { TestApp } from './app.js';

export interface MadeContact {
  id: string;
  identityId: string;
  name: string;
  email: string;
}

export interface MadeInbox {
  id: string;
  channel: string;
  address: string | null;
}

let made = 0;
const next = (): number => (made += 1);

/** Things of the desk with sensible values; a test names only what matters to it. */
export class Make {
  constructor(private readonly app: TestApp) {}

  async company(name = `Company ${next()}`): Promise<{ id: string; name: string }> {
    const at = this.app.get(Clock).now();
    const id = newId();
    await this.app.db
      .getRepository(Company)
      .insert({ id, name, tags: [], fields: {}, version: 1, createdAt: at, updatedAt: at });
    return { id, name };
  }

  async contact({ name, email }: { name?: string; email?: string } = {}): Promise<MadeContact> {
    const n = next();
    const value = email ?? `customer-${n}@client.example`;
    const found = await this.app
      .get(Work)
      .run((tx) =>
        this.app
          .get(ContactsService)
          .identify(tx, { kind: 'email', value, name: name ?? `Customer ${n}`, verified: true }),
      );
    return { id: found.contactId, identityId: found.identityId, name: found.name, email: value };
  }

  /** A mail line by default: replies are made and queued, and leave as its channel sends them. */
  async inbox({
    channel = 'email',
    address = `desk-${next()}@desk.example` as string | null,
    teamId = null as string | null,
  } = {}): Promise<MadeInbox> {
    const id = newId();
    await this.app.db.query(
      `insert into inboxes (id, channel, name, address, team_id, settings, created_at) values ($1, $2, $3, $4, $5, '{}', $6)`,
      [id, channel, address ?? channel, address, teamId, this.app.get(Clock).now()],
    );
    return { id, channel, address };
  }

  /** A ticket of its own customer, as if an agent had just opened it. */
  async ticket(values: Partial<NewTicket> = {}): Promise<Ticket> {
    const contactId = values.contactId ?? (await this.contact()).id;
    return this.app.get(Work).run((tx) =>
      this.app.get(TicketWriter).open(tx, SYSTEM, {
        subject: `Ticket ${next()}`,
        companyId: null,
        inboxId: null,
        ...values,
        contactId,
      }),
    );
  }

  /** A thread of a ticket's customer on a line. */
  async conversation(
    ticket: Pick<Ticket, 'id' | 'contactId' | 'subject'>,
    inbox: MadeInbox,
    { threaded = true, identityId }: { threaded?: boolean; identityId?: string } = {},
  ): Promise<Conversation> {
    const [identity] = await this.app.db.query<{ id: string }[]>(
      'select id from contact_identities where contact_id = $1 order by id limit 1',
      [ticket.contactId],
    );
    return this.app.get(Work).run((tx) =>
      this.app.get(ConversationsService).open(tx, {
        ticketId: ticket.id,
        inboxId: inbox.id,
        channel: inbox.channel,
        contactId: ticket.contactId,
        identityId: identityId ?? identity?.id ?? null,
        subject: ticket.subject,
        threaded,
      }),
    );
  }

  /** Something the customer says in a conversation. */
  async said(
    ticketId: string,
    conversation: { id: string; channel: string },
    text = `Message ${next()}`,
    more: Partial<NewMessage> = {},
  ): Promise<Recorded> {
    return this.app.get(Work).run(async (tx) => {
      const writer = this.app.get(TicketWriter);
      const ticket = await writer.lock(tx, ticketId);
      return writer.say(
        tx,
        ticket,
        { ...SYSTEM, kind: 'contact', id: ticket.contactId, name: 'Customer' },
        conversation,
        {
          kind: 'message',
          direction: 'in',
          author: { kind: 'contact', id: ticket.contactId },
          sender: { name: 'Customer', address: `writer-${ticket.number}@client.example` },
          text,
          state: 'received',
          ...more,
        },
      );
    });
  }

  /** A customer who wrote on a line, and the ticket that came of it. */
  async letter({ text = 'The router is dead.', ...values }: Partial<NewTicket> & { text?: string } = {}): Promise<{
    ticket: Ticket;
    inbox: MadeInbox;
    conversation: Conversation;
    message: Recorded;
  }> {
    const inbox = await this.inbox();
    const ticket = await this.ticket({ inboxId: inbox.id, ...values });
    const conversation = await this.conversation(ticket, inbox);
    const message = await this.said(ticket.id, conversation, text);
    return { ticket, inbox, conversation, message };
  }
}
