import { displayName, endingOf } from '../../conversations/file-type.rules.js';
import {
  Unreadable,
  type Inbound,
  type InboundFileReference,
  type InboundReceipt,
  type RawEnvelope,
  type Sender,
} from '../contract.js';
import { mapLink } from '../map-link.js';
import { meaningOf } from './failure.rules.js';
import type { Contact, Message, Status, Value, Webhook } from './webhook.types.js';

/** What a webhook means: one may hold many messages and statuses, and those of other numbers of the same app. */
export function inboundOf({ raw }: RawEnvelope, phoneNumberId: string | undefined): Inbound[] {
  const webhook = read(raw);
  try {
    const inbound = (webhook.entry ?? [])
      .flatMap(({ changes }) => changes ?? [])
      .flatMap(({ field, value }) => valueIn(field ?? '', value ?? {}, phoneNumberId));
    return inbound.length > 0 ? inbound : [{ type: 'ignored', reason: 'nothing-for-us' }];
  } catch (error) {
    // Another's input: a field that is not what it should be must end in quarantine, not in endless attempts.
    throw error instanceof TypeError ? new Unreadable('unexpected-shape') : error;
  }
}

/** Who says what comes first in it: the things of one customer come one after the other. */
export function saidBy(webhook: unknown): string | undefined {
  const { messages, message_echoes: echoes } = (webhook as Webhook).entry?.[0]?.changes?.[0]?.value ?? {};
  const [message] = messages ?? [];
  return message ? (message.from_user_id ?? message.from) : echoes?.[0]?.to;
}

function read(raw: Buffer): Webhook {
  try {
    const webhook = JSON.parse(raw.toString('utf8')) as Webhook | null;
    if (webhook?.object === 'whatsapp_business_account') return webhook;
  } catch {
    // falls through: the same end
  }
  throw new Unreadable('not-a-whatsapp-webhook');
}

function valueIn(field: string, value: Value, phoneNumberId: string | undefined): Inbound[] {
  if (field !== 'messages' && field !== 'smb_message_echoes') return [{ type: 'ignored', reason: `field-${field}` }];
  if (phoneNumberId && value.metadata?.phone_number_id !== phoneNumberId) {
    return [{ type: 'ignored', reason: 'for-another-number' }];
  }
  return [
    ...(value.messages ?? []).map((message) => messageIn(message, value.contacts ?? [])),
    ...(value.message_echoes ?? []).map(echoIn),
    ...(value.statuses ?? []).map(statusIn),
  ];
}

function messageIn(message: Message, contacts: Contact[]): Inbound {
  const sender = senderOf(message, contacts);
  const done = doneIn(message, sender);
  if (done) return done;
  return {
    type: 'message',
    externalId: message.id,
    // A repeat may come in another bundle: the key of the envelope would not know it.
    clientId: message.id,
    sender,
    ...contentOf(message),
    meta: metaOf(message, contacts),
    thread: { senderProven: true },
  };
}

/** What was done to something that was said, or to the customer's own number. */
function doneIn(message: Message, sender: Sender): Inbound | undefined {
  const { reaction, revoke, edit, system } = message;
  if (reaction) {
    const mark = reaction.emoji || null;
    return { type: 'change', of: { externalId: reaction.message_id }, change: { kind: 'reacted', mark } };
  }
  if (revoke?.original_message_id) {
    return { type: 'change', of: { externalId: revoke.original_message_id }, change: { kind: 'unsent' } };
  }
  if (edit?.original_message_id && edit.message) {
    const { text } = contentOf(edit.message);
    return { type: 'change', of: { externalId: edit.original_message_id }, change: { kind: 'edited', text } };
  }
  if (!system) return undefined;
  const to = system.user_id ?? system.wa_id ?? system.new_wa_id;
  return to && to !== sender.value ? { type: 'moved', sender, to } : { type: 'ignored', reason: 'system-notice' };
}

