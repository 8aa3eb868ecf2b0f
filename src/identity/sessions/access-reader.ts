import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { among } from '../../platform/database/among.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { allPermissions, type Actor } from '../../platform/http/access.decorators.js';
import { combine, type RoleGrant } from '../people/role.rules.js';
import { hasEnded, SEEN_EVERY_MS } from './session.rules.js';

/** Who is behind a request, and what of their state the guard must know. */
export interface Identified {
  actor: Actor;
  /** The organisation demands a second factor that this person does not have yet. */
  mustEnrolTotp: boolean;
  /** They have one, but came by a provider that is not trusted with it, and have not shown it in this session. */
  mustProveTotp: boolean;
  /** The session's token must be replaced with the next answer. */
  rotateDue: boolean;
}

interface PersonRow {
  userId: string;
  name: string;
  roles: RoleGrant[];
  teamIds: string[];
  totpRequired: boolean;
  totpEnrolled: boolean;
}

interface SessionRow extends PersonRow {
  sessionId: string;
  rotateDue: boolean;
  method: string;
  secondFactor: boolean;
  seenAt: Date;
  expiresAt: Date;
}

interface TokenRow extends PersonRow {
  tokenId: string;
  scopes: string[] | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

const PERSON = `
  u.id as "userId", u.name,
  array(select m.team_id from memberships m where m.user_id = u.id) as "teamIds",
  (select coalesce(json_agg(json_build_object('key', r.key, 'permissions', r.permissions, 'ticketScope', r.ticket_scope)),
                   '[]')
     from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id) as roles,
  (select o.require_totp from organisation o) as "totpRequired",
  exists (select from credentials c where c.user_id = u.id and c.totp_confirmed_at is not null) as "totpEnrolled"`;

/** Reads rights anew for every request, so that taking one away holds from the next. */
@Injectable()
export class AccessReader {
  private readonly looks = new Map<string, Promise<SessionRow[]>>();

  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  async bySession(token: string): Promise<Identified | undefined> {
    const now = this.clock.now();
    const [row] = await this.look(tokenHash(token), now);
    if (!row || hasEnded(row, now)) return undefined;
    if (now.getTime() - row.seenAt.getTime() > SEEN_EVERY_MS) {
      await this.db.query('update sessions set seen_at = $2 where id = $1', [row.sessionId, now]);
    }
    const { totpRequired, totpEnrolled, secondFactor, method } = row;
    return {
      actor: { ...actorOf(row), sessionId: row.sessionId },
      mustEnrolTotp: totpRequired && !totpEnrolled && !(secondFactor && method === 'sso'),
      // With a password the code was asked for at the door.
      mustProveTotp: totpRequired && totpEnrolled && !secondFactor && method === 'sso',
      rotateDue: row.rotateDue,
    };
  }

  /**
   * A page asks for a dozen things at once. What came before the statement left shares its answer, which is newer than any
   * of them; whoever comes later looks again.
   */
  private look(hash: string, now: Date): Promise<SessionRow[]> {
    const shared = this.looks.get(hash);
    if (shared) return shared;
    const look = this.reading.query<SessionRow>(
      `select s.id as "sessionId", s.rotate_due as "rotateDue", s.method, s.seen_at as "seenAt",
              s.expires_at as "expiresAt", s.second_factor as "secondFactor", ${PERSON}
       from sessions s join users u on u.id = s.user_id
       where u.active and (s.token_hash = $1 or (s.previous_hash = $1 and s.previous_until > $2))`,
      [hash, now],
    );
    this.looks.set(hash, look);
    // After the statements of this turn of the loop, which the first look was among.
    setImmediate(() => this.looks.delete(hash));
    return look;
  }

  async byToken(token: string): Promise<Identified | undefined> {
    const now = this.clock.now();
    const [row] = await this.reading.query<TokenRow>(
      `select t.id as "tokenId", t.scopes, t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt", ${PERSON}
       from api_tokens t join users u on u.id = t.user_id
       where u.active and t.token_hash = $1`,
      [tokenHash(token)],
    );
    if (!row || (row.expiresAt && row.expiresAt <= now)) return undefined;
    if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > SEEN_EVERY_MS) {
      await this.db.query('update api_tokens set last_used_at = $2 where id = $1', [row.tokenId, now]);
    }
    const actor = actorOf(row);
    const { scopes } = row;
    const permissions = scopes ? new Set([...actor.permissions].filter((p) => scopes.includes(p))) : actor.permissions;
    return {
      actor: { ...actor, permissions, tokenId: row.tokenId },
      mustEnrolTotp: false,
      mustProveTotp: false,
      rotateDue: false,
    };
  }

  /** What people may do, without a request of theirs. Who left is left out. */
  async ofUsers(ids: readonly string[], tx?: Tx): Promise<Actor[]> {
    const wanted = among('u.id', '$1', ids);
    const rows = await (tx ?? this.reading).query<PersonRow>(
      `select ${PERSON} from users u where u.active and ${wanted.is} order by u.id`,
      [wanted.value],
    );
    return rows.map(actorOf);
  }
}

function actorOf(row: PersonRow): Actor {
  return {
    kind: 'user',
    id: row.userId,
    name: row.name,
    teamIds: row.teamIds,
    ...combine(row.roles, allPermissions()),
  };
}
