import { at, isJson, listOf, textOf, type ForeignRow, type Json, type SourceReader } from './source.js';

/**
 * Chatwoot: its table of contacts, and pages of its API: contacts (`{"payload": […]}`), conversations
 * (`{"data": {"payload": […]}}`) and the messages of each (`{"meta": …, "payload": […]}`).
 */
export class ChatwootReader implements SourceReader {
  take(value: unknown, file: string): ForeignRow[] {
    return recordsOf(value).flatMap((record) => this.one(record, file));
  }

  private one(record: Json, file: string): ForeignRow[] {
    const id = textOf(record.id);
    if (!id) return [];
    if ('message_type' in record)
      return said(id, record, textOf(record.conversation_id) ?? /conversations?[/_-](\d+)/.exec(file)?.[1]);
    if (isJson(record.meta) || 'inbox_id' in record) return conversation(id, record);
    return 'email' in record || 'phone_number' in record || 'name' in record ? [person(id, record)] : [];
  }
}

/** Pages within pages: whatever bears a list of records. */
function recordsOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(recordsOf);
  if (!isJson(value)) return [];
  if (Array.isArray(value.payload)) return listOf(value.payload);
  if (isJson(value.data)) return recordsOf(value.data);
  if (isJson(value.payload)) return recordsOf(value.payload);
  if (Array.isArray(value.conversations) && value.id === undefined) return listOf(value.conversations);
  if (Array.isArray(value.contacts) && value.id === undefined) return listOf(value.contacts);
  return [value];
}

const person = (id: string, record: Json): ForeignRow => ({
  kind: 'contacts',
  ref: id,
  given: {
    name: record.name,
    mail: record.email,
    phone: record.phone_number,
    company: at(record, 'additional_attributes', 'company_name') ?? textOf(record.company_name),
    notes: at(record, 'additional_attributes', 'description'),
    tags: record.labels ?? record.tags,
  },
});

function conversation(id: string, record: Json): ForeignRow[] {
  const messages = listOf(record.messages);
  const first = messages.map((one) => textOf(one.content)).find(Boolean);
  const subject = at(record, 'additional_attributes', 'mail_subject') ?? first?.split('\n')[0]?.slice(0, 120);
  const status = textOf(record.status);
  return [
    {
      kind: 'tickets',
      ref: id,
      given: {
        subject: subject || `#${id}`,
        contactRef: at(record, 'meta', 'sender', 'id'),
        contactName: at(record, 'meta', 'sender', 'name'),
        contactEmail: at(record, 'meta', 'sender', 'email'),
        contactPhone: at(record, 'meta', 'sender', 'phone_number'),
        status,
        priority: record.priority === 'medium' ? 'normal' : record.priority,
        tags: record.labels,
        createdAt: record.created_at,
        updatedAt: record.last_activity_at ?? record.updated_at,
        solvedAt: status === 'resolved' ? (record.last_activity_at ?? record.updated_at) : undefined,
        assignee: at(record, 'meta', 'assignee', 'email'),
      },
    },
    ...messages.flatMap((one) => said(textOf(one.id) ?? '', one, id)),
  ];
}

/** In (0), out (1), what happened (2, is left out), by a template (3). */
function said(id: string, record: Json, ticket: string | undefined): ForeignRow[] {
  const type = textOf(record.message_type);
  const files = listOf(record.attachments);
  if (!ticket || !id || type === '2' || type === 'activity' || (!record.content && files.length === 0)) return [];
  const customer = type === '0' || type === 'incoming';
  return [
    {
      kind: 'messages',
      ref: id,
      parent: ticket,
      given: {
        by: customer ? 'customer' : isJson(record.sender) ? 'agent' : 'system',
        name: at(record, 'sender', 'name'),
        email: at(record, 'sender', 'email'),
        authorRef: at(record, 'sender', 'id'),
        internal: record.private === true,
        text: textOf(record.content) ?? '',
        at: textOf(record.created_at),
        files: files.map((one) => ({
          id: textOf(one.id),
          url: textOf(one.data_url),
          name: decodeURIComponent(
            (textOf(one.data_url) ?? 'file')
              .split('/')
              .at(-1)!
              .split('?')[0]!
              .replace(/%(?![\da-f]{2})/gi, ''),
          ),
          size: Number(one.file_size) || undefined,
          type: textOf(one.file_type),
        })),
      },
    },
  ];
}
