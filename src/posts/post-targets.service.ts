import { Injectable } from '@nestjs/common';
import type { Published } from '../channels/contract.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Post, PostTarget } from './post.entity.js';
import { afterTargets, type TargetState } from './post.rules.js';
import { PostsService } from './posts.service.js';

type Change = Partial<Pick<PostTarget, 'state' | 'externalId' | 'url' | 'error' | 'nextAt' | 'publishedAt'>>;

/** What became of a post on its lines. Each change says whether the post is through. */
@Injectable()
export class PostTargets {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly posts: PostsService,
  ) {}

  published(target: PostTarget, { externalId, url }: Published): Promise<void> {
    const change = {
      state: 'published',
      externalId,
      url: url ?? null,
      error: null,
      publishedAt: this.clock.now(),
    } as const;
    return this.write(target, change);
  }

  ended(target: PostTarget, state: 'failed' | 'unknown', error: string): Promise<void> {
    return this.write(target, { state, error });
  }

  waits(target: PostTarget, nextAt: Date, error: string | null): Promise<void> {
    return this.write(target, { state: 'waiting', nextAt, error });
  }

  private async write(target: PostTarget, change: Change): Promise<void> {
    await this.work.run((tx) => this.move(tx, target, change));
  }

  /** Only from the state and attempt that the caller knows: whoever came in between has the last word. */
  async move(tx: Tx, { id, postId, state, attempts }: PostTarget, change: Change): Promise<boolean> {
    const post = await tx.lock(Post, { id: postId });
    const target = await tx.lock(PostTarget, { id });
    if (!post || !target || target.state !== state || target.attempts !== attempts) return false;
    await tx.save(Object.assign(target, change));
    await this.settle(tx, post);
    return true;
  }

  private async settle(tx: Tx, post: Post): Promise<void> {
    const states = await tx.query<{ state: TargetState }>('select state from post_targets where post_id = $1', [
      post.id,
    ]);
    await this.posts.save(tx, Object.assign(post, { state: afterTargets(states.map(({ state }) => state)) }));
  }
}
