import type { Inbound, InboundMessage } from '../contract.js';
import { customer, idOf } from '../meta/page/page.rules.js';
import { commentId } from '../meta/page/platform.js';

/** Somebody names the account: in the words under a picture of their own, or in a comment there. */
export interface Mention {
  media: string;
  comment?: string;
}

const MENTION = 'mention:';

/** How a mention is called among our ids: it is answered by another call than a comment under a picture of ours. */
const mentionId = ({ media, comment }: Mention): string =>
  commentId(`${MENTION}${media}${comment ? `:${comment}` : ''}`);

/** The mention behind one of our ids, without what marks it as said in public; undefined for a comment. */
export function mentionOf(id: string): Mention | undefined {
  if (!id.startsWith(MENTION)) return undefined;
  const [media = '', comment] = id.slice(MENTION.length).split(':');
  return { media, ...(comment && { comment }) };
}

/** Instagram says only where we are named; by whom and with which words it must be asked (`told`). */
export function mentionIn(value: Record<string, unknown>): Inbound {
  const [media, comment] = [idOf(value.media_id), idOf(value.comment_id)];
  if (!media) return { type: 'ignored', reason: 'field-mentions' };
  const id = mentionId({ media, ...(comment && { comment }) });
  return {
    type: 'message',
    externalId: id,
    clientId: id,
    sender: customer(`${MENTION}${comment ?? media}`, 'Instagram'),
    text: '[Instagram]',
    thread: { public: true, publicOnly: true, senderProven: true },
    meta: { about: comment ? 'mention-comment' : 'mention' },
  };
}

/** What to ask for, below the account: with its own name, by which what stands under its own pictures is known. */
export function questionOf({ media, comment }: Mention): string {
  const media_ = 'username,permalink';
  return comment
    ? `username,mentioned_comment.comment_id(${comment}){text,username,media{${media_}}}`
    : `username,mentioned_media.media_id(${media}){caption,${media_}}`;
}

interface Media {
  caption?: string;
  username?: string;
  permalink?: string;
}

export interface MentionAnswer {
  /** Of the account itself. */
  username?: string;
  mentioned_media?: Media;
  mentioned_comment?: { text?: string; username?: string; media?: Media };
}

/** The mention with its words and its author. They are known by a name only, so they are another customer than in private. */
export function told(message: InboundMessage, { media }: Mention, answer: MentionAnswer): Inbound {
  const { mentioned_comment: comment, mentioned_media: picture, username: ours } = answer;
  const author = comment?.username ?? picture?.username;
  if (author && author === ours) return { type: 'ignored', reason: 'our-own' };
  // Under our own picture it is brought as a comment too.
  if (comment && ours && comment.media?.username === ours) return { type: 'ignored', reason: 'comes-as-comment' };
  const text = comment?.text ?? picture?.caption;
  const link = comment?.media?.permalink ?? picture?.permalink;
  return {
    ...message,
    ...(author && {
      sender: customer(`@${author}`, author),
      // What the same person says under the same picture is one conversation.
      thread: { ...message.thread, references: [`${commentId(media)}/@${author}`] },
    }),
    text: text || link || message.text,
    meta: { ...message.meta, ...(link && { link }) },
  };
}
