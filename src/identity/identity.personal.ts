import { definePersonalData } from '../platform/privacy/personal-data.js';
import { quotesATicket } from './quoted-ticket.rules.js';

const STAFF = 'about people of the house, not about customers';
const SETTINGS = 'settings of the house';

definePersonalData('identity', {
  tables: {
    system_mail: {
      category: 'traces',
      of: quotesATicket('subject'),
      erase: 'delete',
      impersonal: ['purpose', 'state', 'body_sealed'],
      withhold: 'everything',
      order: -10,
    },
    audit_log: {
      category: 'traces',
      // Ids and no words. It is chained and refuses every change: what it says of somebody erased leads nowhere.
      of: `target_id in @@contact`,
      impersonal: ['actor_kind', 'action', 'target_kind', 'target_id', 'address', 'data', 'previous_hash', 'hash'],
      withhold: ['address', 'previous_hash', 'hash', 'token_id'],
    },
  },
  impersonal: {
    organisation: SETTINGS,
    users: STAFF,
    teams: STAFF,
    memberships: STAFF,
    roles: SETTINGS,
    user_roles: STAFF,
    credentials: STAFF,
    recovery_codes: STAFF,
    sign_in_failures: STAFF,
    sessions: STAFF,
    api_tokens: STAFF,
    setup_link: SETTINGS,
    invitations: STAFF,
    password_resets: STAFF,
    sso_connections: SETTINGS,
    sso_identities: STAFF,
    sso_attempts: STAFF,
  },
});
