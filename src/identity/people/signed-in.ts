import type { Actor } from '../../platform/http/access.decorators.js';
import type { User } from './user.entity.js';

/** Somebody who has just proved who they are: the actor of an audit entry, before any right is read. */
export const signedIn = (user: User): Actor => ({
  kind: 'user',
  id: user.id,
  name: user.name,
  permissions: new Set(),
  ticketScope: 'own',
  teamIds: [],
});
