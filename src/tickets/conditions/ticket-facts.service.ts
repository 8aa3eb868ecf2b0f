import { Injectable } from '@nestjs/common';
import { EntitlementsService, NOTHING, type Entitlement } from '../../contracts/entitlements.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { TicketPlace, type Place } from '../ticket-place.service.js';
import type { Ticket } from '../ticket.entity.js';
import { priorityName } from '../ticket.rules.js';
import type { FactValue, TicketFacts } from './condition.rules.js';
import type { When } from './field.rules.js';
import { TicketHours } from './ticket-hours.service.js';

/** What is happening to the ticket while it is asked about. */
export interface Happening {
  event?: When;
  /** Names of the ticket's fields that changed, as conditions call them. */
  changed?: readonly string[];
  /** Their values before, under the same names. */
  previous?: Readonly<Record<string, FactValue>>;
  /** Whose words are meant; else the customer's last ones. */
  message?: { id: string; channel?: string; automatic?: boolean };
  visit?: { from: string | null; to: string };
}

interface Around {
  contact_name: string;
  contact_title: string | null;
  contact_tags: string[];
  contact_fields: Record<string, unknown>;
  language: string | null;
  company_name: string | null;
  company_tags: string[] | null;
  company_fields: Record<string, unknown> | null;
  followers: number;
  words: string | null;
  channel: string | null;
  automatic: boolean | null;
}

interface Surroundings extends Around {
  site: string | null;
  entitlement: Entitlement;
  isOpen: boolean;
}

/** A letter with a log in it is not read to its end. */
const LONGEST_TEXT = 40_000;
const MINUTE_MS = 60_000;

/** Gathers what conditions ask about a ticket. What lies around the ticket is read once a transaction. */
@Injectable()
export class TicketFactsService {
  private readonly read = new WeakMap<Tx, Map<string, Promise<Surroundings>>>();
  private readonly bought = new WeakMap<Tx, Map<string, Promise<Entitlement>>>();

  constructor(
    private readonly clock: Clock,
    private readonly entitlements: EntitlementsService,
    private readonly hours: TicketHours,
    private readonly places: TicketPlace,
  ) {}

  /** `ticket` as it is now: the caller's own, which the writer keeps up to date. */
  async load(tx: Tx, ticket: Ticket, happening: Happening = {}): Promise<TicketFacts> {
    const around = await this.around(tx, ticket, happening.message?.id);
    return {
      ...ownFacts(ticket),
      ...this.timeFacts(ticket),
      ...customFacts('fields', ticket.fields),
      ...aroundFacts(ticket, around),
      ...momentFacts(happening, around),
    };
  }

  /** What the ticket's company bought, as it is now. */
  entitlement(tx: Tx, { companyId, siteId }: Pick<Ticket, 'companyId' | 'siteId'>): Promise<Entitlement> {
    if (!companyId) return Promise.resolve(NOTHING);
    const known = this.bought.get(tx) ?? new Map<string, Promise<Entitlement>>();
    this.bought.set(tx, known);
    const key = `${companyId} ${siteId}`;
    const reading = known.get(key) ?? this.entitlements.of(tx, { companyId, siteId, at: this.clock.now() });
    known.set(key, reading);
    return reading;
  }

  private timeFacts({ createdAt, waitingSince }: Ticket): TicketFacts {
    const minutesSince = (at: Date): number => Math.floor((this.clock.millis() - at.getTime()) / MINUTE_MS);
    return {
      'age.minutes': minutesSince(createdAt),
      'waiting.minutes': waitingSince ? minutesSince(waitingSince) : null,
    };
  }

  private around(tx: Tx, ticket: Ticket, messageId: string | undefined): Promise<Surroundings> {
    const known = this.read.get(tx) ?? new Map<string, Promise<Surroundings>>();
    this.read.set(tx, known);
    const { id, contactId, companyId, siteId, teamId, messageSeq } = ticket;
    const key = [id, contactId, companyId, siteId, teamId, messageId ?? messageSeq].join(' ');
    const reading = known.get(key) ?? this.readAround(tx, ticket, messageId);
    known.set(key, reading);
    return reading;
  }

