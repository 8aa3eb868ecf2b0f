import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { cleanArticle, picturesIn, textOf } from './article-html.rules.js';
import { ArticlePictures } from './article-pictures.service.js';
import { ArticleVersion, Translation } from './article.entity.js';
import { firstWords, freeSlug, slugOf, type Change } from './article.rules.js';

export interface Wording {
  title: string;
  summary?: string;
  /** HTML, as it came. */
  body: string;
  /** An address of its own; made of the title where there is none yet. */
  slug?: string;
}

/** What articles say: every wording is kept, and every address that ever led to one. */
@Injectable()
export class ArticleWordings {
  constructor(
    private readonly clock: Clock,
    private readonly pictures: ArticlePictures,
  ) {}

  /** Writes one language; false where nothing was new. `pictures`: of an import, by the address in its text. */
  async write(
    tx: Tx,
    actor: Actor,
    { articleId, language, what }: { articleId: string; language: string; what: Change },
    wording: Wording,
    pictures: ReadonlyMap<string, string> = new Map(),
  ): Promise<boolean> {
    const body = cleanArticle(wording.body, pictures);
    await this.pictures.take(tx, actor, articleId, picturesIn(body));
    const text = { title: wording.title.trim(), summary: wording.summary?.trim() ?? '', body };
    const known = await tx.find(Translation, { articleId, language });
    const wanted = wording.slug ?? known?.slug ?? slugOf(text.title);
    const slug = await this.slug(tx, { articleId, language }, known?.slug ?? null, wanted);
    const now = this.clock.now();
    if (!known) {
      await tx.insert(Translation, { id: newId(), articleId, language, slug, ...text, updatedAt: now });
    } else {
      const isNew = !same(known, text);
      if (!isNew && slug === known.slug) return false;
      await tx.save(Object.assign(known, text, { slug, updatedAt: now }));
      if (!isNew) return true;
    }
    await this.keep(tx, actor, { articleId, language, what }, text);
    return true;
  }

  /** What is written is what readers see from now on. */
  async publish(tx: Tx, articleId: string): Promise<void> {
    const all = await tx.manager.findBy(Translation, { articleId });
    for (const one of all) {
      const text = textOf(one.body);
      await tx.save(
        Object.assign(one, {
          liveTitle: one.title,
          liveSummary: one.summary || firstWords(text),
          liveBody: one.body,
          liveText: text,
          liveAt: this.clock.now(),
        }),
      );
    }
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    { articleId, language, what }: { articleId: string; language: string; what: Change },
    text: Pick<Translation, 'title' | 'summary' | 'body'>,
  ): Promise<void> {
    const [last] = await tx.query<{ number: number }>(
      'select coalesce(max(number), 0)::int as number from knowledge_versions where article_id = $1 and language = $2',
      [articleId, language],
    );
    await tx.insert(ArticleVersion, {
      id: newId(),
      articleId,
      language,
      number: (last?.number ?? 0) + 1,
      what,
      ...text,
      userId: actor.kind === 'user' ? actor.id : null,
      at: this.clock.now(),
    });
  }

  /** The address in this language. It stays when the title changes; one that was given by hand may take its place. */
  private async slug(
    tx: Tx,
    { articleId, language }: { articleId: string; language: string },
    current: string | null,
    wanted: string,
  ): Promise<string> {
    if (current !== null && current === wanted) return current;
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`knowledge slugs ${language}`]);
    const taken = await tx.query<{ slug: string; article_id: string }>(
      `select slug, article_id from knowledge_slugs where language = $1 and (slug = $2 or slug like $2 || '-%')`,
      [language, wanted],
    );
    const others = new Set(taken.filter((one) => one.article_id !== articleId).map(({ slug }) => slug));
    const slug = freeSlug(wanted, others);
    await tx.query(
      'insert into knowledge_slugs (language, slug, article_id) values ($1, $2, $3) on conflict (language, slug) do nothing',
      [language, slug, articleId],
    );
    return slug;
  }

  /** A language that is not read by anybody any more; the last one stays. */
  async remove(tx: Tx, articleId: string, language: string): Promise<boolean> {
    const all = await tx.manager.findBy(Translation, { articleId });
    const one = all.find((translation) => translation.language === language);
    if (!one) return false;
    if (all.length === 1)
      throw conflict('last_language', 'An article needs one language. Archive the article instead.');
    await tx.manager.remove(one);
    return true;
  }
}

const same = (a: Pick<Translation, 'title' | 'summary' | 'body'>, b: typeof a): boolean =>
  a.title === b.title && a.summary === b.summary && a.body === b.body;
