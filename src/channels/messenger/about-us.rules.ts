import type { Inbound, Sender } from '../contract.js';
import { customer, idOf } from '../meta/page/page.rules.js';
import { commentId } from '../meta/page/platform.js';

/** What people say of the page elsewhere: they name it, or recommend it. */

interface Mention {
  item?: string;
  verb?: string;
  post_id?: string;
  comment_id?: string;
  message?: string;
  from?: { id?: string; name?: string };
  sender_id?: unknown;
  sender_name?: string;
}

/** Somebody names the page in a post or a comment of their own. It is answered there, where everybody reads it. */
export function mentionIn(value: Record<string, unknown>, pageId: string): Inbound {
  const { item, verb, post_id: post, comment_id: comment, message, ...mention } = value as Mention;
  const id = comment ?? post;
  if (!id) return { type: 'ignored', reason: 'field-mention' };
  const of = { externalId: commentId(id) };
  if (verb === 'edited') return { type: 'change', of, change: { kind: 'edited', text: message ?? '' } };
  if (verb === 'remove') return { type: 'change', of, change: { kind: 'unsent' } };
  if (verb !== 'add') return { type: 'ignored', reason: `mention-${verb}` };
  const sender = customer(mention.from?.id ?? idOf(mention.sender_id), mention.from?.name ?? mention.sender_name);
  if (sender.value === pageId) return { type: 'ignored', reason: 'our-own' };
  const link = `https://www.facebook.com/${post ?? id}`;
  return {
    type: 'message',
    externalId: commentId(id),
    clientId: commentId(id),
    sender,
    // Meta often says only that there is one: whoever answers reads it there.
    text: message || link,
    thread: {
      public: true,
      // Meta lets a page answer privately what stands under its own posts, and nothing else.
      publicOnly: true,
      senderProven: true,
      // What they say later under the same post is brought as a comment of it.
      references: [`${commentId(post ?? id)}/${sender.value}`],
    },
    meta: { about: item === 'comment' ? 'mention-comment' : 'mention', link },
  };
}

interface Rating {
  item?: string;
  verb?: string;
  recommendation_type?: string;
  review_text?: string;
  reviewer_id?: unknown;
  reviewer_name?: string;
  open_graph_story_id?: unknown;
}

/** Whether somebody recommends the page, and why. Everybody has one opinion of it, which they may change and take back. */
export function recommendationIn(value: Record<string, unknown>, at: Date | undefined): Inbound {
  const rating = value as Rating;
  if (rating.item !== 'rating') return { type: 'ignored', reason: `ratings-${rating.item}` };
  const sender: Sender = customer(idOf(rating.reviewer_id), rating.reviewer_name);
  const story = idOf(rating.open_graph_story_id);
  return {
    type: 'feedback',
    externalId: `rating:${sender.value}`,
    sender,
    given:
      rating.verb === 'remove'
        ? null
        : {
            verdict: VERDICTS[rating.recommendation_type ?? ''] ?? null,
            text: rating.review_text ?? '',
            ...(story && { link: `https://www.facebook.com/${story}` }),
          },
    ...(at && { at }),
  };
}

const VERDICTS: Record<string, 'positive' | 'negative'> = { POSITIVE: 'positive', NEGATIVE: 'negative' };
