import { definePersonalData } from '../../platform/privacy/personal-data.js';

definePersonalData('chat', {
  finds: [
    {
      kind: 'visitor',
      sql: `select v.id from chat_visitors v join contact_identities i
              on i.kind = 'visitor' and i.scope = v.inbox_id::text and i.value = v.identity_key
            where i.id in @identity`,
    },
    {
      kind: 'attachment',
      sql: `select a.id from attachments a join chat_visitors v on a.owner = 'visitor:' || v.inbox_id || ':' || v.identity_key
            where v.id in @visitor`,
    },
  ],
  tables: {
    chat_visitors: {
      category: 'person',
      of: 'id in @visitor',
      erase: 'delete',
      withhold: ['token_hash', 'identity_key', 'vouched_by'],
      impersonal: ['token_hash', 'vouched_by'],
    },
  },
});
