import { Injectable } from '@nestjs/common';
import { convert } from 'html-to-text';
import { ContactLists, type ListedPerson } from '../../customers/contact-lists.service.js';
import { tidyTags } from '../../customers/tag.rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { PastTickets, type PastMessage, type PastTicket } from '../../tickets/past/past-tickets.service.js';
import { priorityRank, type Priority, type StatusCategory } from '../../tickets/ticket.rules.js';
import type { ForeignMessage } from '../sources/source.js';
import { readPerson } from './contacts.handler.js';
import { customValues } from './custom-values.rules.js';
import { plainOf, timeOf, type Values } from './field.rules.js';
import {
  planOf,
  type GivenRow,
  type Handler,
  type JournalEntry,
  type Made,
  type Outcome,
  type Scene,
  type Verdict,
} from './handler.js';
import { Names } from './names.service.js';
import { categoryCalled } from './status-words.rules.js';

interface Customer {
  id: string;
  name: string;
  companyId: string | null;
}

interface Status {
  id: string;
  name: string;
  category: StatusCategory;
}

const OWN = ['import_rows', 'import_journal', 'import_refs'];
const MOST_TEXT = 100_000;

/** Work that was done elsewhere, with all that was said: recorded as history, of which nothing follows. */
@Injectable()
export class TicketsHandler implements Handler {
  readonly kind = 'tickets';
  readonly target = 'ticket';
  readonly batch = 50;

  constructor(
    private readonly past: PastTickets,
    private readonly lists: ContactLists,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  look(_: Pick<Tx, 'query'>, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]> {
    return Promise.resolve(
      rows.map(({ values, knownId }) => {
        const { errors } = customValues(scene.customFields.ticket, values);
        const person = personOf(values, scene);
        errors.push(...person.errors);
        if (errors.length > 0) return { plan: 'refuse', knownId: null, errors, keys: [] };
        const plan = planOf(knownId, Boolean(knownId), scene.options, false);
        return { plan, knownId, errors: plan === 'skip' ? [{ field: '', reason: 'known' }] : [], keys: [] };
      }),
    );
  }

  async write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]> {
    const verdicts = await this.look(tx, rows, scene);
    const doing = rows.filter((_, n) => verdicts[n]!.plan === 'create');
    const { customers, made } = await this.customers(tx, doing, scene);
    const words = await this.words(tx, doing, scene);
    const authors = await this.names.byRef(
      tx,
      scene,
      'contact',
      [...words.values()].flat().map(({ authorRef }) => authorRef),
    );
    const emails = [...words.values()]
      .flat()
      .flatMap(({ by, email, name }) => (by === 'agent' ? [email ?? name ?? ''] : []));
    const users = await this.names.usersBy(tx, [
      ...emails,
      ...doing.flatMap(({ values }) => (values.assignee ? [String(values.assignee)] : [])),
    ]);
    const statuses = await tx.query<Status>('select id, name, category from statuses where deleted_at is null');
    const tickets = doing.map((row) =>
      this.ticketOf(row, scene, {
        customer: customers.get(row)!,
        words: words.get(row) ?? [],
        authors,
        users,
        statuses,
      }),
    );
    const ids = tickets.length > 0 ? await this.past.record(tx, tickets) : [];
    const idOf = new Map(doing.map((row, n) => [row, ids[n]!]));
    return rows.map((row, n) => {
      const id = idOf.get(row);
      if (!id) return { deed: verdicts[n]!.plan === 'skip' ? 'skipped' : 'refused', errors: verdicts[n]!.errors };
      const more = made.get(row);
      return { deed: 'created', made: { target: 'ticket', id, version: 1 }, more: more ? [more] : [] };
    });
  }

  takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    return this.past.takeAway(
      tx,
      entries.map(({ id }) => id),
      OWN,
    );
  }

  /** Known by the id there, or by an address or number; made where nobody is. */
  private async customers(
    tx: Tx,
    rows: readonly GivenRow[],
    scene: Scene,
  ): Promise<{ customers: Map<GivenRow, Customer>; made: Map<GivenRow, Made> }> {
    const refs = await this.names.byRef(
      tx,
      scene,
      'contact',
      rows.map(({ values }) => values.contactRef as string),
    );
    const made = new Map<GivenRow, Made>();
    const ids = new Map<GivenRow, string>();
    // One after the other: the second ticket of somebody new is that of whom the first one made.
    for (const row of rows) {
      const { person } = personOf(row.values, scene);
      const known = refs.get(row.values.contactRef as string);
      const [look] = known ? [] : await this.lists.look(tx, [person]);
      let id = known ?? look?.knownId ?? undefined;
      if (!id) {
        // An erased person stays so: their ticket is nobody's.
        const fresh = look?.erased ? { name: '[erased]', identities: [] } : person;
        [id] = (await this.lists.add(tx, [fresh])) as [string];
        made.set(row, { target: 'contact', id, version: 1 });
      }
      ids.set(row, id);
    }
    const found = await tx.query<{ id: string; name: string; company_id: string | null }>(
      `with recursive chain as (
         select id as asked, id, merged_into_id from contacts where id = any($1::uuid[])
         union all select chain.asked, c.id, c.merged_into_id from contacts c join chain on c.id = chain.merged_into_id
       ) select chain.asked, c.id, c.name, c.company_id from chain join contacts c on c.id = chain.id where chain.merged_into_id is null`,
      [[...ids.values()]],
    );
    const byAsked = new Map(found.map((row) => [(row as unknown as { asked: string }).asked, row]));
    const customers = new Map<GivenRow, Customer>();
    for (const [row, id] of ids) {
      const one = byAsked.get(id);
      customers.set(row, { id: one?.id ?? id, name: one?.name ?? '', companyId: one?.company_id ?? null });
    }
    return { customers, made };
  }

  /** What was said on each, in its order: kept by the dry run beside the tickets. */
  private async words(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Map<GivenRow, ForeignMessage[]>> {
    const found = new Map<GivenRow, ForeignMessage[]>();
    const byRef = new Map(rows.flatMap((row) => (row.ref ? [[row.ref, row] as const] : [])));
    if (byRef.size === 0) return found;
    const kept = await tx.query<{ parent: string; given: ForeignMessage }>(
      `select parent, given from import_rows where import_id = $1 and kind = 'messages' and parent = any($2) order by place`,
      [scene.importId, [...byRef.keys()]],
    );
    for (const { parent, given } of kept) {
      const row = byRef.get(parent)!;
      found.set(row, [...(found.get(row) ?? []), given]);
    }
    return found;
  }

  private ticketOf(
    { values }: GivenRow,
    scene: Scene,
    known: {
      customer: Customer;
      words: ForeignMessage[];
      authors: Map<string, string>;
      users: Map<string, string>;
      statuses: Status[];
    },
  ): PastTicket {
    const time = (key: string): Date | null => (typeof values[key] === 'string' ? new Date(values[key]) : null);
    const createdAt = time('createdAt') ?? this.clock.now();
    const messages = this.messagesOf(values, scene, known, createdAt);
    const word = String(values.status ?? '');
    const called = known.statuses.find(({ name }) => plainOf(name) === plainOf(word));
    const solvedAt = time('solvedAt');
    const there = called?.category ?? categoryCalled(word) ?? (solvedAt ? 'closed' : 'open');
    const category = scene.options.openTickets === 'close' && there !== 'solved' ? 'closed' : there;
    return {
      from: FROM[scene.source] ?? scene.source,
      subject: String(values.subject),
      contactId: known.customer.id,
      companyId: known.customer.companyId,
      assigneeId: known.users.get(String(values.assignee ?? '').toLowerCase()) ?? null,
      category,
      statusId: called && called.category === category ? called.id : null,
      priority: values.priority ? priorityRank(values.priority as Priority) : 2,
      type: plainOf(String(values.type ?? '')).replaceAll(' ', '_') || 'question',
      tags: tidyTags([...((values.tags as string[] | undefined) ?? []), ...scene.options.tags]),
      fields: customValues(scene.customFields.ticket, values).fields,
      createdAt,
      updatedAt: time('updatedAt'),
      solvedAt,
      messages,
    };
  }

  private messagesOf(
    values: Values,
    scene: Scene,
    {
      customer,
      words,
      authors,
      users,
    }: { customer: Customer; words: ForeignMessage[]; authors: Map<string, string>; users: Map<string, string> },
    createdAt: Date,
  ): PastMessage[] {
    const said = words.map((one) => {
      const at = one.at ? timeOf(one.at, scene.zone) : null;
      const text = one.text?.trim() || (one.html ? convert(one.html, { wordwrap: false }).trim() : '');
      const own = one.by === 'agent' ? (users.get((one.email ?? one.name ?? '').toLowerCase()) ?? null) : null;
      const author = one.by === 'customer' ? (authors.get(one.authorRef ?? '') ?? customer.id) : own;
      const direction = one.internal ? 'internal' : one.by === 'customer' ? 'in' : 'out';
      const kind = one.by === 'customer' ? 'contact' : one.by === 'agent' ? 'user' : 'system';
      return {
        direction,
        author: { kind, id: author },
        name:
          one.name ??
          (one.by === 'customer' && author === customer.id ? customer.name : (one.email ?? FROM[scene.source] ?? '')),
        address: one.email ?? null,
        text: withFiles(text, one.files).slice(0, MOST_TEXT),
        html: one.html && (one.files ?? []).every(({ blobKey }) => blobKey) ? one.html.slice(0, MOST_TEXT * 4) : null,
        at: at ? new Date(at) : createdAt,
        meta: one.channel ? { channelThere: one.channel } : {},
        files: (one.files ?? []).flatMap(({ name, type, size, blobKey }) =>
          blobKey ? [{ name, type: type ?? '', size: size ?? 0, blobKey }] : [],
        ),
      } satisfies PastMessage;
    });
    const text = values.text as string | undefined;
    // The first word of a ticket, where what was said does not begin with it anyway.
    if (text && words.length === 0) {
      said.unshift({
        direction: 'in',
        author: { kind: 'contact', id: customer.id },
        name: customer.name,
        address: (values.contactEmail as string | undefined) ?? null,
        text,
        html: null,
        at: createdAt,
        meta: {},
        files: [],
      });
    }
    return said.sort((a, b) => a.at.getTime() - b.at.getTime());
  }
}

