import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { SendFailure, type OutboundPost, type Published, type Publishing } from '../contract.js';
import { accountOf } from '../meta/app.settings.js';
import { Graph } from '../meta/graph.js';
import { failureOf } from '../meta/page/failure.rules.js';
import type { PageLine } from '../meta/page/page.types.js';
import { foundAmong, type PagePost } from './page-posts.rules.js';

const MB = 1024 * 1024;

export const PAGE_PUBLISHING: Publishing = {
  maxText: 63_206,
  picture: { types: ['image/jpeg', 'image/png'], maxBytes: 4 * MB, maxText: 63_206 },
  link: true,
};

/** More than a page publishes within the hours for which we ask. */
const LATEST = 100;

/** Posts of a page: words with a link, or a picture with words. */
@Injectable()
export class PagePosts {
  constructor(
    private readonly graph: Graph,
    private readonly clock: Clock,
  ) {}

  async publish({ text, link, picture }: OutboundPost, line: PageLine): Promise<Published> {
    const { token, pageId, simulated } = line.settings;
    if (!simulated && (!token || !pageId)) {
      throw new SendFailure('permanent', 'This line has no access token or page yet. Enter them in its settings.');
    }
    try {
      const answer = picture
        ? await this.photo(line, text, picture)
        : await this.words(line, { message: text, ...(link && { link }) });
      return named(answer, line);
    } catch (error) {
      throw failureOf(error, 'Facebook');
    }
  }

  /** By the words, among what the page has published since. */
  async published({ text, triedAt }: OutboundPost, line: PageLine): Promise<Published | 'not-published' | 'unknown'> {
    const fields = 'id,message,created_time,permalink_url';
    const { data = [] } = await this.graph.get<{ data?: PagePost[] }>(
      accountOf(line.settings),
      `${pathOf(line)}/published_posts?fields=${fields}&limit=${LATEST}`,
    );
    const all = data.length < LATEST || data.some(({ created_time: at }) => at && new Date(at) < triedAt);
    const found = foundAmong(data, { text, triedAt, now: this.clock.now(), all });
    return typeof found === 'string' ? found : { externalId: found.id!, url: found.permalink_url ?? urlOf(found.id!) };
  }

  private words(line: PageLine, body: object): Promise<Answer> {
    return this.graph.post<Answer>(accountOf(line.settings), `${pathOf(line)}/feed`, body);
  }

  private photo(line: PageLine, caption: string, picture: NonNullable<OutboundPost['picture']>): Promise<Answer> {
    const file = { as: 'source', ...picture };
    return this.graph.upload<Answer>(accountOf(line.settings), `${pathOf(line)}/photos`, { caption }, file);
  }
}

/** A photo has an id of its own; what is said under it names the post. */
interface Answer {
  id?: string;
  post_id?: string;
}

function named({ id, post_id: post }: Answer, { settings }: PageLine): Published {
  const externalId = post ?? id;
  if (!externalId) throw new SendFailure('unknown', 'Facebook gave the post no id.');
  return { externalId, ...(!settings.simulated && { url: urlOf(externalId) }) };
}

const pathOf = ({ settings }: PageLine): string => encodeURIComponent(settings.pageId ?? '');
const urlOf = (id: string): string => `https://www.facebook.com/${id}`;
