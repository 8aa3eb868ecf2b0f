import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { TicketRows } from '../ticket-rows.js';
import { PeopleSearch } from './people-search.js';
import { exactly, readQuery } from './search-query.rules.js';
import type { FoundTicket, SearchAnswer, SearchRequest } from './search.dto.js';
import { TicketSearch, type Hit } from './ticket-search.js';

/** Of so many customers with such a name the tickets are shown too. */
const PEOPLE = 5;

/** One search over subjects, messages, numbers, people and companies. */
@Injectable()
export class SearchService {
  constructor(
    private readonly db: DataSource,
    private readonly tickets: TicketSearch,
    private readonly people: PeopleSearch,
    private readonly rows: TicketRows,
  ) {}

  async search(actor: Actor, { q, types, limit }: SearchRequest): Promise<SearchAnswer> {
    const wanted = new Set((types ?? 'tickets,contacts,companies').split(','));
    const customers = can(actor, 'customers:read');
    const [contacts, companies] = await Promise.all([
      customers ? this.people.contacts(q, limit) : [],
      customers ? this.people.companies(q, limit) : [],
    ]);
    return {
      tickets: wanted.has('tickets') ? await this.foundTickets(actor, q, limit, contacts, companies) : [],
      contacts: wanted.has('contacts') ? contacts : [],
      companies: wanted.has('companies') ? companies : [],
    };
  }

  /** For lists with `?q=`: the ids of what is found, the newest first. */
  async ticketIds(actor: Actor, q: string, limit: number): Promise<string[]> {
    const [hits, contacts] = await Promise.all([
      this.tickets.find(actor, readQuery(q), limit),
      can(actor, 'customers:read') ? this.people.contacts(q, PEOPLE) : [],
    ]);
    const theirs = await this.tickets.ofCustomers(
      actor,
      contacts.map((contact) => contact.id),
      [],
      limit,
    );
    return [...new Set([...hits, ...theirs].map((hit) => hit.ticketId))].slice(0, limit);
  }

  private async foundTickets(
    actor: Actor,
    q: string,
    limit: number,
    contacts: { id: string }[],
    companies: { id: string }[],
  ): Promise<FoundTicket[]> {
    const query = readQuery(q);
    const [said, theirs] = await Promise.all([
      this.tickets.find(actor, query, limit),
      this.tickets.ofCustomers(
        actor,
        contacts.slice(0, PEOPLE).map((c) => c.id),
        companies.slice(0, PEOPLE).map((c) => c.id),
        limit,
      ),
    ]);
    const known = new Set(said.map((hit) => hit.ticketId));
    const hits = [...said, ...theirs.filter((hit) => !known.has(hit.ticketId))].slice(0, limit);
    const [rows, snippets] = await Promise.all([
      this.rows.byIds(hits.map((hit) => hit.ticketId)),
      this.snippets(hits, query.words),
    ]);
    return hits.flatMap(({ ticketId, messageId }) => {
      const row = rows.get(ticketId)?.row;
      return row ? [{ ...row, snippet: (messageId && snippets.get(messageId)) || null }] : [];
    });
  }

  /** Some words around the first that was found; plain text, for the reader's page to mark. */
  private async snippets(hits: Hit[], words: string[]): Promise<Map<string, string>> {
    const ids = hits.flatMap((hit) => hit.messageId ?? []);
    if (ids.length === 0) return new Map();
    const found = await this.db.query<{ id: string; snippet: string }[]>(
      `select id, ts_headline('public.words', left(text, 4000), to_tsquery('public.words', $2),
         'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=10') as snippet
       from messages where id = any($1::uuid[])`,
      [ids, exactly(words)],
    );
    return new Map(found.map((row) => [row.id, row.snippet.replace(/\s+/g, ' ').trim()]));
  }
}
