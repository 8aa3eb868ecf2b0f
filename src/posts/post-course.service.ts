import { Injectable } from '@nestjs/common';
import { Attachment } from '../conversations/attachment.entity.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { Refusal, type FieldError } from '../platform/http/refusal.js';
import { PostTarget, type Post } from './post.entity.js';
import { PostLines } from './post-lines.service.js';
import { problemInWords, problemsOn } from './post.rules.js';
import { PostsService } from './posts.service.js';

/** Asked for, approved, refused, withdrawn; and begun, now or at its time. */
@Injectable()
export class PostCourse {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly posts: PostsService,
    private readonly lines: PostLines,
    private readonly audit: AuditService,
  ) {}

  /** What hinders it is said to its author, and not to whoever should approve it. */
  async ask(actor: Actor, id: string, version: number): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.posts.lock(tx, id, 'ask', version);
      await this.mustBeReady(tx, row);
      Object.assign(row, {
        state: 'awaiting',
        askedAt: this.clock.now(),
        refusal: null,
        refusedBy: null,
        problem: null,
      });
      await this.posts.save(tx, row);
      await this.note(tx, actor, row, 'post.asked');
    });
  }

  /** A draft again, to be written on. */
  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.posts.lock(tx, id, 'withdraw');
      Object.assign(row, { state: 'draft', askedAt: null, approvedBy: null, approvedAt: null });
      await this.posts.save(tx, row);
      await this.note(tx, actor, row, 'post.withdrawn');
    });
  }

  async refuse(actor: Actor, id: string, { version, reason }: { version: number; reason: string }): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.posts.lock(tx, id, 'refuse', version);
      Object.assign(row, { state: 'refused', refusal: reason.trim(), refusedBy: actor.id });
      await this.posts.save(tx, row);
      await this.note(tx, actor, row, 'post.refused');
    });
  }

  /** Approves it as it was seen: it goes out at its time, or at once. */
  async publish(actor: Actor, id: string, version: number): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.posts.lock(tx, id, 'publish', version);
      await this.mustBeReady(tx, row);
      const now = this.clock.now();
      Object.assign(row, { approvedBy: actor.id, approvedAt: now, refusal: null, refusedBy: null });
      const isPlanned = row.plannedAt !== null && row.plannedAt > now;
      if (isPlanned) await this.posts.save(tx, Object.assign(row, { state: 'planned', problem: null }));
      else await this.begin(tx, row);
      await this.note(tx, actor, row, isPlanned ? 'post.planned' : 'post.published');
    });
  }

  /** Its time has come. What was asked when it was approved is asked again, for much may have changed. */
  async beginPlanned(id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.posts.lock(tx, id, 'withdraw');
      if (row.state !== 'planned' || !row.plannedAt || row.plannedAt > this.clock.now()) return;
      const [problem] = await this.problems(tx, row);
      if (!problem) return this.begin(tx, row);
      await this.posts.save(
        tx,
        Object.assign(row, { state: 'draft', problem: problem.message, approvedBy: null, approvedAt: null }),
      );
    });
  }

  private async begin(tx: Tx, row: Post): Promise<void> {
    const now = this.clock.now();
    await tx.query(`update post_targets set state = 'waiting', next_at = $2 where post_id = $1 and state = 'chosen'`, [
      row.id,
      now,
    ]);
    await this.posts.save(tx, Object.assign(row, { state: 'publishing', startedAt: now, problem: null }));
  }

  private async mustBeReady(tx: Tx, row: Post): Promise<void> {
    const errors = await this.problems(tx, row);
    if (errors.length > 0) throw new Refusal('not_ready', 422, 'This post cannot go out as it is.', { errors });
  }

  private async problems(tx: Tx, row: Post): Promise<FieldError[]> {
    const targets = await tx.manager.find(PostTarget, { where: { postId: row.id }, order: { id: 'asc' } });
    if (targets.length === 0) return [{ path: 'inboxIds', message: 'choose a line' }];
    const inboxIds = targets.map(({ inboxId }) => inboxId);
    const on = await this.lines.on(inboxIds, tx.manager);
    const picture = row.pictureId ? await tx.find(Attachment, { id: row.pictureId }) : null;
    return on.flatMap(({ inbox, facts }) =>
      problemsOn({ text: row.text, link: row.link, picture }, facts).map((problem) => ({
        path: 'inboxIds',
        message: `${inbox.name}: ${problemInWords(problem)}`,
      })),
    );
  }

  private note(tx: Tx, actor: Actor, row: Post, action: string): Promise<void> {
    return this.audit.record(tx, { actor, action, target: { kind: 'post', id: row.id } });
  }
}
