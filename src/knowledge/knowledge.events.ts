import { defineEvents } from '../platform/outbox/events.js';
import type { ArticleState } from './articles/article.rules.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** It was made, changed, or goes on in another state. */
    'article.changed': { articleId: string; state: ArticleState };
    /** Readers see it from now on, or see what was changed. */
    'article.published': { articleId: string };
    /** Its day has come: somebody should look whether it still holds. */
    'article.review-due': { articleId: string; authorId: string | null; title: string };
  }
}
defineEvents('article.changed', 'article.published', 'article.review-due');
