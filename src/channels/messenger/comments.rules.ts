import type { Inbound, InboundFileReference } from '../contract.js';
import { customer } from '../meta/page/page.rules.js';
import { commentId } from '../meta/page/platform.js';

interface Feed {
  item?: string;
  verb?: string;
  comment_id?: string;
  post_id?: string;
  parent_id?: string;
  message?: string;
  photo?: string;
  from?: { id?: string; name?: string };
  post?: { permalink_url?: string };
}

/** A comment under a post of the page. What the page itself says there is an echo of ours, or was typed on the page. */
export function commentIn(value: Record<string, unknown>, pageId: string): Inbound {
  const { item, verb, comment_id: id, ...comment } = value as Feed;
  if (item !== 'comment' || !id) return { type: 'ignored', reason: `field-${item ?? 'feed'}` };
  const of = { externalId: commentId(id) };
  if (verb === 'edited') return { type: 'change', of, change: { kind: 'edited', text: comment.message ?? '' } };
  if (verb === 'remove') return { type: 'change', of, change: { kind: 'unsent' } };
  if (verb !== 'add') return { type: 'ignored', reason: `comment-${verb}` };
  return comment.from?.id === pageId ? ours(id, comment) : said(id, comment);
}

function said(id: string, comment: Feed): Inbound {
  const { from, post_id: post = '' } = comment;
  return {
    type: 'message',
    externalId: commentId(id),
    clientId: commentId(id),
    sender: customer(from?.id, from?.name),
    text: comment.message ?? '',
    files: filesOf(comment),
    thread: {
      public: true,
      senderProven: true,
      // Beside what it answers: what the same person says under the same post is one conversation.
      references: [...answered(comment), `${commentId(post)}/${from?.id}`],
    },
    meta: {
      about: 'comment',
      ...(post && { post }),
      ...(comment.post?.permalink_url && { link: comment.post.permalink_url }),
    },
  };
}

const ours = (id: string, comment: Feed): Inbound => ({
  type: 'echo',
  externalId: commentId(id),
  text: comment.message ?? '',
  // Where somebody else's post names us, we answer the post itself.
  thread: {
    public: true,
    references: [...answered(comment), ...(comment.post_id ? [commentId(comment.post_id)] : [])],
  },
});

const answered = ({ parent_id: parent, post_id: post }: Feed): string[] =>
  parent && parent !== post ? [commentId(parent)] : [];

const filesOf = ({ photo }: Feed): InboundFileReference[] =>
  photo ? [{ reference: photo, name: 'photo.jpg', type: 'image/jpeg' }] : [];
