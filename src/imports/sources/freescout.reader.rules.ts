import { at, isJson, listOf, textOf, type ForeignRow, type Json, type SourceReader } from './source.js';

/** FreeScout: pages of its API and webhooks module: customers, and conversations with their threads (`embed=threads`). */
export class FreescoutReader implements SourceReader {
  take(value: unknown): ForeignRow[] {
    return recordsOf(value).flatMap((record) => {
      const id = textOf(record.id);
      if (!id) return [];
      if ('subject' in record || 'mailboxId' in record) return conversation(id, record);
      return 'firstName' in record || 'lastName' in record || 'emails' in record ? [person(id, record)] : [];
    });
  }
}

function recordsOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(recordsOf);
  if (!isJson(value)) return [];
  if (value.id === undefined && isJson(value._embedded)) {
    return Object.values(value._embedded).flatMap((list) => listOf(list));
  }
  return [value];
}

const inside = (record: Json, key: string): Json[] =>
  listOf(isJson(record._embedded) ? record._embedded[key] : record[key]);
const nameOf = (value: unknown): string => [at(value, 'firstName'), at(value, 'lastName')].filter(Boolean).join(' ');

function person(id: string, record: Json): ForeignRow {
  const [first, ...more] = inside(record, 'emails')
    .map((one) => textOf(one.value))
    .filter(Boolean);
  const [phone, mobile] = inside(record, 'phones').map((one) => textOf(one.value));
  return {
    kind: 'contacts',
    ref: id,
    given: {
      name: nameOf(record),
      mail: first ?? textOf(record.email),
      otherEmails: more,
      phone,
      mobile,
      company: record.company,
      title: record.jobTitle,
      notes: record.notes,
    },
  };
}

function conversation(id: string, record: Json): ForeignRow[] {
  if (textOf(record.state) === 'deleted') return [];
  const status = textOf(record.status);
  const tags = inside(record, 'tags').map((one) => textOf(one.name) ?? textOf(one.tag));
  return [
    {
      kind: 'tickets',
      ref: id,
      given: {
        subject: record.subject || `#${textOf(record.number) ?? id}`,
        contactRef: at(record, 'customer', 'id'),
        contactName: nameOf(record.customer),
        contactEmail: at(record, 'customer', 'email'),
        status,
        tags,
        createdAt: record.createdAt,
        updatedAt: record.updatedAt ?? record.userUpdatedAt,
        solvedAt: record.closedAt,
        assignee: at(record, 'assignee', 'email'),
      },
    },
    ...inside(record, 'threads').flatMap((one) => said(one, id)),
  ];
}

/** What a customer wrote, what one of ours answered, a note; lines that only say what happened are left out. */
function said(record: Json, ticket: string): ForeignRow[] {
  const id = textOf(record.id);
  const type = textOf(record.type);
  const draft = textOf(record.state) === 'draft';
  if (!id || draft || !['customer', 'message', 'note'].includes(type ?? '')) return [];
  return [
    {
      kind: 'messages',
      ref: id,
      parent: ticket,
      given: {
        by: type === 'customer' ? 'customer' : 'agent',
        name: nameOf(record.createdBy),
        email: at(record, 'createdBy', 'email'),
        authorRef: at(record, 'createdBy', 'id'),
        internal: type === 'note',
        html: textOf(record.body),
        at: textOf(record.createdAt),
        files: inside(record, 'attachments').map((one) => ({
          id: textOf(one.id),
          name: textOf(one.fileName) ?? 'file',
          url: textOf(one.fileUrl),
          size: Number(one.size) || undefined,
          type: textOf(one.mimeType),
        })),
      },
    },
  ];
}
