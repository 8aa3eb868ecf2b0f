import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';
import { PostCourse } from './post-course.service.js';
import { PostPublisher } from './post-publisher.service.js';
import { PostReconciliation } from './post-reconciliation.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'posts.sweep': Record<string, never>;
  }
}

/** A job that is this late was lost. */
const LATE_MS = 10_000;

@Injectable()
export class PostListeners {
  private readonly log = Logs.for('posts');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly course: PostCourse,
    private readonly publisher: PostPublisher,
    private readonly reconciliation: PostReconciliation,
  ) {}

  @Subscribe('post.changed', { name: 'posts.go', when: ({ state }) => state === 'publishing' })
  async go({ postId }: Events['post.changed']): Promise<void> {
    await this.publisher.schedule(postId);
  }

  @Job('posts.publish')
  async publish({ targetId }: { targetId: string }): Promise<void> {
    await this.publisher.publish(targetId);
  }

  /** What is due by the clock, what a lost job left lying, and what nobody knows. */
  @Job('posts.sweep', { every: 5_000 })
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const due: { id: string }[] = await this.db.query(
      `select id from posts where state = 'planned' and planned_at <= $1 order by planned_at limit 50`,
      [now],
    );
    for (const { id } of due) await this.orComplain(id, this.course.beginPlanned(id));
    const late: { id: string }[] = await this.db.query(
      `select id from post_targets where state = 'waiting' and next_at < $1 order by next_at limit 50`,
      [new Date(now.getTime() - LATE_MS)],
    );
    for (const { id } of late) await this.orComplain(id, this.publisher.publish(id));
    await this.reconciliation.sweep();
  }

  private orComplain(id: string, done: Promise<void>): Promise<void> {
    return done.catch((error: unknown) => this.log.warn({ err: error, id }, 'a post does not go on'));
  }
}
