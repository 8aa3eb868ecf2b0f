/**
 * Who may call what. A route of the OpenAPI document without a line here fails the test, and so does a line without a
 * route. Whoever adds a route adds its line, and so says a second time, apart from the code, whom it is for.
 *
 * - `public`: needs no account.
 * - `signed-in`: whoever has one, also a script's token without any scope.
 * - `session`: the same, but not a token: nobody takes over an account with a script's secret.
 * - otherwise the shipped roles that may, besides `administrator`, who may everything. `administrator` alone: nobody else.
 */
export type Who = 'public' | 'signed-in' | 'session' | (string & {});

const STAFF = 'lead agent dispatcher technician sales analyst';
const WRITES_CUSTOMERS = 'lead agent dispatcher sales';

export const MATRIX: Record<string, Who> = {
  // identity: the way in
  'GET /setup': 'public',
  'POST /setup': 'public',
  'POST /session': 'public',
  'DELETE /session': 'session',
  'POST /password-reset': 'public',
  'POST /password-reset/confirm': 'public',
  'POST /invitations/look': 'public',
  'POST /invitations/accept': 'public',
  'GET /sso': 'public',
  'GET /sso/{id}/start': 'public',
  'GET /sso/{id}/callback': 'public',

  // identity: oneself
  'GET /me': 'signed-in',
  'PATCH /me': 'signed-in',
  'POST /me/password': 'session',
  'POST /me/totp': 'session',
  'POST /me/totp/confirm': 'session',
  'DELETE /me/totp': 'session',
  'GET /sessions': 'signed-in',
  'DELETE /sessions/{id}': 'session',
  'GET /tokens': 'signed-in',
  'POST /tokens': 'session',
  'DELETE /tokens/{id}': 'session',

  // identity: people and settings
  'GET /users': STAFF,
  'POST /users': 'administrator',
  'GET /users/{id}': STAFF,
  'PATCH /users/{id}': 'administrator',
  'GET /teams': STAFF,
  'POST /teams': 'lead',
  'PATCH /teams/{id}': 'lead',
  'DELETE /teams/{id}': 'lead',
  'GET /roles': STAFF,
  'POST /roles': 'administrator',
  'PATCH /roles/{id}': 'administrator',
  'DELETE /roles/{id}': 'administrator',
  'GET /permissions': STAFF,
  'GET /invitations': 'administrator',
  'POST /invitations': 'administrator',
  'DELETE /invitations/{id}': 'administrator',
  'GET /settings': 'signed-in',
  'PATCH /settings': 'administrator',
  'GET /sso-connections': 'administrator',
  'POST /sso-connections': 'administrator',
  'PATCH /sso-connections/{id}': 'administrator',
  'DELETE /sso-connections/{id}': 'administrator',
  'GET /audit': 'administrator',
  'GET /audit/verify': 'administrator',
  'GET /mail/system': 'administrator',

  // customers
  'GET /companies': STAFF,
  'POST /companies': WRITES_CUSTOMERS,
  'GET /companies/{id}': STAFF,
  'PATCH /companies/{id}': WRITES_CUSTOMERS,
  'DELETE /companies/{id}': 'lead',
  'GET /sites': STAFF,
  'POST /sites': WRITES_CUSTOMERS,
  'GET /sites/{id}': STAFF,
  'PATCH /sites/{id}': WRITES_CUSTOMERS,
  'DELETE /sites/{id}': 'lead',
  'GET /contacts': STAFF,
  'POST /contacts': WRITES_CUSTOMERS,
  'GET /contacts/{id}': STAFF,
  'PATCH /contacts/{id}': WRITES_CUSTOMERS,
  'DELETE /contacts/{id}': 'lead',
  'POST /contacts/{id}/identities': WRITES_CUSTOMERS,
  'DELETE /contacts/{id}/identities/{identityId}': WRITES_CUSTOMERS,
  'GET /contacts/{id}/duplicates': STAFF,
  'POST /contacts/{id}/merge': WRITES_CUSTOMERS,
  'POST /contacts/{id}/unmerge': WRITES_CUSTOMERS,
  'GET /custom-fields': STAFF,
  'POST /custom-fields': 'lead',
  'PATCH /custom-fields/{id}': 'lead',
  'DELETE /custom-fields/{id}': 'lead',

  // channels
  'GET /channels': 'lead agent dispatcher sales analyst',
  'GET /inboxes': 'lead agent dispatcher sales analyst',
  'POST /inboxes': 'administrator',
  'GET /inboxes/{id}': 'lead agent dispatcher sales analyst',
  'PATCH /inboxes/{id}': 'administrator',
  'DELETE /inboxes/{id}': 'administrator',
  'POST /inboxes/{id}/check': 'administrator',
  'POST /inboxes/{id}/test': 'administrator',

  // intake
  'GET /intake/summary': 'lead',
  'GET /intake/envelopes': 'lead',
  'GET /intake/envelopes/{id}': 'lead',
  'GET /intake/envelopes/{id}/raw': 'lead',
  'POST /intake/envelopes/{id}/replay': 'lead',
  'POST /intake/replay': 'lead',

  // channels: mail that nothing could send
  'GET /mail/outbox': 'administrator',
  'GET /mail/outbox/{id}': 'administrator',

  // channels: visitors of the chat, by a token of their own
  'GET /chat/inbox': 'public',
  'POST /chat/session': 'public',
  'GET /chat/messages': 'public',
  'POST /chat/messages': 'public',
  'GET /chat/events': 'public',
  'POST /chat/read': 'public',
  'POST /chat/typing': 'public',
  'POST /chat/rate': 'public',
  'POST /chat/end': 'public',
  'POST /chat/contact': 'public',
  'POST /chat/attachments': 'public',
  'GET /chat/attachments/{id}': 'public',

  // tickets (which of them one sees is the role's ticketScope)
  'GET /tickets': STAFF,
  'POST /tickets': 'lead agent dispatcher',
  'GET /tickets/{id}': STAFF,
  'PATCH /tickets/{id}': 'lead agent dispatcher',
  'GET /tickets/{id}/events': STAFF,
  'GET /tickets/{id}/messages': STAFF,
  'POST /tickets/{id}/messages': 'lead agent dispatcher technician sales',
  'GET /messages/{id}/html': STAFF,
  'GET /messages/{id}/raw': STAFF,
  'POST /messages/{id}/cancel': 'lead agent sales',
  'POST /messages/{id}/retry': 'lead agent sales',
  'GET /views': STAFF,
  'POST /views': STAFF,
  'GET /views/counts': STAFF,
  'PATCH /views/{id}': STAFF,
  'DELETE /views/{id}': STAFF,
};
