import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, of, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { sha256 } from '../crypto/tokens.js';
import { Vault } from '../crypto/vault.js';
import type { Actor } from './access.decorators.js';
import { IdempotencyRow } from './idempotency.entity.js';
import { conflict, Refusal } from './refusal.js';

/** A first request that died without an answer frees its key after this long. */
const ABANDONED_AFTER_MS = 60_000;
const SEAL = 'idempotent answer';

/** The same write with the same `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) happens once. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly vault: Vault,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const key = request.header('Idempotency-Key');
    if (!key || !['POST', 'PATCH', 'PUT', 'DELETE'].includes(request.method) || !request.actor) return next.handle();
    if (key.length > 255)
      throw new Refusal('invalid_idempotency_key', 422, 'An Idempotency-Key has at most 255 characters.');
    return this.once(request, context.switchToHttp().getResponse<Response>(), `${request.actor.id}:${key}`, next);
  }

  private async once(
    request: Request,
    response: Response,
    key: string,
    next: CallHandler,
  ): Promise<Observable<unknown>> {
    const id = sha256(key);
    const fingerprint = sha256(`${request.method} ${request.originalUrl} ${JSON.stringify(request.body ?? null)}`);
    const earlier = await this.claim(id, fingerprint);
    if (earlier) {
      if (earlier.fingerprint !== fingerprint) {
        throw new Refusal('idempotency_key_reused', 422, 'This Idempotency-Key was used for another request.');
      }
      if (earlier.status === null)
        throw conflict('in_progress', 'The first request with this Idempotency-Key is still running.');
      response.status(earlier.status).setHeader('Idempotent-Replayed', 'true');
      return of(this.open(earlier.body));
    }
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.db
        .getRepository(IdempotencyRow)
        .update({ id }, { status: response.statusCode, body: this.seal(body) });
      return from([body]);
    } catch (error) {
      // A refusal changed nothing: the corrected request may use the key again.
      await this.db.getRepository(IdempotencyRow).delete({ id });
      throw error;
    }
  }

  /** Some answers show a secret once, such as a new API token: a copy of the database must not show it again. */
  private seal(body: unknown): string {
    return this.vault.seal(JSON.stringify(body ?? null), SEAL);
  }

  private open(body: string | null): unknown {
    return body && JSON.parse(this.vault.open(body, SEAL));
  }

  private async claim(id: string, fingerprint: string): Promise<IdempotencyRow | null> {
    const now = this.clock.now();
    const claimed: unknown[] = await this.db.query(
      `insert into idempotency_keys (id, fingerprint, at) values ($1, $2, $3)
       on conflict (id) do update set fingerprint = excluded.fingerprint, at = excluded.at
         where idempotency_keys.status is null and idempotency_keys.at < $4
       returning id`,
      [id, fingerprint, now, new Date(now.getTime() - ABANDONED_AFTER_MS)],
    );
    return claimed.length > 0 ? null : this.db.getRepository(IdempotencyRow).findOneBy({ id });
  }
}
