import { displayName, endingOf } from '../../../conversations/file-type.rules.js';
import { isId } from '../../../platform/ids.js';
import { Unreadable, type Inbound, type InboundFileReference, type RawEnvelope, type Sender } from '../../contract.js';
import { mapLink } from '../../map-link.js';
import type { Attachment, Message, Messaging, PageSettings, Referral, Webhook } from './page.types.js';
import type { Platform } from './platform.js';

/** What a webhook means: one may hold many things, also those of other pages of the same app. */
export function inboundOf({ raw }: RawEnvelope, settings: PageSettings, platform: Platform): Inbound[] {
  const { entry = [] } = read(raw, platform);
  try {
    const inbound = entry.flatMap(({ id, time, messaging = [], standby = [], changes = [] }): Inbound[] => {
      if (settings.pageId && id !== settings.pageId) return [{ type: 'ignored', reason: 'for-another-page' }];
      return [
        ...messaging.flatMap((event) => eventIn(event, platform)),
        ...standby.map((): Inbound => ({ type: 'ignored', reason: 'another-app-has-it' })),
        ...changes.map(({ field = '', value = {} }): Inbound => {
          const meant = platform.change(field, value, { pageId: id ?? '', at: momentOf(time) });
          // What people think of the company is no comment.
          return settings.comments === false && meant.type !== 'feedback'
            ? { type: 'ignored', reason: `field-${field}` }
            : meant;
        }),
      ];
    });
    return inbound.length > 0 ? inbound : [{ type: 'ignored', reason: 'nothing-for-us' }];
  } catch (error) {
    // Another's input: a field that is not what it should be must end in quarantine, not in endless attempts.
    throw error instanceof TypeError ? new Unreadable('unexpected-shape') : error;
  }
}

/** Who says what comes first in it, or to whom it was said: the things of one customer come one after the other. */
export function saidBy(webhook: unknown): string | undefined {
  const [first] = (webhook as Webhook).entry ?? [];
  const [event] = first?.messaging ?? [];
  if (event) return event.message?.is_echo ? event.recipient?.id : event.sender?.id;
  const { from, sender_id: sender, reviewer_id: reviewer } = (first?.changes?.[0]?.value ?? {}) as Author;
  return from?.id ?? idOf(sender) ?? idOf(reviewer);
}

interface Author {
  from?: { id?: string };
  sender_id?: unknown;
  reviewer_id?: unknown;
}

/** Older fields have numbers where others have strings. */
export const idOf = (id: unknown): string | undefined =>
  typeof id === 'number' ? String(id) : typeof id === 'string' && id !== '' ? id : undefined;

/** Some products write seconds, others milliseconds. */
const momentOf = (time: number | undefined): Date | undefined =>
  typeof time === 'number' ? new Date(time < 1e11 ? time * 1000 : time) : undefined;

function read(raw: Buffer, { object }: Platform): Webhook {
  try {
    const webhook = JSON.parse(raw.toString('utf8')) as Webhook | null;
    if (webhook?.object === object) return webhook;
  } catch {
    // falls through: the same end
  }
  throw new Unreadable('not-of-this-platform');
}

function eventIn(event: Messaging, platform: Platform): Inbound[] {
  const { message, message_edit: edit, postback, reaction, delivery, read: seen } = event;
  if (message) return [messageIn(event, message, platform)];
  if (edit?.mid) return [changed(edit.mid, { kind: 'edited', text: edit.text ?? '' })];
  if (postback) return [pressed(event, postback)];
  if (reaction?.mid) {
    const mark = reaction.action === 'unreact' ? null : (reaction.emoji ?? '👍');
    return [changed(reaction.mid, { kind: 'reacted', mark })];
  }
  if (delivery) return deliveredIn(event, delivery);
  if (seen) return seenIn(event, seen);
  return [{ type: 'ignored', reason: event.referral ? 'referral' : event.optin ? 'opt-in' : 'unknown-event' }];
}

function messageIn(event: Messaging, message: Message, platform: Platform): Inbound {
  const { mid } = message;
  if (!mid) throw new Unreadable('no-message-id');
  if (message.is_deleted) return changed(mid, { kind: 'unsent' });
  if (message.is_echo) return echoIn(event, message, mid, platform);
  return {
    type: 'message',
    externalId: mid,
    // A repeat may come in another bundle: the key of the envelope would not know it.
    clientId: mid,
    sender: customer(event.sender?.id),
    ...contentOf(message, platform),
    meta: metaOf(message),
    thread: { senderProven: true },
  };
}

/** What we sent ourselves carries our id, where the platform keeps it: it settles what got no answer. */
function echoIn({ recipient }: Messaging, message: Message, mid: string, platform: Platform): Inbound {
  const [ours = '', part] = (message.metadata ?? '').split(':');
  if (platform.metadata && isId(ours)) {
    if (part) return { type: 'ignored', reason: 'our-own' };
    return { type: 'receipt', of: { messageId: ours, externalId: mid }, state: 'sent' };
  }
  return { type: 'echo', externalId: mid, to: customer(recipient?.id), ...contentOf(message, platform) };
}

