import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('conversations', {
  finds: [
    {
      kind: 'conversation',
      sql: 'select id from conversations where contact_id in @contact or identity_id in @identity or ticket_id in @ticket',
    },
    {
      kind: 'message',
      sql: `select id from messages where conversation_id in @conversation or ticket_id in @ticket
              or (author_kind = 'contact' and author_id in @contact)`,
    },
    // What the person said in somebody else's thread is quoted by the answers there.
    {
      kind: 'shared',
      sql: `select conversation_id as id from messages where id in @message and conversation_id not in @conversation`,
    },
    { kind: 'attachment', sql: 'select id from attachments where message_id in @message' },
    {
      kind: 'attachment',
      sql: `select a.id from attachments a join privacy_scope s on a.owner = 'conversation:' || s.id
            where s.request_id = $1 and s.kind = 'conversation'`,
    },
    { kind: 'blob', sql: 'select blob_key as id from attachments where id in @attachment' },
  ],
  tables: {
    conversations: {
      category: 'messages',
      of: 'id in @conversation',
      erase: { subject: 'null', rating_comment: 'null', away_address: 'null' },
      impersonal: ['channel', 'state', 'ended_by'],
    },
    messages: {
      category: 'messages',
      of: 'id in @message',
      erase: {
        sender: `'{}'`,
        recipients: `'[]'`,
        cc: `'[]'`,
        bcc: `'[]'`,
        subject: 'null',
        text: `''`,
        text_full: 'null',
        html: 'null',
        error: 'null',
        client_id: 'null',
        external_id: 'null',
        meta: 'scrubbed(meta)',
        state: `case when state in ('queued', 'scheduled') then 'cancelled' else state end`,
      },
      impersonal: ['kind', 'direction', 'channel', 'author_kind'],
      withhold: ['bcc', 'error', 'client_id', 'meta', 'sending_by', 'html', 'words'],
    },
    // What answers in somebody else's thread quote of the person goes; what they say themselves stays.
    'messages, quoting': {
      table: 'messages',
      category: 'messages',
      of: 'conversation_id in @shared and id not in @message',
      erase: { text_full: 'null', html: 'null' },
      withhold: 'everything',
    },
    message_references: {
      category: 'messages',
      of: 'message_id in @message',
      erase: 'delete',
      withhold: 'everything',
    },
    attachments: {
      category: 'files',
      of: 'id in @attachment',
      erase: 'delete',
      withhold: ['owner', 'blob_key', 'content_id', 'inline'],
      impersonal: ['owner', 'type', 'blob_key'],
      files: ['blob_key'],
    },
    opt_outs: {
      category: 'consent',
      of: 'identity_id in @identity',
      erase: { word: `''`, ended_word: 'null' },
      impersonal: ['scope'],
    },
    consents: {
      category: 'consent',
      of: 'contact_id in @contact',
      erase: 'delete',
      impersonal: ['channel', 'purpose', 'state', 'wording_version'],
    },
    // That somebody was content stays a figure; what they said goes.
    feedback: {
      category: 'messages',
      of: 'contact_id in @contact or identity_id in @identity',
      erase: { text: `''`, link: 'null', earlier: `'[]'`, external_id: `'erased:' || id` },
      impersonal: ['channel', 'verdict'],
      withhold: ['external_id'],
    },
    inboxes: {
      category: 'traces',
      words: ['problem'],
      impersonal: ['channel', 'name', 'address', 'public_key', 'settings', 'secrets', 'state', 'budget', 'last_check'],
    },
  },
  impersonal: { file_scans: 'what a scanner said of a file, which goes with the file' },
});