/** Typed in the WhatsApp Business app on the company's own phone. */
function echoIn(message: Message): Inbound {
  if (message.revoke?.original_message_id) {
    return { type: 'change', of: { externalId: message.revoke.original_message_id }, change: { kind: 'unsent' } };
  }
  if (!message.to) throw new Unreadable('no-recipient');
  return {
    type: 'echo',
    externalId: message.id,
    to: { kind: 'phone', value: `+${message.to}`, verified: true },
    ...contentOf(message),
  };
}

const STATES: Record<string, InboundReceipt['state'] | undefined> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function statusIn({ id, status, biz_opaque_callback_data: ours, errors = [] }: Status): Inbound {
  const state = STATES[status];
  if (!state) return { type: 'ignored', reason: `status-${status}` };
  const [error] = errors;
  const meaning = error && meaningOf(error.code);
  return {
    type: 'receipt',
    of: ours && /^[0-9a-f-]{36}$/.test(ours) ? { messageId: ours, externalId: id } : { externalId: id },
    state,
    ...(error && {
      error: meaning?.words ?? error.error_data?.details ?? error.title ?? `WhatsApp error ${error.code}`,
      undeliverable: meaning?.undeliverable ?? false,
    }),
  };
}

/** The id that is scoped to the business stays where a number is hidden; the number, where it is shown, finds who we know. */
function senderOf({ from, from_user_id }: Message, contacts: Contact[]): Sender {
  const contact =
    contacts.find(({ wa_id, user_id }) => (from && wa_id === from) || (from_user_id && user_id === from_user_id)) ??
    (contacts.length === 1 ? contacts[0] : undefined);
  const scoped = from_user_id ?? contact?.user_id;
  const number = from ?? contact?.wa_id;
  const value = scoped ?? number;
  if (!value) throw new Unreadable('no-sender');
  return {
    kind: 'external',
    value,
    name: contact?.profile?.name ?? contact?.profile?.username,
    verified: true,
    ...(number && { also: [{ kind: 'phone', value: `+${number}`, verified: true }] }),
  };
}

const FILES = ['image', 'video', 'audio', 'document', 'sticker'] as const;

function contentOf(message: Message): { text: string; files?: InboundFileReference[] } {
  const kind = FILES.find((one) => message[one]);
  const media = kind && message[kind];
  if (!media) return { text: wordsOf(message) };
  const type = media.mime_type?.split(';')[0] ?? '';
  const name = displayName(media.filename ?? `${kind}.${endingOf(type)}`);
  return { text: media.caption ?? '', files: [{ reference: media.id, name, type }] };
}

function wordsOf({ text, location, contacts, button, interactive, order, type }: Message): string {
  if (text) return text.body;
  if (button) return button.text;
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  if (chosen) return chosen.title;
  if (interactive?.nfm_reply) return interactive.nfm_reply.body ?? interactive.nfm_reply.response_json ?? '';
  if (location) {
    return [location.name, location.address, mapLink(location)].filter(Boolean).join('\n');
  }
  if (contacts) {
    return contacts
      .map(({ name, phones = [], emails = [] }) =>
        [name?.formatted_name, ...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)]
          .filter(Boolean)
          .join(' '),
      )
      .join('\n');
  }
  if (order) {
    const items = (order.product_items ?? []).map(
      (item) => `${item.quantity ?? 1} × ${item.product_retailer_id ?? '?'}`,
    );
    return [order.text, ...items].filter(Boolean).join('\n');
  }
  // Something that WhatsApp shows only on phones, such as a view-once picture: the agent can ask.
  return `[WhatsApp: ${type}]`;
}

function metaOf({ context, referral, button, interactive }: Message, contacts: Contact[]): Record<string, unknown> {
  const username = contacts[0]?.profile?.username;
  const pressed = button?.payload ?? interactive?.button_reply?.id ?? interactive?.list_reply?.id;
  return {
    ...(username && { username }),
    ...(context?.id && { replyTo: context.id }),
    ...(context?.forwarded && { forwarded: true }),
    ...(pressed && { button: pressed }),
    ...(referral && { referral: referral.headline ?? referral.source_url }),
  };
}
