import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';

definePersonalData('channels', {
  finds: [
    {
      kind: 'envelope',
      sql: `select id from envelopes where ticket_id in @ticket or message_id in @message
              or id in (select envelope_id from messages where id in @message)
              or message_id in (select id from messages where conversation_id in @shared)`,
    },
    {
      kind: 'envelope',
      sql: `select e.id from envelopes e join contact_identities i on i.id in @identity and i.value = e.said_by`,
    },
    { kind: 'blob', sql: 'select raw_blob as id from envelopes where id in @envelope and raw_blob is not null' },
    {
      kind: 'blob',
      sql: 'select blob_key as id from inbound_files where envelope_id in @envelope and blob_key is not null',
    },
  ],
  tables: {
    // The keys stay, as hashes where they could say something: what comes a second time is still known, and makes nobody anew.
    envelopes: {
      category: 'originals',
      of: 'id in @envelope',
      erase: {
        raw: `''::bytea`,
        raw_blob: 'null',
        meta: `'{}'`,
        reason: 'null',
        said_by: 'null',
        key: `case when key ~ '^[0-9a-f]{64}' then key else 'erased:' || encode(sha256(convert_to(key, 'UTF8')), 'hex') end`,
      },
      impersonal: ['channel', 'state'],
      files: ['raw_blob'],
      withhold: ['raw', 'raw_blob', 'meta', 'key', 'reason', 'attempts'],
    },
    inbound_files: {
      category: 'originals',
      of: 'envelope_id in @envelope',
      erase: 'delete',
      impersonal: ['type', 'state', 'blob_key'],
      files: ['blob_key'],
      withhold: 'everything',
    },
    sent_parts: { category: 'messages', of: 'message_id in @message', erase: 'delete', withhold: 'everything' },
    refused_calls: { category: 'traces', words: ['because'] },
  },
  impersonal: {
    line_templates: SETTINGS,
    send_budgets: 'figures',
    send_turns: 'who waits for a line, by number',
  },
});
