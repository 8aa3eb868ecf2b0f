import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../platform/http/paging.js';
import { conflict, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { TicketsService } from '../tickets/tickets.service.js';
import type { PostBody, PostChange, PostPage, PostPreview, PostQuery, PostView } from './post.dto.js';
import { Post, PostTarget } from './post.entity.js';
import { PostLines } from './post-lines.service.js';
import { PostPictures } from './post-pictures.service.js';
import { MAY, mostOn, problemInWords, problemsOn, wordsOn, type Move } from './post.rules.js';
import { PostViews } from './post-views.service.js';

/** Posts before they go out: written down, looked at, changed, thrown away. */
@Injectable()
export class PostsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly lines: PostLines,
    private readonly pictures: PostPictures,
    private readonly views: PostViews,
    private readonly tickets: TicketsService,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list(actor: Actor, { state, ticket, limit, cursor }: PostQuery): Promise<PostPage> {
    const after = decodeCursor(cursor, 2);
    const ticketId = ticket === undefined ? null : await this.tickets.idOf(actor, ticket);
    const rows = await this.db
      .getRepository(Post)
      .createQueryBuilder('p')
      .where('(:state::text is null or p.state = :state)', { state: state ?? null })
      .andWhere('(:at::timestamptz is null or (p.created_at, p.id) < (:at::timestamptz, :id::uuid))', {
        at: after ? String(after[0]) : null,
        id: after ? String(after[1]) : null,
      })
      .andWhere(`(:ticketId::uuid is null or p.id in (${UNDER_WHICH}))`, { ticketId })
      .orderBy('p.created_at', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .take(limit + 1)
      .getMany();
    const shown = new Map((await this.views.present(rows.slice(0, limit))).map((view) => [view.id, view]));
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.id],
      (row) => shown.get(row.id)!,
    );
  }

  async one(id: string): Promise<PostView> {
    const [view] = await this.views.present([await this.row(id)]);
    return view!;
  }

  async row(id: string): Promise<Post> {
    const row = await this.db.getRepository(Post).findOneBy({ id });
    if (!row) throw notFound('post');
    return row;
  }

  async create(
    actor: Actor,
    { text = '', link, pictureId, inboxIds = [], plannedAt, zone }: PostBody,
  ): Promise<PostView> {
    await this.lines.on(inboxIds);
    const id = newId();
    await this.work.run(async (tx) => {
      const now = this.clock.now();
      if (pictureId) await this.pictures.take(tx, actor, id, pictureId);
      await tx.insert(Post, {
        id,
        text,
        link: link ?? null,
        pictureId: pictureId ?? null,
        state: 'draft',
        plannedAt: plannedAt ?? null,
        zone: zone ?? null,
        authorId: actor.id,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      await this.choose(tx, id, inboxIds);
      tx.emit('post.changed', { postId: id, state: 'draft' });
    });
    return this.one(id);
  }

  /** What was refused is a draft again. */
  async change(actor: Actor, id: string, { version, inboxIds, pictureId, ...change }: PostChange): Promise<PostView> {
    if (inboxIds) await this.lines.on(inboxIds);
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, 'edit', version);
      const before = row.pictureId;
      if (pictureId) await this.pictures.take(tx, actor, id, pictureId);
      if (pictureId !== undefined) row.pictureId = pictureId;
      Object.assign(row, change, { state: 'draft', problem: null });
      await this.save(tx, row);
      if (before && before !== row.pictureId) await this.pictures.letGo(tx, actor, id, before);
      if (inboxIds) await this.choose(tx, id, inboxIds);
    });
    return this.one(id);
  }

  /** Only what nobody has read; the rest is the record of what was said. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, 'remove');
      const { pictureId } = row;
      await tx.manager.remove(row);
      if (pictureId) await this.pictures.letGo(tx, actor, id, pictureId);
      await this.audit.record(tx, { actor, action: 'post.deleted', target: { kind: 'post', id } });
    });
  }

  /** How it would read on each line, and what hinders it there. */
  async preview(actor: Actor, { text = '', link = null, pictureId, inboxIds = [] }: PostBody): Promise<PostPreview> {
    const on = await this.lines.on(inboxIds);
    const picture = pictureId ? (await this.pictures.of([pictureId])).get(pictureId) : undefined;
    const isTheirs = picture && (picture.owner === `user:${actor.id}` || picture.owner?.startsWith('kept:post:'));
    const wording = { text, link, picture: isTheirs ? picture : null };
    return {
      lines: on.map(({ inbox: { id, name, channel }, facts }) => ({
        inbox: { id, name, channel },
        ...(facts.publishing ? wordsOn(wording, facts.publishing) : { text, link }),
        maxText: facts.publishing && mostOn(facts.publishing, wording.picture !== null),
        problems: problemsOn(wording, facts).map((problem) => ({ ...problem, message: problemInWords(problem) })),
      })),
    };
  }

  /** Held until the transaction ends, where this may be done with it; `version`: of what the actor has seen. */
  async lock(tx: Tx, id: string, move: Move, version?: number): Promise<Post> {
    const row = await tx.lock(Post, { id });
    if (!row) throw notFound('post');
    if (version !== undefined && version !== row.version) throw stale(row.version);
    if (!MAY[move].includes(row.state)) {
      throw conflict('wrong_state', `This is not possible while it is ${row.state}.`, { state: row.state });
    }
    return row;
  }

  async save(tx: Tx, row: Post): Promise<void> {
    await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
    tx.emit('post.changed', { postId: row.id, state: row.state });
  }

  private async choose(tx: Tx, postId: string, inboxIds: readonly string[]): Promise<void> {
    await tx.query('delete from post_targets where post_id = $1 and not inbox_id = any($2::uuid[])', [
      postId,
      inboxIds,
    ]);
    const chosen = await tx.manager.findBy(PostTarget, { postId });
    const fresh = inboxIds.filter((id) => !chosen.some(({ inboxId }) => inboxId === id));
    if (fresh.length === 0) return;
    await tx.insert(
      PostTarget,
      fresh.map((inboxId) => ({ id: newId(), postId, inboxId, state: 'chosen' as const, attempts: 0, asked: 0 })),
    );
  }
}

/** Posts of ours under which something was said that is on the ticket. */
const UNDER_WHICH = `select t.post_id from messages m join conversations c on c.id = m.conversation_id
  join post_targets t on t.inbox_id = c.inbox_id and t.external_id = m.meta ->> 'post'
  where m.ticket_id = :ticketId::uuid and m.meta ? 'post'`;
