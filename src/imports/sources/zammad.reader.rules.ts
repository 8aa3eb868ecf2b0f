import { isJson, listOf, recordsIn, textOf, type ForeignRow, type Json, type SourceReader } from './source.js';

const LISTS = ['organizations', 'users', 'tickets', 'ticket_articles'];
/** As every installation begins with them; with `expand=true` the names stand there. */
const STATES: Record<string, string> = {
  1: 'new',
  2: 'open',
  3: 'pending reminder',
  4: 'closed',
  5: 'merged',
  6: 'closed',
  7: 'pending close',
};
const PRIORITIES: Record<string, string> = { 1: 'low', 2: 'normal', 3: 'high' };
const STAFF = new Set(['1', '2', 'Admin', 'Agent']);

/** Zammad: pages of its API (`users`, `organizations`, `tickets`, `ticket_articles`), and answers of its knowledge base. */
export class ZammadReader implements SourceReader {
  private readonly people = new Map<string, { name?: string; email?: string; staff: boolean }>();

  take(value: unknown, file: string): ForeignRow[] {
    if (isJson(value) && (isJson(value.assets) || isJson(value.KnowledgeBaseAnswerTranslation))) {
      const answers = knowledge((value.assets ?? value) as Json);
      const tickets = isJson(value.assets) ? this.assets(value.assets, file) : [];
      return [...answers, ...tickets];
    }
    return recordsIn(value, file, LISTS).flatMap(({ list, record }) => this.one(list || kindOf(record), record));
  }

  /** Searches answer with everything by its id. */
  private assets(assets: Json, _file: string): ForeignRow[] {
    const of = (name: string): Json[] => (isJson(assets[name]) ? Object.values(assets[name]).filter(isJson) : []);
    return [
      ...of('Organization').flatMap((record) => this.one('organizations', record)),
      ...of('User').flatMap((record) => this.one('users', record)),
      ...of('Ticket').flatMap((record) => this.one('tickets', record)),
      ...of('TicketArticle').flatMap((record) => this.one('ticket_articles', record)),
    ];
  }

  private one(list: string, record: Json): ForeignRow[] {
    const id = textOf(record.id);
    if (!id) return [];
    if (list === 'organizations') {
      return [{ kind: 'companies', ref: id, given: { name: record.name, domains: record.domain, notes: record.note } }];
    }
    if (list === 'users') return this.person(id, record);
    if (list === 'tickets') return this.ticket(id, record);
    return list === 'ticket_articles' ? this.article(id, record) : [];
  }

  private person(id: string, record: Json): ForeignRow[] {
    const roles = [
      ...(Array.isArray(record.roles) ? record.roles : []),
      ...(Array.isArray(record.role_ids) ? record.role_ids : []),
    ];
    const staff = roles.some((role) => STAFF.has(String(role)));
    const name = [record.firstname, record.lastname].map(textOf).filter(Boolean).join(' ');
    const email = textOf(record.email);
    this.people.set(id, { name, email, staff });
    if (email) this.people.set(email.toLowerCase(), { name, email, staff });
    // The first user is the program itself.
    if (staff || textOf(record.login) === '-') return [];
    return [
      {
        kind: 'contacts',
        ref: id,
        given: {
          name,
          mail: record.email,
          phone: record.phone,
          mobile: record.mobile,
          companyRef: record.organization_id,
          title: record.department,
          notes: record.note,
        },
      },
    ];
  }

  private ticket(id: string, record: Json): ForeignRow[] {
    const customer = textOf(record.customer_id);
    const expanded = textOf(record.customer);
    const owner = this.people.get(textOf(record.owner_id) ?? '')?.email ?? textOf(record.owner);
    return [
      {
        kind: 'tickets',
        ref: id,
        given: {
          subject: record.title || `#${textOf(record.number) ?? id}`,
          contactRef: customer,
          contactName: this.people.get(customer ?? '')?.name,
          contactEmail: this.people.get(customer ?? '')?.email ?? (expanded?.includes('@') ? expanded : undefined),
          status: textOf(record.state) ?? STATES[textOf(record.state_id) ?? ''],
          priority: textOf(record.priority)?.replace(/^\d\s*/, '') ?? PRIORITIES[textOf(record.priority_id) ?? ''],
          tags: record.tags,
          createdAt: record.created_at,
          updatedAt: record.updated_at,
          solvedAt: record.close_at,
          assignee: owner?.includes('@') ? owner : undefined,
        },
      },
      ...listOf(record.articles).flatMap((one) => this.article(textOf(one.id) ?? '', { ticket_id: id, ...one })),
    ];
  }

  private article(id: string, record: Json): ForeignRow[] {
    const ticket = textOf(record.ticket_id);
    if (!ticket || !id || record.body === undefined) return [];
    const sender = textOf(record.sender) ?? { 1: 'Agent', 2: 'Customer' }[textOf(record.sender_id) ?? ''] ?? 'System';
    const author = textOf(record.created_by_id) ?? '';
    const who = this.people.get(author) ?? this.people.get((textOf(record.created_by) ?? '').toLowerCase());
    const html = textOf(record.content_type)?.includes('html');
    return [
      {
        kind: 'messages',
        ref: id,
        parent: ticket,
        given: {
          by: sender === 'Customer' ? 'customer' : sender === 'Agent' ? 'agent' : 'system',
          name:
            who?.name ??
            textOf(record.from)
              ?.replace(/\s*<.*$/, '')
              .replaceAll('"', ''),
          email: who?.email,
          authorRef: author,
          internal: record.internal === true,
          ...(html ? { html: textOf(record.body) } : { text: textOf(record.body) }),
          at: textOf(record.created_at),
          channel: textOf(record.type),
          files: listOf(record.attachments).map((one) => ({
            id: textOf(one.id),
            name: textOf(one.filename) ?? 'file',
            // As its interface gives them; without the name.
            url: `ticket_attachment/${ticket}/${id}/${textOf(one.id) ?? ''}`,
            size: Number(one.size) || undefined,
          })),
        },
      },
    ];
  }
}

function knowledge(assets: Json): ForeignRow[] {
  const all = (name: string): [string, Json][] =>
    isJson(assets[name])
      ? Object.entries(assets[name]).filter((entry): entry is [string, Json] => isJson(entry[1]))
      : [];
  const contents = new Map(all('KnowledgeBaseAnswerTranslationContent').map(([id, one]) => [id, textOf(one.body)]));
  const answers = new Map(all('KnowledgeBaseAnswer').map(([id, one]) => [id, one]));
  return all('KnowledgeBaseAnswerTranslation').flatMap(([id, one]) => {
    const body = contents.get(textOf(one.content_id) ?? id);
    if (!body) return [];
    const published = answers.get(textOf(one.answer_id) ?? '')?.published_at;
    return [
      {
        kind: 'articles' as const,
        ref: id,
        given: { title: one.title, body, state: published ? 'published' : 'draft' },
      },
    ];
  });
}

function kindOf(record: Json): string {
  if ('ticket_id' in record && 'body' in record) return 'ticket_articles';
  if ('title' in record && ('customer_id' in record || 'state_id' in record)) return 'tickets';
  if ('firstname' in record || 'login' in record) return 'users';
  return 'name' in record && 'domain' in record ? 'organizations' : '';
}
