import { displayName } from '../../conversations/file-type.rules.js';
import { Unreadable, type Inbound, type InboundFileReference, type InboundMessage, type Sender } from '../contract.js';
import { mapLink } from '../map-link.js';
import type { Chat, Entity, Message, StoredFile, Update, User } from './bot-api.types.js';

export function readUpdate(raw: Buffer): Update | undefined {
  try {
    const update = JSON.parse(raw.toString('utf8')) as Update | null;
    return typeof update?.update_id === 'number' ? update : undefined;
  } catch {
    return undefined;
  }
}

/** Ids of messages count within their chat. */
export const externalIdOf = (chatId: number | string, messageId: number): string => `${chatId}:${messageId}`;

const COMMENT = 'comment:';

/** The chat and message of a comment, where that is what an id names. */
export function commentNamed(externalId: string | null | undefined): { chatId: string; messageId: number } | undefined {
  if (!externalId?.startsWith(COMMENT)) return undefined;
  const [chatId = '', messageId] = externalId.slice(COMMENT.length).split(':');
  return { chatId, messageId: Number(messageId) };
}

/** Which post of the channel it answers, in the group where its readers talk. */
function postUnder({ reply_to_message: answered }: Message): { id: string; channel: Chat } | undefined {
  const { chat, message_id: id } = answered?.forward_origin ?? {};
  return answered?.is_automatic_forward && chat && id !== undefined
    ? { id: externalIdOf(chat.id, id), channel: chat }
    : undefined;
}

const idOf = (message: Message): string =>
  (postUnder(message) ? COMMENT : '') + externalIdOf(message.chat.id, message.message_id);

/** The chat that it belongs to: groups speak with one voice. */
export function saidBy({ message, edited_message: edited, callback_query: press }: Update): string | undefined {
  const chat = (message ?? edited ?? press?.message)?.chat?.id;
  return chat === undefined ? undefined : String(chat);
}

/** What an update means to us. */
export function inboundOf(raw: Buffer): Inbound[] {
  const update = readUpdate(raw);
  if (!update) throw new Unreadable('not-an-update');
  try {
    if (update.message) return [saidIn(update.message)];
    if (update.edited_message) return [editIn(update.edited_message)];
    if (update.callback_query) return [pressIn(update.callback_query)];
    if (update.my_chat_member) return [reachIn(update.my_chat_member)];
  } catch (error) {
    // Another's input: a field that is not what it should be must end in quarantine, not in endless attempts.
    throw error instanceof TypeError ? new Unreadable('unexpected-shape') : error;
  }
  return [{ type: 'ignored', reason: 'unwanted-update' }];
}

function saidIn(message: Message): Inbound {
  if (message.migrate_to_chat_id !== undefined) {
    return { type: 'moved', sender: senderOf(message.chat), to: String(message.migrate_to_chat_id) };
  }
  if (message.chat.type === 'channel' || message.is_automatic_forward)
    return { type: 'ignored', reason: 'channel-post' };
  if (message.from?.is_bot) return { type: 'ignored', reason: 'from-a-bot' };
  if (isStart(message)) return { type: 'ignored', reason: 'start-button' };
  const files = filesOf(message);
  const text = wordsOf(message);
  if (!text && files.length === 0) return { type: 'ignored', reason: 'service-message' };
  const reply = message.reply_to_message;
  const meta = {
    ...(message.from?.username && { username: message.from.username }),
    ...(message.message_thread_id !== undefined && { topic: message.message_thread_id }),
    ...(reply && {
      replyTo: externalIdOf(message.chat.id, reply.message_id),
      replyToText: (reply.text ?? reply.caption ?? '').slice(0, 200),
    }),
  };
  const said = {
    type: 'message' as const,
    externalId: idOf(message),
    text,
    ...(files.length > 0 && { files }),
    ...(message.media_group_id && { album: message.media_group_id }),
    ...(message.from?.language_code && { language: message.from.language_code }),
  };
  const post = postUnder(message);
  if (post && message.from) return { ...said, ...commentIn(message.from, post) };
  return {
    ...said,
    sender: senderOf(message.chat, message.from),
    ...(Object.keys(meta).length > 0 && { meta }),
    thread: { senderProven: true },
  };
}

/** What somebody says under a post is theirs, and not the group's. */
const commentIn = (
  from: User,
  { id, channel }: { id: string; channel: Chat },
): Pick<InboundMessage, 'sender' | 'meta' | 'thread'> => ({
  sender: senderOf({ id: from.id, type: 'private' }, from),
  meta: {
    about: 'comment',
    post: id,
    link: postUrl(channel, Number(id.split(':').at(-1))),
    ...(from.username && { username: from.username }),
  },
  // What the same person says under the same post is one conversation.
  thread: { public: true, senderProven: true, references: [`${COMMENT}${id}/${from.id}`] },
});

