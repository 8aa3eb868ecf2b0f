import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound, Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { AccessReader, type Identified } from './access-reader.js';
import { SessionCookie } from './session-cookie.js';
import { Session, type SignInMethod } from './session.entity.js';
import { ABSOLUTE_MS, IDLE_MS, ROTATION_GRACE_MS } from './session.rules.js';

/** From where a request comes, as far as one can know. */
export interface Caller {
  address: string;
  userAgent: string;
}

/** How somebody came in, and whether with a second factor. */
export interface WayIn {
  by: SignInMethod;
  secondFactor?: boolean;
}

export interface OpenedSession {
  id: string;
  /** Stands in the cookie and nowhere else. */
  token: string;
  expiresAt: Date;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly access: AccessReader,
    private readonly cookie: SessionCookie,
    private readonly audit: AuditService,
  ) {}

  /**
   * Who acts, by the `Cookie` header of a browser or a script's API token. The same answer for HTTP and sockets; a
   * socket asks again after `identity.access-changed`. Refuses with 401 and, until an enforced second factor is
   * enrolled or shown, with 403.
   */
  async authenticate(proof: { cookie?: string; bearer?: string }): Promise<Actor> {
    const identified = await this.identify(proof);
    if (!identified) throw notSignedIn();
    refuseWithoutSecondFactor(identified);
    return identified.actor;
  }

  async identify({ cookie, bearer }: { cookie?: string; bearer?: string }): Promise<Identified | undefined> {
    if (bearer) return this.access.byToken(bearer);
    const token = this.cookie.read(cookie);
    return token ? this.access.bySession(token) : undefined;
  }

  async open(tx: Tx, userId: string, way: WayIn, caller: Caller): Promise<OpenedSession> {
    const now = this.clock.now();
    const token = randomToken();
    const session = { id: newId(), token, expiresAt: new Date(now.getTime() + ABSOLUTE_MS) };
    await tx.insert(Session, {
      id: session.id,
      userId,
      tokenHash: tokenHash(token),
      rotateDue: false,
      method: way.by,
      secondFactor: way.secondFactor ?? false,
      address: caller.address,
      userAgent: caller.userAgent.slice(0, 300),
      createdAt: now,
      seenAt: now,
      expiresAt: session.expiresAt,
    });
    return session;
  }

  /** Gives a session a new token. Undefined where another request was first. */
  async rotate(sessionId: string): Promise<OpenedSession | undefined> {
    return this.work.run((tx) => this.replaceToken(tx, sessionId, true));
  }

  async replaceToken(tx: Tx, sessionId: string, onlyWhenDue = false): Promise<OpenedSession | undefined> {
    const token = randomToken();
    const [row] = await tx.query<{ expires_at: Date }>(
      `update sessions set previous_hash = token_hash, previous_until = $3, token_hash = $2, rotate_due = false
       where id = $1 and (rotate_due or not $4) returning expires_at`,
      [sessionId, tokenHash(token), new Date(this.clock.millis() + ROTATION_GRACE_MS), onlyWhenDue],
    );
    return row && { id: sessionId, token, expiresAt: row.expires_at };
  }

  /** A code was given in this session. It knows more from now on, so its token is replaced. */
  async secondFactorShown(tx: Tx, actor: Actor): Promise<OpenedSession | undefined> {
    if (!actor.sessionId) return undefined;
    await tx.query('update sessions set second_factor = true where id = $1', [actor.sessionId]);
    return this.replaceToken(tx, actor.sessionId);
  }

  /** Rights changed: sessions stay, but their tokens are replaced and their sockets judged anew. */
  async refresh(tx: Tx, userIds: string[]): Promise<void> {
    await tx.query('update sessions set rotate_due = true where user_id = any($1)', [userIds]);
    for (const userId of userIds) tx.emit('identity.access-changed', { userId });
  }

  /** Ends every session of a user, except the one in which they act. */
  async endAll(tx: Tx, userId: string, exceptId?: string): Promise<void> {
    await tx.query('delete from sessions where user_id = $1 and id is distinct from $2', [userId, exceptId ?? null]);
    tx.emit('identity.access-changed', { userId });
  }

  async listOf(userId: string): Promise<Session[]> {
    const alive = new Date(this.clock.millis() - IDLE_MS);
    const sessions = await this.db.getRepository(Session).find({ where: { userId }, order: { seenAt: 'DESC' } });
    return sessions.filter((s) => s.expiresAt > this.clock.now() && s.seenAt >= alive);
  }

  /** Ends one session: the own, or with `sessions:manage` anybody's. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const session = await tx.lock(Session, { id });
      const mayEnd = session && (session.userId === actor.id || actor.permissions.has('sessions:manage'));
      if (!mayEnd) throw notFound('session');
      await this.close(tx, session.id, session.userId);
      await this.audit.record(tx, {
        actor,
        action: 'session.ended',
        target: { kind: 'session', id },
        data: { userId: session.userId },
      });
    });
  }

  async close(tx: Tx, sessionId: string, userId: string): Promise<void> {
    await tx.query('delete from sessions where id = $1', [sessionId]);
    tx.emit('identity.access-changed', { userId, sessionId });
  }
}

export const notSignedIn = (): Refusal => new Refusal('unauthorized', 401, 'Sign in first.');

export function refuseWithoutSecondFactor({ mustEnrolTotp, mustProveTotp }: Identified): void {
  if (mustEnrolTotp) {
    throw new Refusal('totp_enrolment_required', 403, 'A second factor is required here. Enrol one first.');
  }
  if (mustProveTotp) throw new Refusal('totp_proof_required', 403, 'Enter the code of your second factor first.');
}
