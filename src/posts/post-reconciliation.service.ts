import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChannelRegistry } from '../channels/registry.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { ProcessMark } from '../platform/database/process-mark.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { Logs } from '../platform/telemetry/logs.js';
import { PostTarget } from './post.entity.js';
import { PostPublisher } from './post-publisher.service.js';
import { ASK_AFTER_MS } from './post.rules.js';
import { PostTargets } from './post-targets.service.js';

/** A process whose database was away for a moment shows that it lives within this. */
const STUCK_MS = 10_000;
const NO_CALL_LASTS_MS = 10 * 60_000;

/** What may be there, and nobody knows: the provider is asked, and where it cannot tell, people say. */
@Injectable()
export class PostReconciliation {
  private readonly log = Logs.for('posts');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly targets: PostTargets,
    private readonly publisher: PostPublisher,
    private readonly registry: ChannelRegistry,
    private readonly mark: ProcessMark,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (const target of await this.stuck()) {
      const error = 'The process stopped while publishing; it may be there.';
      await this.targets.ended(target, 'unknown', error);
    }
    for (const target of await this.askable()) {
      await this.settle(target).catch((error: unknown) =>
        this.log.warn({ err: error, targetId: target.id }, 'what became of a post could not be asked'),
      );
    }
  }

  /** A process died with it in its hands, or could not write down what became of it. */
  private async stuck(): Promise<PostTarget[]> {
    const now = this.clock.millis();
    return this.db
      .getRepository(PostTarget)
      .createQueryBuilder('t')
      .where(`t.state = 'publishing' and t.tried_at < :before`, { before: new Date(now - STUCK_MS) })
      .andWhere('(t.tried_at < :longAgo or not coalesce(t.publishing_by = any(:living), false))', {
        living: await this.mark.living(),
        longAgo: new Date(now - NO_CALL_LASTS_MS),
      })
      .getMany();
  }

  private askable(): Promise<PostTarget[]> {
    const kinds = this.registry.all().flatMap(({ kind, published }) => (published ? kind : []));
    return this.db
      .getRepository(PostTarget)
      .createQueryBuilder('t')
      .where(`t.state = 'unknown' and t.inbox_id in (select id from inboxes where channel = any(:kinds))`, { kinds })
      .andWhere('t.tried_at < :now::timestamptz - make_interval(secs => (:pauses::float8[])[t.asked + 1])', {
        now: this.clock.now(),
        pauses: ASK_AFTER_MS.map((ms) => ms / 1000),
      })
      .getMany();
  }

  private async settle(target: PostTarget): Promise<void> {
    await this.db.query('update post_targets set asked = asked + 1 where id = $1', [target.id]);
    const verdict = await this.publisher.ask(target);
    if (verdict === 'unknown') return;
    if (verdict === 'not-published') return this.targets.waits(target, this.clock.now(), null);
    // Two posts with the same words: an id that is another's already proves nothing.
    const taken: unknown[] = await this.db.query(
      'select 1 from post_targets where inbox_id = $1 and external_id = $2 and id <> $3',
      [target.inboxId, verdict.externalId, target.id],
    );
    if (taken.length === 0) await this.targets.published(target, verdict);
  }

  /** Somebody has seen it there. Without its id, what is said under it is not known to be about it. */
  async isThere(actor: Actor, postId: string, targetId: string, url: string | undefined): Promise<void> {
    await this.decide(actor, postId, targetId, 'post.found', ['unknown'], {
      state: 'published',
      url: url ?? null,
      error: null,
      publishedAt: this.clock.now(),
    });
  }

  /** Somebody has seen that it is not there, or mended what hindered it. */
  async publishAgain(actor: Actor, postId: string, targetId: string): Promise<void> {
    await this.decide(actor, postId, targetId, 'post.published-again', ['unknown', 'failed'], {
      state: 'waiting',
      nextAt: this.clock.now(),
      error: null,
    });
  }

  private async decide(
    actor: Actor,
    postId: string,
    targetId: string,
    action: string,
    from: readonly PostTarget['state'][],
    change: Parameters<PostTargets['move']>[2],
  ): Promise<void> {
    await this.work.run(async (tx) => {
      const target = await tx.find(PostTarget, { id: targetId, postId });
      if (!target) throw notFound('line of this post');
      if (!from.includes(target.state) || !(await this.targets.move(tx, target, change))) {
        throw conflict('wrong_state', `This is not possible while it is ${target.state}.`, { state: target.state });
      }
      await this.audit.record(tx, { actor, action, target: { kind: 'post', id: postId }, data: { target: targetId } });
    });
  }
}