/** Where a post is read; one of a channel without a name only by who is in it. */
export const postUrl = ({ id, username }: Pick<Chat, 'id' | 'username'>, messageId: number): string =>
  `https://t.me/${username ?? `c/${String(id).replace(/^-100/, '')}`}/${messageId}`;

/** A press on Start says nothing yet; with a parameter (a link on a page) it does. */
export const isStart = ({ text, chat }: Message): boolean =>
  chat.type === 'private' && /^\/start(@\w+)?\s*$/.test(text ?? '');

function editIn(message: Message): Inbound {
  if (message.from?.is_bot || message.chat.type === 'channel') return { type: 'ignored', reason: 'not-a-customer' };
  const at = message.edit_date === undefined ? undefined : new Date(message.edit_date * 1000);
  return {
    type: 'change',
    of: { externalId: idOf(message) },
    change: { kind: 'edited', text: wordsOf(message), ...(at && { at }) },
  };
}

/** What a button says is what the customer says. */
function pressIn({ id, from, message, data = '' }: NonNullable<Update['callback_query']>): Inbound {
  const buttons = message?.reply_markup?.inline_keyboard?.flat() ?? [];
  const label = buttons.find((button) => button.callback_data === data)?.text;
  const chat: Chat = message?.chat ?? { id: from.id, type: 'private' };
  return {
    type: 'message',
    externalId: `callback:${id}`,
    sender: senderOf(chat, from),
    text: label ?? data,
    meta: { button: data, ...(message && { replyTo: externalIdOf(chat.id, message.message_id) }) },
    thread: { senderProven: true },
  };
}

/** Blocked and let in again; thrown out of a group and taken in again. */
function reachIn({ chat, from, new_chat_member: { status } }: NonNullable<Update['my_chat_member']>): Inbound {
  const gone = status === 'kicked' || status === 'left';
  const reason = chat.type === 'private' ? 'The customer blocked the bot.' : 'The bot was removed from the group.';
  return {
    type: 'reach',
    sender: senderOf(chat, from),
    reachable: !gone,
    reason: gone ? reason : 'The bot was let in again.',
  };
}

/** In a group everybody is one customer: the answer goes to all of them. */
function senderOf(chat: Chat, from?: User): Sender {
  const person = from && [from.first_name, from.last_name].filter(Boolean).join(' ');
  if (chat.type === 'private') return { kind: 'external', value: String(chat.id), name: person, verified: true };
  return { kind: 'external', value: String(chat.id), name: chat.title, speaker: person, verified: true };
}

function wordsOf(message: Message): string {
  const { location, venue, contact, poll, dice, sticker } = message;
  const written = withLinks(message.text ?? message.caption ?? '', message.entities ?? message.caption_entities);
  if (written) return written;
  if (venue) return `${venue.title}\n${venue.address}\n${mapLink(venue.location)}`;
  if (location) return mapLink(location);
  if (contact) return `${[contact.first_name, contact.last_name].filter(Boolean).join(' ')} ${contact.phone_number}`;
  if (poll) return [poll.question, ...poll.options.map(({ text }) => `– ${text}`)].join('\n');
  if (dice) return `${dice.emoji} ${dice.value}`;
  return sticker?.emoji ?? '';
}

/** A link behind a word would be lost in plain text. Offsets count UTF-16 units, as our strings do. */
function withLinks(text: string, entities: Entity[] = []): string {
  return entities
    .filter(({ type, url }) => type === 'text_link' && url)
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((said, { offset, length, url }) => {
      const end = offset + length;
      return `${said.slice(0, end)} (${url})${said.slice(end)}`;
    }, text);
}

function filesOf(message: Message): InboundFileReference[] {
  // Several sizes of one picture; the last is the largest. An animation stands as a document beside itself.
  const photo = message.photo?.at(-1);
  const { voice, sticker, video_note: round } = message;
  const named: [StoredFile | undefined, string, string][] = [
    [photo, 'photo.jpg', 'image/jpeg'],
    [message.video, 'video.mp4', 'video/mp4'],
    [message.animation, 'animation.mp4', 'video/mp4'],
    [message.animation ? undefined : message.document, 'file', ''],
    [message.audio, 'audio.mp3', 'audio/mpeg'],
    [voice, 'voice.ogg', 'audio/ogg'],
    [round, 'video.mp4', 'video/mp4'],
    // An animated sticker is a format of Telegram's own: its emoji says as much.
    [
      sticker && !sticker.is_animated ? sticker : undefined,
      sticker?.is_video ? 'sticker.webm' : 'sticker.webp',
      'image/webp',
    ],
  ];
  return named.flatMap(([file, name, type]): InboundFileReference[] =>
    file ? [{ reference: file.file_id, name: displayName(file.file_name ?? name), type: file.mime_type ?? type }] : [],
  );
}
