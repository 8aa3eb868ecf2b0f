import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SendFailure, SendLater, type OutboundPost, type Published } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import { Clock } from '../platform/clock.js';
import { ProcessMark } from '../platform/database/process-mark.js';
import { Work } from '../platform/database/work.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Post, PostTarget } from './post.entity.js';
import { PostPictures } from './post-pictures.service.js';
import { retryAfter, wordsOn } from './post.rules.js';
import { PostTargets } from './post-targets.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'posts.publish': { targetId: string };
  }
}

/** Takes posts out of the house, to each line once: waiting → publishing → published | failed | unknown. */
@Injectable()
export class PostPublisher {
  private readonly log = Logs.for('posts');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly targets: PostTargets,
    private readonly pictures: PostPictures,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly jobs: Jobs,
    private readonly mark: ProcessMark,
    private readonly clock: Clock,
  ) {}

  /** Plans a job for each line on which it waits. The time is part of the id: the same plan twice is one. */
  async schedule(postId: string): Promise<void> {
    const waiting = await this.db.getRepository(PostTarget).findBy({ postId, state: 'waiting' });
    for (const { id, nextAt } of waiting) {
      const at = nextAt?.getTime() ?? this.clock.millis();
      const delayMs = Math.max(0, at - this.clock.millis());
      await this.jobs.add('posts.publish', { targetId: id }, { id: `post.${id}.${at}`, delayMs });
    }
  }

  /** Safe to call at any time, any number of times, from any number of processes: one of them wins the claim. */
  async publish(targetId: string): Promise<void> {
    const target = await this.claim(targetId, await this.mark.hold());
    if (!target) return;
    try {
      const { post, line, adapter } = await this.outbound(target);
      if (!adapter.publish) throw new SendFailure('permanent', 'Lines of this kind publish nothing.');
      await this.targets.published(target, await adapter.publish(post, line));
    } catch (error) {
      await this.failed(target, error);
    }
  }

  /** What became of it, as its provider says. */
  async ask(target: PostTarget): Promise<Published | 'not-published' | 'unknown'> {
    const { post, line, adapter } = await this.outbound(target);
    return adapter.published ? adapter.published(post, line) : 'unknown';
  }

  private async claim(targetId: string, mark: number): Promise<PostTarget | null> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query(
        `update post_targets set state = 'publishing', publishing_by = $2, tried_at = $3, attempts = attempts + 1, asked = 0, error = null
         where id = $1 and state = 'waiting' and next_at <= $3 returning *`,
        [targetId, mark, this.clock.now()],
      );
      return row ? tx.entity(PostTarget, row) : null;
    });
  }

  private async outbound(target: PostTarget) {
    const post = await this.db.getRepository(Post).findOneByOrFail({ id: target.postId });
    const line = await this.inboxes.line(target.inboxId);
    const adapter = this.registry.get(line.channel);
    const picture = post.pictureId ? await this.picture(post.pictureId) : null;
    const size = picture?.content.length ?? 0;
    const words = wordsOn(
      { text: post.text, link: post.link, picture: picture && { type: picture.type, size } },
      { link: adapter.abilities.publishing?.link ?? false },
    );
    const outbound: OutboundPost = { ...words, picture, triedAt: target.triedAt ?? this.clock.now() };
    return { post: outbound, line, adapter };
  }

  /** Nothing was said to anybody yet: whatever goes wrong here is tried again. */
  private async picture(id: string): Promise<OutboundPost['picture']> {
    return this.pictures.outbound(id).catch((error: unknown) => {
      throw new SendFailure('passing', `The picture could not be read: ${(error as Error).message}`);
    });
  }

  private async failed(target: PostTarget, error: unknown): Promise<void> {
    if (!(error instanceof SendFailure)) {
      this.log.error({ err: error, targetId: target.id }, 'publishing broke off');
      return this.targets.ended(target, 'unknown', 'Publishing broke off; it may be there.');
    }
    if (error.kind !== 'passing') {
      return this.targets.ended(target, error.kind === 'unknown' ? 'unknown' : 'failed', error.message);
    }
    const wait = error instanceof SendLater ? error.afterMs : retryAfter(target.attempts);
    if (wait === null || target.attempts >= MOST_ATTEMPTS) {
      return this.targets.ended(target, 'failed', `Given up after ${target.attempts} attempts: ${error.message}`);
    }
    await this.targets.waits(target, new Date(this.clock.millis() + wait), error.message);
  }
}

/** Also where a provider asks again and again for later: what is days old is no news. */
const MOST_ATTEMPTS = 50;
