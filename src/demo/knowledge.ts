import type { INestApplication } from '@nestjs/common';
import { ArticleWordings } from '../knowledge/articles/article-wordings.service.js';
import { ArticleWriter } from '../knowledge/articles/article-writer.service.js';
import { CategoriesService } from '../knowledge/categories/categories.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { ARTICLES, MISSED, SAID, SHELVES, type DemoArticle, type ShelfKey } from './articles.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';
import { DAY, HOUR, idAt } from './moments.js';
import { iso } from './rows.js';

const FIGURED_DAYS = 30;
const dayOf = (millis: number): string => iso(millis).slice(0, 10);

/** What the firm knows and lets others read, what they thought of it, and what they looked for in vain. */
export async function seedKnowledge(app: INestApplication, now: number): Promise<void> {
  const shelves = new Map<ShelfKey, string>();
  for (const [key, shelf] of Object.entries(SHELVES)) {
    const { id } = await app.get(CategoriesService, { strict: false }).create(SYSTEM, shelf);
    shelves.set(key as ShelfKey, id);
  }
  const writer = app.get(ArticleWriter, { strict: false });
  const wordings = app.get(ArticleWordings, { strict: false });
  await app.get(Work, { strict: false }).run(async (tx) => {
    const dice = new Dice('knowledge');
    const ids: string[] = [];
    for (const [place, one] of ARTICLES.entries()) {
      ids.push(await write({ tx, writer, wordings }, one, { place, categoryId: shelves.get(one.shelf)!, now }));
      await figures(tx, ids.at(-1)!, one, { now, dice });
    }
    await opinions(tx, ids, { now, dice });
    for (const { language, query, times, daysAgo } of MISSED) {
      await tx.query(
        'insert into knowledge_searches (language, query, times, found, last_at) values ($1, $2, $3, 0, $4)',
        [language, query, times, iso(now - daysAgo * DAY - 2 * HOUR)],
      );
    }
  });
}

interface Pen {
  tx: Tx;
  writer: ArticleWriter;
  wordings: ArticleWordings;
}

async function write(
  { tx, writer, wordings }: Pen,
  one: DemoArticle,
  { place, categoryId, now }: { place: number; categoryId: string; now: number },
): Promise<string> {
  const packages = await tx.query<{ id: string }>('select id from packages where name = any($1)', [one.packages ?? []]);
  const article = await writer.create(tx, SYSTEM, {
    categoryId,
    place,
    audience: one.audience,
    packageIds: packages.map(({ id }) => id),
    tags: one.tags,
    reviewBy: one.review === undefined ? null : dayOf(now + one.review * DAY),
  });
  for (const language of ['pt-BR', 'en'] as const) {
    const words = one[language];
    if (words) await wordings.write(tx, SYSTEM, { articleId: article.id, language, what: 'written' }, words);
  }
  if (one.state !== 'draft') await writer.move(tx, SYSTEM, article, one.state === 'in_review' ? 'ask' : 'publish');
  const at = iso(now - one.published * DAY - 3 * HOUR);
  const author = `(select id from users where email = '${one.author}@${FIRM.domain}')`;
  await tx.query(
    `update knowledge_articles set author_id = ${author}, created_at = $2, updated_at = $2,
       published_at = case when published_at is null then null else $2::timestamptz end where id = $1`,
    [article.id, at],
  );
  await tx.query(
    `update knowledge_translations set updated_at = $2, live_at = case when live_at is null then null else $2::timestamptz end
     where article_id = $1`,
    [article.id, at],
  );
  await tx.query(`update knowledge_versions set user_id = ${author}, at = $2 where article_id = $1`, [article.id, at]);
  return article.id;
}

/** Reads of a month, fewer at weekends; what was offered in the form, and was enough. */
async function figures(
  tx: Tx,
  id: string,
  { read, helps, audience = 'public' }: DemoArticle,
  { now, dice }: { now: number; dice: Dice },
): Promise<void> {
  if (read === 0) return;
  for (let back = 0; back < FIGURED_DAYS; back += 1) {
    const at = now - back * DAY;
    const weekday = new Date(at).getUTCDay();
    const reads = Math.max(1, Math.round(read * (weekday === 0 || weekday === 6 ? 0.4 : 1)) + dice.between(-1, 2));
    const lines: [string, string, number][] = [
      ['viewed', audience === 'public' ? 'help' : audience === 'internal' ? 'console' : 'portal', reads],
      ...(back % 3 === 0 && audience !== 'internal' ? ([['suggested', 'form', dice.between(1, 4)]] as const) : []),
      ...(back % 4 === 0 && audience !== 'internal' ? ([['opened', 'form', 1]] as const) : []),
      ...(back % 9 === 0 && helps > 7 && audience !== 'internal' ? ([['solved', 'form', 1]] as const) : []),
      ...(back % 7 === 0 ? ([['inserted', 'console', dice.between(1, 2)]] as const) : []),
    ].map(([what, place, count]) => [what, place, count] as [string, string, number]);
    for (const [what, place, count] of lines) {
      await tx.query('insert into knowledge_counts (article_id, day, what, place, count) values ($1, $2, $3, $4, $5)', [
        id,
        dayOf(at),
        what,
        place,
        count,
      ]);
    }
  }
}

async function opinions(tx: Tx, ids: string[], { now, dice }: { now: number; dice: Dice }): Promise<void> {
  const insert = (at: number, values: [string, string, boolean, string, string]) =>
    tx.query(
      `insert into knowledge_feedback (id, article_id, language, reader, helpful, said, state, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [idAt(at, dice), values[0], values[1], `demo-${dice.between(1, 1_000_000_000)}`, ...values.slice(2), iso(at)],
    );
  for (const [index, { read, helps }] of ARTICLES.entries()) {
    for (let n = 0; n < Math.min(read, 10); n += 1) {
      const at = now - dice.between(1, 28) * DAY;
      await insert(at, [
        ids[index]!,
        n % 4 === 3 ? 'en' : 'pt-BR',
        n < Math.round((Math.min(read, 10) * helps) / 10),
        '',
        'new',
      ]);
    }
  }
  for (const { article, language, helpful, said, daysAgo, done } of SAID) {
    await insert(now - daysAgo * DAY - HOUR, [ids[article]!, language, helpful, said, done ? 'done' : 'new']);
  }
}