function pressed(
  { sender, timestamp }: Messaging,
  { mid, title, payload, referral }: NonNullable<Messaging['postback']>,
): Inbound {
  const id = mid ?? `postback.${sender?.id}.${timestamp}`;
  return {
    type: 'message',
    externalId: id,
    clientId: id,
    sender: customer(sender?.id),
    text: title ?? payload ?? '',
    meta: { ...(payload && { button: payload }), ...referred(referral) },
    thread: { senderProven: true },
  };
}

function deliveredIn(event: Messaging, { mids = [], watermark }: NonNullable<Messaging['delivery']>): Inbound[] {
  if (mids.length > 0) {
    return mids.map((externalId): Inbound => ({ type: 'receipt', of: { externalId }, state: 'delivered' }));
  }
  return watermark ? [upTo(event, watermark, 'delivered')] : [{ type: 'ignored', reason: 'unknown-event' }];
}

function seenIn(event: Messaging, { watermark, mid }: NonNullable<Messaging['read']>): Inbound[] {
  const named: Inbound[] = mid ? [{ type: 'receipt', of: { externalId: mid }, state: 'read' }] : [];
  const until = watermark ?? event.timestamp;
  return until ? [...named, upTo(event, until, 'read')] : named;
}

const upTo = ({ sender }: Messaging, until: number, state: 'delivered' | 'read'): Inbound => ({
  type: 'receipt',
  of: { to: customer(sender?.id), upTo: new Date(until) },
  state,
});

const changed = (externalId: string, change: Extract<Inbound, { type: 'change' }>['change']): Inbound => ({
  type: 'change',
  of: { externalId },
  change,
});

/** Known to this page alone, by an id; the name is asked for. */
export function customer(id: unknown, name?: string): Sender {
  if (typeof id !== 'string' || id === '') throw new Unreadable('no-sender');
  return { kind: 'external', value: id, verified: true, ...(name && { name }) };
}

const THUMBS = new Set([369_239_263_222_822, 369_239_343_222_814, 369_239_383_222_810]);
const TYPES: Record<string, string> = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/mpeg' };
/** What is a file of its own; everything else names something elsewhere. */
const FILES = new Set(['image', 'video', 'audio', 'file', 'story_mention', 'ig_story', 'reel', 'ig_reel', 'ig_post']);

function contentOf(message: Message, { name }: Platform): { text: string; files?: InboundFileReference[] } {
  const attachments = message.attachments ?? [];
  const isThumb = attachments.some(({ payload }) => payload?.sticker_id && THUMBS.has(payload.sticker_id));
  const files = isThumb ? [] : attachments.flatMap(fileOf);
  const story = message.reply_to?.story?.url;
  const all = story ? [...files, reference(story, 'story', 'image/jpeg')] : files;
  const words = [message.text, isThumb ? '👍' : '', ...attachments.map(wordsOf)].filter(Boolean).join('\n');
  // Something that only its own app shows: the agent can ask.
  const empty = words === '' && all.length === 0;
  return { text: empty ? `[${name}]` : words, ...(all.length > 0 && { files: all }) };
}

function fileOf({ type = '', payload }: Attachment): InboundFileReference[] {
  if (!FILES.has(type) || !payload?.url) return [];
  const family = type === 'file' ? '' : (TYPES[type] ?? (type.includes('reel') ? 'video/mp4' : 'image/jpeg'));
  return [reference(payload.url, type === 'file' ? '' : type.replace(/_/g, '-'), family)];
}

/** Files keep the name that their address ends in; pictures have none worth keeping. */
function reference(url: string, kind: string, type: string): InboundFileReference {
  const last = /\/([^/?#]+)(?:[?#]|$)/.exec(url.replace(/^\w+:\/\/[^/]+/, ''))?.[1] ?? 'file';
  return { reference: url, name: displayName(kind ? `${kind}.${endingOf(type)}` : decoded(last)), type };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A place, a link that somebody passed on, a template of another app. */
function wordsOf({ type = '', title, url, payload }: Attachment): string {
  if (payload?.coordinates) return mapLink({ latitude: payload.coordinates.lat, longitude: payload.coordinates.long });
  if (FILES.has(type)) return '';
  return [title ?? payload?.title, url ?? payload?.url].filter(Boolean).join('\n');
}

function metaOf({
  reply_to: answered,
  quick_reply: quick,
  referral,
  attachments = [],
}: Message): Record<string, unknown> {
  const mentions = attachments.some(({ type }) => type === 'story_mention');
  return {
    ...(answered?.mid && { replyTo: answered.mid }),
    ...(answered?.story && { about: 'story-reply' }),
    ...(mentions && { about: 'story-mention' }),
    ...(quick?.payload && { button: quick.payload }),
    ...referred(referral),
  };
}

function referred(referral: Referral | undefined): Record<string, unknown> {
  const from = referral?.ads_context_data?.ad_title ?? referral?.ref ?? referral?.source;
  return from ? { referral: from } : {};
}
