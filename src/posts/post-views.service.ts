import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { PostLine, PostPerson, PostTargetView, PostView } from './post.dto.js';
import { PostTarget, type Post } from './post.entity.js';
import { PostPictures } from './post-pictures.service.js';

/** Posts as their readers see them. */
@Injectable()
export class PostViews {
  constructor(
    private readonly db: DataSource,
    private readonly pictures: PostPictures,
  ) {}

  async present(posts: readonly Post[]): Promise<PostView[]> {
    if (posts.length === 0) return [];
    const targets = await this.db.getRepository(PostTarget).findBy({ postId: In(posts.map(({ id }) => id)) });
    const [lines, people, pictures, answers] = await Promise.all([
      this.lines(targets),
      this.people(posts),
      this.pictures.of(posts.flatMap(({ pictureId }) => pictureId ?? [])),
      this.answers(posts),
    ]);
    const person = (id: string | null): PostPerson | null => (id && people.get(id)) || null;
    return posts.map((post): PostView => {
      const { id, text, link, state, problem, plannedAt, zone, askedAt, approvedAt, refusal, startedAt } = post;
      const picture = post.pictureId ? pictures.get(post.pictureId) : undefined;
      return {
        id,
        text,
        link,
        picture: picture
          ? {
              id: picture.id,
              name: picture.name,
              type: picture.type,
              size: picture.size,
              url: `/api/v1/posts/${id}/picture`,
            }
          : null,
        state,
        problem,
        plannedAt,
        zone,
        author: person(post.authorId),
        askedAt,
        approvedBy: person(post.approvedBy),
        approvedAt,
        refusedBy: person(post.refusedBy),
        refusal,
        startedAt,
        targets: targets
          .filter(({ postId }) => postId === id)
          .map((target) => presentTarget(target, lines.get(target.inboxId)!))
          .toSorted((a, b) => a.inbox.name.localeCompare(b.inbox.name)),
        answers: answers.get(id) ?? 0,
        version: post.version,
        createdAt: post.createdAt,
      };
    });
  }

  private async lines(targets: readonly PostTarget[]): Promise<Map<string, PostLine>> {
    const rows = await this.db.query<PostLine[]>('select id, name, channel from inboxes where id = any($1::uuid[])', [
      targets.map(({ inboxId }) => inboxId),
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async people(posts: readonly Post[]): Promise<Map<string, PostPerson>> {
    const ids = posts.flatMap(({ authorId, approvedBy, refusedBy }) => [authorId, approvedBy, refusedBy]);
    const rows = await this.db.query<PostPerson[]>('select id, name from users where id = any($1::uuid[])', [
      ids.filter((id) => id !== null),
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async answers(posts: readonly Post[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ post_id: string; count: number }[]>(
      `select p.post_id, count(*)::int as count
       from post_targets p join messages m on m.meta ->> 'post' = p.external_id and m.meta ? 'post' and m.direction = 'in'
         join conversations c on c.id = m.conversation_id and c.inbox_id = p.inbox_id
       where p.post_id = any($1::uuid[]) group by p.post_id`,
      [posts.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [row.post_id, row.count]));
  }
}

const presentTarget = (target: PostTarget, inbox: PostLine): PostTargetView => ({
  id: target.id,
  inbox,
  state: target.state,
  url: target.url,
  error: target.error,
  nextAt: target.state === 'waiting' && target.attempts > 0 ? target.nextAt : null,
  publishedAt: target.publishedAt,
});