  private async readAround(tx: Tx, ticket: Ticket, messageId: string | undefined): Promise<Surroundings> {
    // The neighbours' tables are joined here, and what they do not hold is asked at once: one journey for every new ticket.
    const bought = this.entitlement(tx, ticket);
    const [[row], entitlement, place, isOpen] = await Promise.all([
      this.neighbours(tx, ticket, messageId),
      bought,
      this.placeOf(tx, ticket),
      this.hours.isOpen(tx, ticket, bought),
    ]);
    if (!row) throw new Error(`ticket ${ticket.number} is of nobody`);
    return { ...row, site: place?.id ?? null, entitlement, isOpen };
  }

  /** The customer's place that the ticket concerns, by what was bought. */
  placeOf(tx: Tx, ticket: Ticket): Promise<Place | null> {
    return this.places.of(tx, ticket, this.entitlement(tx, ticket));
  }

  private neighbours(tx: Tx, ticket: Ticket, messageId: string | undefined): Promise<Around[]> {
    return tx.query<Around>(
      `select c.name as contact_name, c.title as contact_title, c.tags as contact_tags, c.fields as contact_fields, c.language,
         k.name as company_name, k.tags as company_tags, k.fields as company_fields,
         (select count(*)::int from ticket_followers f where f.ticket_id = $3) as followers,
         m.words, m.channel, m.automatic
       from contacts c
       left join companies k on k.id = $2 and k.deleted_at is null
       left join lateral (
         select left(m.text, ${LONGEST_TEXT}) as words, m.channel, m.automatic from messages m
         where m.ticket_id = $3 and m.direction = 'in'
           and case when $4::uuid is null then not (m.meta ? 'thirdParty') else m.id = $4 end
         order by m.ticket_seq desc limit 1
       ) m on true
       where c.id = $1`,
      [ticket.contactId, ticket.companyId, ticket.id, messageId ?? null],
    );
  }
}

/** The ticket's own fields under the names that conditions use. */
export const ownFacts = (ticket: Ticket): TicketFacts => ({
  priority: priorityName(ticket.priority),
  type: ticket.type,
  mode: ticket.mode,
  category: ticket.category,
  status: ticket.statusId,
  team: ticket.teamId,
  assignee: ticket.assigneeId,
  tags: ticket.tags,
  subject: ticket.subject,
  channels: ticket.channels,
  inbox: ticket.inboxId,
  reopened: ticket.reopenedCount,
});

function aroundFacts(ticket: Ticket, around: Surroundings): TicketFacts {
  const { entitlement } = around;
  return {
    language: around.language,
    followers: around.followers,
    site: around.site,
    hours: around.isOpen ? 'open' : 'closed',
    'contact.id': ticket.contactId,
    'contact.name': around.contact_name,
    'contact.title': around.contact_title,
    'contact.tags': around.contact_tags,
    'company.id': ticket.companyId,
    'company.name': around.company_name,
    'company.tags': around.company_tags ?? [],
    ...customFacts('contact.fields', around.contact_fields),
    ...customFacts('company.fields', around.company_fields ?? {}),
    segment: entitlement.segment,
    'package.key': entitlement.package?.key ?? null,
    'contract.kind': entitlement.contract?.kind ?? null,
    'contract.term': entitlement.contract?.term ?? null,
    'contract.state': entitlement.contract?.state ?? null,
  };
}

function momentFacts({ event, changed, previous, message, visit }: Happening, around: Surroundings): TicketFacts {
  return {
    event: event ?? null,
    words: around.words,
    channel: message?.channel ?? around.channel,
    automatic: message?.automatic ?? around.automatic ?? false,
    changed: changed ?? [],
    'visit.state': visit?.to ?? null,
    'previous.visit.state': visit?.from ?? null,
    ...Object.fromEntries(Object.entries(previous ?? {}).map(([name, value]) => [`previous.${name}`, value])),
  };
}

function customFacts(root: string, fields: Record<string, unknown>): TicketFacts {
  const plain = Object.entries(fields).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(plain.map(([key, value]) => [`${root}.${key}`, value as FactValue]));
}
