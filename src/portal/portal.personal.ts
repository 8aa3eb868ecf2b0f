import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('portal', {
  finds: [{ kind: 'account', sql: 'select id from portal_accounts where identity_id in @identity' }],
  tables: {
    portal_accounts: {
      category: 'person',
      of: 'id in @account',
      // The row stays for those whom they invited.
      erase: { state: `'revoked'`, password_hash: 'null', language: 'null' },
      impersonal: ['tickets'],
      withhold: ['password_hash'],
    },
    portal_sessions: {
      category: 'traces',
      of: 'account_id in @account',
      erase: 'delete',
      impersonal: ['method', 'token_hash'],
      withhold: ['token_hash'],
    },
    portal_links: { category: 'traces', of: 'account_id in @account', erase: 'delete', withhold: 'everything' },
  },
  impersonal: { portal_ticket_sites: 'ids' },
});
