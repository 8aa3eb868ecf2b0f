import { endingOf } from '../../conversations/file-type.rules.js';
import {
  Unreadable,
  type Inbound,
  type InboundFileReference,
  type InboundReceipt,
  type Line,
  type RawEnvelope,
} from '../contract.js';
import { meaningOf, wordsOf } from '../twilio/failure.rules.js';
import { formOf } from '../twilio/signature.js';
import { consentIn } from './consent.rules.js';
import type { SmsSettings } from './sms.settings.js';

/** What `verify` knew and the body does not tell. */
export interface SmsMeta {
  kind: 'message' | 'status';
  /** Our own id, which our status callback carries. */
  message?: string;
}

/** Longer than any message that networks carry, by far. */
const MAX_BYTES = 64 * 1024;
const MAX_FILES = 10;

const STATES: Record<string, InboundReceipt['state'] | undefined> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** What a webhook of Twilio means. Pure. */
export function inboundOf({ raw, meta }: RawEnvelope, { settings }: Line<SmsSettings>): Inbound[] {
  if (raw.length > MAX_BYTES) throw new Unreadable('too-large');
  const form = formOf(raw) as Record<string, string | undefined>;
  if (!form.MessageSid) throw new Unreadable('no-message-sid');
  const { kind = 'message', message } = meta as Partial<SmsMeta>;
  if (kind === 'status' || (form.MessageStatus && form.MessageStatus !== 'received')) return [receipt(form, message)];
  if (!form.From) throw new Unreadable('no-sender');
  const text = form.Body ?? '';
  const sender = { kind: 'phone', value: form.From, verified: true } as const;
  const consent = consentIn(text, form.OptOutType, settings.stopWords);
  if (consent) {
    return [{ type: 'consent', state: consent, sender, word: text.trim(), externalId: form.MessageSid }];
  }
  const files = filesOf(form);
  if (text.trim() === '' && files.length === 0) return [{ type: 'ignored', reason: 'empty' }];
  return [
    {
      type: 'message',
      externalId: form.MessageSid,
      clientId: form.MessageSid,
      sender,
      ...(form.To && { to: [{ address: form.To }] }),
      text,
      files,
      thread: { senderProven: true },
      ...(placeOf(form) && { meta: { place: placeOf(form) } }),
    },
  ];
}

function receipt(form: Record<string, string | undefined>, messageId: string | undefined): Inbound {
  const state = STATES[form.MessageStatus ?? ''];
  if (!state) return { type: 'ignored', reason: `status-${form.MessageStatus ?? 'unknown'}` };
  const externalId = form.MessageSid!;
  const code = Number(form.ErrorCode) || undefined;
  return {
    type: 'receipt',
    of: messageId ? { messageId, externalId } : { externalId },
    state,
    ...(state === 'failed' && {
      error: wordsOf(code),
      undeliverable: meaningOf(code)?.undeliverable ?? false,
      optedOut: meaningOf(code)?.optedOut ?? false,
    }),
  };
}

function filesOf(form: Record<string, string | undefined>): InboundFileReference[] {
  const count = Math.min(Number(form.NumMedia) || 0, MAX_FILES);
  return Array.from({ length: count }, (_, at) => ({
    url: form[`MediaUrl${at}`],
    type: form[`MediaContentType${at}`],
  })).flatMap(({ url, type = 'application/octet-stream' }, at) =>
    url ? [{ reference: url, name: nameOf(type, at), type }] : [],
  );
}

/** Networks send no names. */
function nameOf(type: string, at: number): string {
  const family = /^(image|audio|video)\//.exec(type.toLowerCase())?.[1] ?? 'file';
  return `${family}-${at + 1}.${endingOf(type)}`;
}

const placeOf = (form: Record<string, string | undefined>): string | undefined =>
  [form.FromCity, form.FromState, form.FromCountry].filter(Boolean).join(', ') || undefined;
