import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import { allPermissions, can, type Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import type { NewApiToken } from './api-token.dto.js';
import { ApiToken } from './api-token.entity.js';

@Injectable()
export class ApiTokensService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  listOf(userId: string): Promise<ApiToken[]> {
    return this.db.getRepository(ApiToken).find({ where: { userId }, order: { id: 'DESC' } });
  }

  /** `actor` makes it; it acts for `userId`. */
  async create(actor: Actor, userId: string, body: NewApiToken): Promise<{ row: ApiToken; token: string }> {
    const token = randomToken('fdt_');
    const row: ApiToken = {
      id: newId(),
      userId,
      tokenHash: tokenHash(token),
      name: body.name,
      scopes: body.scopes ? this.checkedScopes(actor, body.scopes) : null,
      createdAt: this.clock.now(),
      lastUsedAt: null,
      expiresAt: this.checkedExpiry(body.expiresAt),
    };
    await this.work.run(async (tx) => {
      await tx.insert(ApiToken, row);
      await this.audit.record(tx, {
        actor,
        action: 'token.created',
        target: { kind: 'token', id: row.id },
        data: { userId, scopes: row.scopes },
      });
    });
    return { row, token };
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const token = await tx.lock(ApiToken, { id });
      if (!token || (token.userId !== actor.id && !can(actor, 'tokens:manage'))) throw notFound('token');
      await tx.manager.delete(ApiToken, { id });
      // A socket may have been opened with it; it cannot be told apart, so all of the person's are judged anew.
      tx.emit('identity.access-changed', { userId: token.userId });
      await this.audit.record(tx, {
        actor,
        action: 'token.revoked',
        target: { kind: 'token', id },
        data: { userId: token.userId },
      });
    });
  }

  private checkedScopes(actor: Actor, scopes: string[]): string[] {
    const existing = new Set<string>(allPermissions().map((p) => p.key));
    scopes.forEach((scope, index) => {
      if (!existing.has(scope)) throw invalid(`scopes[${index}]`, 'there is no such permission');
      if (actor.kind === 'user' && !actor.permissions.has(scope)) {
        throw invalid(`scopes[${index}]`, 'you do not have this permission yourself');
      }
    });
    return [...new Set(scopes)];
  }

  private checkedExpiry(expiresAt: string | undefined): Date | null {
    if (expiresAt === undefined) return null;
    const at = new Date(expiresAt);
    if (!(at > this.clock.now())) throw invalid('expiresAt', 'must be a time in the future');
    return at;
  }
}