const FROM: Record<string, string> = {
  csv: 'Import',
  zendesk: 'Zendesk',
  freshdesk: 'Freshdesk',
  chatwoot: 'Chatwoot',
  zammad: 'Zammad',
  freescout: 'FreeScout',
};

/** Files that the export does not carry are named, and never fetched. */
const withFiles = (text: string, files: ForeignMessage['files'] = []): string =>
  [
    text,
    ...files
      .filter(({ blobKey }) => !blobKey)
      .map(({ name, size }) => `📎 ${name}${size ? ` (${Math.ceil(size / 1024)} kB)` : ''}`),
  ]
    .filter(Boolean)
    .join('\n');

/** Somebody who wrote, as far as their ticket says. */
function personOf(values: Values, scene: Scene): { person: ListedPerson; errors: Verdict['errors'] } {
  const { person, errors } = readPerson(
    { name: values.contactName, mail: values.contactEmail, phone: values.contactPhone },
    { options: { ...scene.options, tags: [] }, customFields: { ...scene.customFields, contact: [] } },
  );
  if (person.name || person.identities.length > 0 || !values.contactRef) return { person, errors };
  // Gone there, too: only their number is left.
  return {
    person: { ...person, name: `${FROM[scene.source] ?? scene.source} ${String(values.contactRef)}` },
    errors: [],
  };
}
