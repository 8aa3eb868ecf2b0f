import { at, listOf, recordsIn, textOf, type ForeignRow, type Json, type SourceReader } from './source.js';

const LISTS = ['companies', 'contacts', 'agents', 'tickets', 'helpdesk_tickets', 'conversations', 'articles', 'users'];
/** Freshdesk numbers its states; those of a firm's own come later and stay open. */
const STATES: Record<string, string> = {
  2: 'open',
  3: 'pending',
  4: 'resolved',
  5: 'closed',
  6: 'pending',
  7: 'on hold',
};

/**
 * Freshdesk: pages of its API, version 2 (`contacts`, `companies`, `agents`, `tickets`, `conversations`, solution
 * `articles`), and the account's export, in which each record is wrapped in its name (`{"user": …}`, `{"helpdesk_ticket": …}`).
 */
export class FreshdeskReader implements SourceReader {
  private readonly people = new Map<string, { name?: string; email?: string }>();
  private readonly agents = new Map<string, { name?: string; email?: string }>();

  take(value: unknown, file: string): ForeignRow[] {
    return recordsIn(value, file, LISTS).flatMap(({ list, record }) => this.one(list || kindOf(record), record, file));
  }

  private one(list: string, record: Json, file: string): ForeignRow[] {
    const id = textOf(record.id);
    if (!id) return [];
    switch (list) {
      case 'companies':
        return [
          {
            kind: 'companies',
            ref: id,
            given: { name: record.name, domains: record.domains, notes: record.note ?? record.description },
          },
        ];
      case 'agents':
        this.agents.set(id, {
          name: at(record, 'contact', 'name') ?? textOf(record.name),
          email: at(record, 'contact', 'email') ?? textOf(record.email),
        });
        return [];
      case 'contacts':
      case 'users':
        return this.person(id, record);
      case 'tickets':
      case 'helpdesk_tickets':
        return this.ticket(textOf(record.display_id) ?? id, record);
      case 'conversations':
        return this.said(id, record, textOf(record.ticket_id) ?? /tickets?[/_-](\d+)/.exec(file)?.[1]);
      case 'articles':
        return [
          {
            kind: 'articles',
            ref: id,
            given: {
              title: record.title,
              body: record.description ?? record.desc,
              category: at(record, 'hierarchy', 'category', 'name') ?? textOf(record.category_name),
              section: textOf(record.folder_name),
              state: textOf(record.status) === '1' ? 'draft' : 'published',
              tags: record.tags,
            },
          },
        ];
      default:
        return [];
    }
  }

  private person(id: string, record: Json): ForeignRow[] {
    this.people.set(id, { name: textOf(record.name), email: textOf(record.email) });
    if (record.helpdesk_agent === true) {
      this.agents.set(id, { name: textOf(record.name), email: textOf(record.email) });
      return [];
    }
    return [
      {
        kind: 'contacts',
        ref: id,
        given: {
          name: record.name,
          mail: record.email,
          otherEmails: record.other_emails,
          phone: record.phone,
          mobile: record.mobile,
          title: record.job_title,
          companyRef: record.company_id ?? record.customer_id,
          language: record.language,
          notes: record.description,
          tags: record.tags,
        },
      },
    ];
  }

  private ticket(id: string, record: Json): ForeignRow[] {
    const requester = textOf(record.requester_id) ?? at(record, 'requester', 'id');
    const asked = this.people.get(requester ?? '');
    const name = at(record, 'requester', 'name') ?? textOf(record.requester_name) ?? asked?.name;
    const status = textOf(record.status) ?? '';
    const first: ForeignRow = {
      kind: 'messages',
      ref: `ticket ${id}`,
      parent: id,
      given: {
        by: 'customer',
        name,
        email: at(record, 'requester', 'email') ?? asked?.email,
        authorRef: requester,
        internal: false,
        html: textOf(record.description_html) ?? textOf(record.description),
        text: textOf(record.description_text),
        at: textOf(record.created_at),
        files: filesOf(record.attachments),
      },
    };
    const said = [...listOf(record.conversations), ...listOf(record.helpdesk_notes), ...listOf(record.notes)];
    return [
      {
        kind: 'tickets',
        ref: id,
        given: {
          subject: record.subject || `#${id}`,
          contactRef: requester,
          contactName: name,
          contactEmail: at(record, 'requester', 'email') ?? asked?.email,
          status: STATES[status] ?? (/^\d+$/.test(status) ? 'open' : status),
          priority: record.priority,
          type: record.type ?? record.ticket_type,
          tags: record.tags,
          createdAt: record.created_at,
          updatedAt: record.updated_at,
          solvedAt: at(record, 'stats', 'resolved_at') ?? at(record, 'stats', 'closed_at'),
          assignee: this.agents.get(textOf(record.responder_id) ?? '')?.email,
        },
      },
      ...(first.given.html || first.given.text ? [first] : []),
      ...said.flatMap((one) => this.said(textOf(one.id) ?? '', one, id)),
    ];
  }

  private said(id: string, record: Json, ticket: string | undefined): ForeignRow[] {
    if (!ticket || !id || (record.body === undefined && record.body_text === undefined)) return [];
    const author = textOf(record.user_id) ?? '';
    const agent = this.agents.get(author);
    const customer = record.incoming === true;
    const who = customer ? this.people.get(author) : (agent ?? this.people.get(author));
    return [
      {
        kind: 'messages',
        ref: id,
        parent: ticket,
        given: {
          by: customer ? 'customer' : 'agent',
          name: who?.name,
          email: who?.email ?? (customer ? textOf(record.from_email) : undefined),
          authorRef: author,
          internal: record.private === true,
          html: textOf(record.body_html) ?? textOf(record.body),
          text: textOf(record.body_text),
          at: textOf(record.created_at),
          files: filesOf(record.attachments),
        },
      },
    ];
  }
}

const filesOf = (value: unknown) =>
  listOf(value).map((one) => ({
    id: textOf(one.id),
    name: textOf(one.name) ?? textOf(one.content_file_name) ?? 'file',
    url: textOf(one.attachment_url),
    size: Number(one.size ?? one.content_file_size) || undefined,
    type: textOf(one.content_type),
  }));

function kindOf(record: Json): string {
  if ('requester_id' in record) return 'tickets';
  if ('body_text' in record || 'incoming' in record) return 'conversations';
  if ('domains' in record) return 'companies';
  if ('contact' in record && 'ticket_scope' in record) return 'agents';
  if ('title' in record && ('description' in record || 'desc' in record)) return 'articles';
  return 'name' in record && ('email' in record || 'phone' in record || 'mobile' in record) ? 'contacts' : '';
}
