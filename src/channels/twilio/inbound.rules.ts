import { endingOf } from '../../conversations/file-type.rules.js';
import {
  Unreadable,
  type InboundFileReference,
  type Inbound,
  type InboundReceipt,
  type RawEnvelope,
} from '../contract.js';
import { meaningOf, wordsOf } from './failure.rules.js';
import { formOf } from './signature.js';

/** What `verify` knew and the body does not tell. */
export interface WebhookMeta {
  kind: 'message' | 'status';
  /** Our own id, which our status callback carries. */
  message?: string;
}

export type Form = Record<string, string | undefined>;

/** Longer than any message that is carried, by far. */
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

/** Whatever Twilio carries: a message that came in, or what became of one of ours. */
export function readWebhook({ raw, meta }: RawEnvelope): { message: Form } | { receipt: Inbound } {
  if (raw.length > MAX_BYTES) throw new Unreadable('too-large');
  const form = formOf(raw) as Form;
  if (!form.MessageSid) throw new Unreadable('no-message-sid');
  const { kind = 'message', message } = meta as Partial<WebhookMeta>;
  if (kind === 'status' || (form.MessageStatus && form.MessageStatus !== 'received')) {
    return { receipt: receiptOf(form, message) };
  }
  if (!form.From) throw new Unreadable('no-sender');
  return { message: form };
}

function receiptOf(form: Form, messageId: string | undefined): Inbound {
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

export function filesOf(form: Form): InboundFileReference[] {
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
