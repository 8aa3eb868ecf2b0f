import type { Inbound, Line, RawEnvelope } from '../contract.js';
import { filesOf, readWebhook, type Form } from '../twilio/inbound.rules.js';
import { consentIn } from './consent.rules.js';
import type { SmsSettings } from './sms.settings.js';

/** What a webhook of Twilio means on a line with text messages. Pure. */
export function inboundOf(envelope: RawEnvelope, { settings }: Line<SmsSettings>): Inbound[] {
  const read = readWebhook(envelope);
  if ('receipt' in read) return [read.receipt];
  const form = read.message;
  const text = form.Body ?? '';
  const sender = { kind: 'phone', value: form.From!, verified: true } as const;
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

const placeOf = (form: Form): string | undefined =>
  [form.FromCity, form.FromState, form.FromCountry].filter(Boolean).join(', ') || undefined;
