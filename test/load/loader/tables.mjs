/** What is written, table by table. Columns that are not named keep their defaults, so a new one does no harm. */
import { line, words } from './columns.mjs';
import { chance, statusOf } from './world.mjs';

const PRIORITIES = [1, 2, 2, 2, 2, 2, 2, 3, 3, 4];
const TYPES = ['question', 'question', 'incident', 'problem', 'task'];
const TAGS = ['rental', 'iot', 'billing', 'urgent-site', 'vip', 'warranty'];
const STEP_MS = 600_000;
/** Longer threads speak more often, so that their end is not in the future. */
const LONG_STEP_MS = 60_000;
const date = (ms) => new Date(ms);
const ended = (category) => category === 'solved' || category === 'closed';
const CHANNELS = ['email', 'chat'];

export const TABLES = [
  {
    name: 'companies',
    columns: ['id', 'name', 'created_at', 'updated_at'],
    *rows({ companies, begin }) {
      for (const { id, name } of companies) yield line([id, name, date(begin), date(begin)]);
    },
  },
  {
    name: 'contacts',
    columns: ['id', 'name', 'company_id', 'created_at', 'updated_at'],
    *rows({ contacts, begin }) {
      for (const { id, name, company } of contacts) yield line([id, name, company, date(begin), date(begin)]);
    },
  },
  {
    name: 'contact_identities',
    columns: ['id', 'contact_id', 'kind', 'channel', 'value', 'display', 'verified', 'valid_from'],
    *rows({ contacts, begin }) {
      for (const { id, identity, email } of contacts)
        yield line([identity, id, 'email', 'email', email, email, true, date(begin)]);
    },
  },
  {
    name: 'teams',
    keep: true,
    columns: ['id', 'name', 'created_at'],
    *rows({ teams, begin }) {
      for (const { id, name } of teams) yield line([id, name, date(begin)]);
    },
  },
  {
    name: 'users',
    keep: true,
    columns: ['id', 'email', 'name', 'language', 'time_zone', 'availability_at', 'created_at', 'updated_at'],
    *rows({ agents, begin }) {
      for (const { id, email, name } of agents)
        yield line([id, email, name, 'pt-BR', 'America/Sao_Paulo', date(begin), date(begin), date(begin)]);
    },
  },
  {
    name: 'inboxes',
    columns: ['id', 'channel', 'name', 'address', 'public_key', 'created_at'],
    *rows({ inboxes, begin }) {
      for (const { id, channel, name } of inboxes)
        yield line([
          id,
          channel,
          name,
          channel === 'email' ? 'suporte@desk.example' : null,
          channel === 'chat' ? 'loaded-widget' : null,
          date(begin),
        ]);
    },
  },
  {
    name: 'tickets',
    columns: [
      'id',
      'number',
      'subject',
      'status_id',
      'category',
      'priority',
      'type',
      'contact_id',
      'company_id',
      'assignee_id',
      'team_id',
      'inbox_id',
      'channels',
      'tags',
      'last_message_at',
      'waiting_since',
      'due_at',
      'first_response_at',
      'solved_at',
      'closed_at',
      'event_seq',
      'message_seq',
      'version',
      'created_at',
      'updated_at',
    ],
    *rows(world) {
      for (const t of world.tickets()) {
        const last = date(momentOf(t, t.messages - 1));
        const waits = t.messages % 2 === 1 && !ended(t.category);
        yield line([
          t.id,
          t.number,
          t.subject,
          statusOf(t.category),
          t.category,
          PRIORITIES[Math.floor(chance(t.at, 20) * PRIORITIES.length)],
          TYPES[Math.floor(chance(t.at, 21) * TYPES.length)],
          t.contact.id,
          t.contact.company,
          t.assignee,
          t.team,
          world.inboxes[0].id,
          words(CHANNELS.slice(0, t.conversations)),
          words(chance(t.at, 22) < 0.15 ? [TAGS[Math.floor(chance(t.at, 23) * TAGS.length)]] : []),
          last,
          waits ? last : null,
          t.due,
          t.messages > 1 ? date(momentOf(t, 1)) : null,
          ended(t.category) ? last : null,
          t.category === 'closed' ? last : null,
          t.messages + 1,
          t.messages,
          t.messages + 1,
          date(t.created),
          last,
        ]);
      }
    },
  },
  {
    name: 'conversations',
    columns: [
      'id',
      'inbox_id',
      'channel',
      'contact_id',
      'identity_id',
      'ticket_id',
      'subject',
      'threaded',
      'state',
      'last_seq',
      'read_seq',
      'created_at',
      'updated_at',
    ],
    *rows(world) {
      for (const t of world.tickets()) {
        for (let which = 0; which < t.conversations; which += 1) {
          const count = said(t, which);
          yield line([
            world.conversationId(t, which),
            world.inboxes[which].id,
            CHANNELS[which],
            t.contact.id,
            t.contact.identity,
            t.id,
            which === 0 ? t.subject : null,
            which === 0,
            // A visitor has one open chat; those of old tickets are over.
            which === 0 ? 'open' : 'ended',
            count,
            count,
            date(t.created),
            date(t.updated),
          ]);
        }
      }
    },
  },
  {
    name: 'messages',
    columns: [
      'id',
      'conversation_id',
      'seq',
      'ticket_id',
      'ticket_seq',
      'kind',
      'direction',
      'channel',
      'author_kind',
      'author_id',
      'sender',
      'text',
      'state',
      'at',
      'updated_at',
    ],
    *rows(world) {
      for (const t of world.tickets()) {
        for (let which = 0; which < t.messages; which += 1) {
          const inbound = which % 2 === 0;
          const conversation = t.conversations === 2 && which >= said(t, 0) ? 1 : 0;
          const at = date(momentOf(t, which));
          yield line([
            world.messageId(t, which),
            world.conversationId(t, conversation),
            which + 1 - (conversation ? said(t, 0) : 0),
            t.id,
            which + 1,
            'message',
            inbound ? 'in' : 'out',
            CHANNELS[conversation],
            inbound ? 'contact' : 'user',
            inbound ? t.contact.id : (t.assignee ?? world.agents[0].id),
            inbound ? { name: t.contact.name, address: t.contact.email } : { name: 'Agente' },
            world.text(t, which),
            inbound ? 'received' : 'sent',
            at,
            at,
          ]);
        }
      }
    },
  },
  {
    name: 'ticket_events',
    columns: ['ticket_id', 'seq', 'id', 'type', 'actor_kind', 'actor_id', 'actor_name', 'at', 'data'],
    *rows(world) {
      for (const t of world.tickets()) {
        for (let seq = 1; seq <= t.messages + 1; seq += 1) {
          const message = seq - 2;
          yield line([
            t.id,
            seq,
            world.id('event', t.created, t.at * 1_024 + seq),
            seq === 1 ? 'ticket.created' : 'message.added',
            'contact',
            t.contact.id,
            t.contact.name,
            date(momentOf(t, Math.max(0, message))),
            seq === 1
              ? { subject: t.subject, inboxId: world.inboxes[0].id }
              : { messageId: world.messageId(t, message), messageSeq: message + 1, kind: 'message' },
          ]);
        }
      }
    },
  },
];

const momentOf = (t, which) => t.created + which * (t.messages > 4 ? LONG_STEP_MS : STEP_MS);

/** How many messages of the ticket stand in its first (mail) or second (chat) conversation. */
const said = (t, which) =>
  t.conversations === 1 ? t.messages : which === 0 ? Math.ceil(t.messages / 2) : Math.floor(t.messages / 2);
