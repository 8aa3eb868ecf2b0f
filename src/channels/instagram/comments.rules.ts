import type { Inbound } from '../contract.js';
import { customer } from '../meta/page/page.rules.js';
import { commentId } from '../meta/page/platform.js';

interface Comment {
  id?: string;
  text?: string;
  parent_id?: string;
  from?: { id?: string; username?: string };
  media?: { id?: string };
}

/** A comment under a picture or film of the account. What the account itself says there is an echo of ours, or was typed in the app. */
export function commentIn(field: string, value: Record<string, unknown>, accountId: string): Inbound {
  const { id, text = '', from, media, parent_id: parent } = value as Comment;
  if (field !== 'comments' || !id) return { type: 'ignored', reason: `field-${field}` };
  const answered = parent ? [commentId(parent)] : [];
  if (from?.id === accountId) {
    return { type: 'echo', externalId: commentId(id), text, thread: { public: true, references: answered } };
  }
  return {
    type: 'message',
    externalId: commentId(id),
    clientId: commentId(id),
    sender: customer(from?.id, from?.username),
    text,
    // Beside what it answers: what the same person says under the same picture is one conversation.
    thread: {
      public: true,
      senderProven: true,
      references: [...answered, `${commentId(media?.id ?? '')}/${from?.id}`],
    },
    meta: { about: 'comment', ...(media?.id && { post: media.id }) },
  };
}
