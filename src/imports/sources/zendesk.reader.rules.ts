import { at, listOf, recordsIn, textOf, type ForeignRow, type Json, type SourceReader } from './source.js';

const LISTS = ['organizations', 'users', 'tickets', 'comments', 'audits', 'articles', 'sections', 'categories'];

/**
 * Zendesk: what the account's export and the API say (`users`, `organizations`, `tickets`, `comments`, help centre
 * `articles`). A ticket may bear its comments; a file of comments is called by its ticket (`tickets/42/comments.json`)
 * or names it in each comment. Agents are ours, and are not taken for customers.
 */
export class ZendeskReader implements SourceReader {
  private readonly people = new Map<string, { name?: string; email?: string; staff: boolean }>();
  private readonly sections = new Map<string, string>();
  /** Requesters by ticket: a comment of theirs is the customer's. */
  private readonly requesters = new Map<string, string>();

  take(value: unknown, file: string): ForeignRow[] {
    return recordsIn(value, file, LISTS).flatMap(({ list, record }) => this.one(list || kindOf(record), record, file));
  }

  private one(list: string, record: Json, file: string): ForeignRow[] {
    const id = textOf(record.id);
    if (!id) return [];
    switch (list) {
      case 'organizations':
        return [
          {
            kind: 'companies',
            ref: id,
            given: {
              name: record.name,
              domains: record.domain_names,
              notes: record.notes ?? record.details,
              tags: record.tags,
            },
          },
        ];
      case 'users':
        return this.person(id, record);
      case 'tickets':
        return this.ticket(id, record);
      case 'comments':
        return this.comment(id, record, textOf(record.ticket_id) ?? /tickets?[/_-](\d+)/.exec(file)?.[1]);
      case 'sections':
        this.sections.set(id, textOf(record.name) ?? '');
        return [];
      case 'articles':
        return [
          {
            kind: 'articles',
            ref: id,
            given: {
              title: record.title ?? record.name,
              body: record.body,
              section: this.sections.get(textOf(record.section_id) ?? ''),
              language: record.locale,
              state: record.draft === true ? 'draft' : 'published',
              tags: record.label_names,
            },
          },
        ];
      default:
        return [];
    }
  }

  private person(id: string, record: Json): ForeignRow[] {
    const staff = record.role === 'agent' || record.role === 'admin';
    this.people.set(id, { name: textOf(record.name), email: textOf(record.email), staff });
    if (staff) return [];
    return [
      {
        kind: 'contacts',
        ref: id,
        given: {
          name: record.name,
          mail: record.email,
          phone: record.phone,
          companyRef: record.organization_id,
          language: record.locale,
          notes: record.notes ?? record.details,
          tags: record.tags,
        },
      },
    ];
  }

  private ticket(id: string, record: Json): ForeignRow[] {
    const requester = textOf(record.requester_id) ?? at(record, 'requester', 'id');
    if (requester) this.requesters.set(id, requester);
    const asked = this.people.get(requester ?? '');
    const comments = listOf(record.comments);
    return [
      {
        kind: 'tickets',
        ref: id,
        given: {
          subject: record.subject || record.raw_subject || `#${id}`,
          text: record.description,
          contactRef: requester,
          contactName: at(record, 'requester', 'name') ?? asked?.name,
          contactEmail: at(record, 'requester', 'email') ?? asked?.email,
          status: record.status,
          priority: record.priority,
          type: record.type,
          tags: record.tags,
          createdAt: record.created_at,
          updatedAt: record.updated_at,
          solvedAt: record.status === 'solved' || record.status === 'closed' ? record.updated_at : undefined,
          assignee: at(record, 'assignee', 'email') ?? this.people.get(textOf(record.assignee_id) ?? '')?.email,
        },
      },
      ...comments.flatMap((comment) => this.comment(textOf(comment.id) ?? '', comment, id)),
    ];
  }

  private comment(id: string, record: Json, ticket: string | undefined): ForeignRow[] {
    const bodies = [record.body, record.html_body, record.plain_body];
    if (!ticket || !id || bodies.every((body) => body === undefined)) return [];
    const author = textOf(record.author_id) ?? '';
    const who = this.people.get(author);
    const customer = who ? !who.staff : this.requesters.get(ticket) === author;
    return [
      {
        kind: 'messages',
        ref: id,
        parent: ticket,
        given: {
          by: customer ? 'customer' : 'agent',
          name: at(record, 'author', 'name') ?? who?.name,
          email: who?.email,
          authorRef: author,
          internal: record.public === false,
          html: textOf(record.html_body),
          text: textOf(record.plain_body) ?? textOf(record.body),
          at: textOf(record.created_at),
          channel: at(record, 'via', 'channel'),
          files: listOf(record.attachments).map((one) => ({
            id: textOf(one.id),
            name: textOf(one.file_name) ?? 'file',
            url: textOf(one.content_url),
            size: Number(one.size) || undefined,
            type: textOf(one.content_type),
          })),
        },
      },
    ];
  }
}

/** A file that is called by nothing: told by what stands in it. */
function kindOf(record: Json): string {
  if ('requester_id' in record || ('subject' in record && 'status' in record)) return 'tickets';
  if ('role' in record && 'name' in record) return 'users';
  if ('domain_names' in record) return 'organizations';
  if ('author_id' in record && ('html_body' in record || 'plain_body' in record)) return 'comments';
  return 'title' in record && 'body' in record ? 'articles' : '';
}
