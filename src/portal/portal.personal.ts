import { definePersonalData } from '../platform/privacy/personal-data.js';

const THEIRS = 'account_id in @portal-account';

definePersonalData('portal', {
  finds: [
    { kind: 'portal-account', sql: 'select a.id from portal_accounts a where a.identity_id in @identity' },
    {
      kind: 'attachment',
      sql: `select f.id from attachments f join portal_accounts a on f.owner = 'portal:' || a.id where a.id in @portal-account`,
    },
  ],
  tables: {
    portal_sessions: {
      category: 'traces',
      of: THEIRS,
      erase: 'delete',
      impersonal: ['token_hash', 'method'],
      withhold: ['token_hash'],
      order: -20,
    },
    portal_links: {
      category: 'traces',
      of: THEIRS,
      erase: 'delete',
      impersonal: ['purpose', 'token_hash', 'token_sealed'],
      withhold: 'everything',
      order: -20,
    },
    // What the house tells many. A name that got into it is taken out.
    portal_notices: {
      category: 'broadcasts',
      words: ['title', 'text'],
      impersonal: ['weight', 'audience'],
    },
    portal_notice_dismissals: { category: 'traces', of: THEIRS, erase: 'delete', withhold: ['notice_id'], order: -20 },
    // The row stays for those whom they invited; it opens nothing.
    portal_accounts: {
      category: 'person',
      of: 'id in @portal-account',
      erase: { state: `'revoked'`, password_hash: 'null', seen_at: 'null', language: 'null' },
      impersonal: ['tickets', 'language', 'password_hash', 'state'],
      withhold: ['password_hash', 'invited_by', 'invited_by_account'],
      order: -10,
    },
  },
  impersonal: {
    portal_package_wishes: 'which package a ticket asks for',
  },
});
