import type { Inbound, RawEnvelope, Sender } from '../../contract.js';
import { mapLink } from '../../map-link.js';
import { filesOf, readWebhook, type Form } from '../../twilio/inbound.rules.js';

const PREFIX = 'whatsapp:';

/** As WhatsApp itself calls somebody: digits, or an id that is scoped to the business (`BR.1502…`). */
export const bare = (address: string): string => address.replace(PREFIX, '').replace(/^\+/, '');

/** As Twilio wants it: what came in goes out. */
export const addressed = (value: string): string =>
  /^\+?\d+$/.test(value) ? `${PREFIX}+${value.replace(/^\+/, '')}` : `${PREFIX}${value}`;

/** What a webhook of Twilio means on a line with WhatsApp. Pure. */
export function inboundOf(envelope: RawEnvelope): Inbound[] {
  const read = readWebhook(envelope);
  if ('receipt' in read) return [read.receipt];
  const form = read.message;
  const files = filesOf(form);
  const text = wordsOf(form);
  if (text === '' && files.length === 0) return [{ type: 'ignored', reason: 'empty' }];
  return [
    {
      type: 'message',
      externalId: form.MessageSid,
      clientId: form.MessageSid,
      sender: senderOf(form),
      text,
      files,
      meta: metaOf(form),
      thread: { senderProven: true },
    },
  ];
}

/** The number finds who we know; where a user name hides it there is an id instead. */
function senderOf({ From = '', WaId, ProfileName: name }: Form): Sender {
  const value = bare(From);
  const number = /^\d+$/.test(value) ? value : WaId;
  return {
    kind: 'external',
    value,
    verified: true,
    ...(name && { name }),
    ...(number && { also: [{ kind: 'phone' as const, value: `+${number}`, verified: true }] }),
  };
}

function wordsOf(form: Form): string {
  const { Body = '', ButtonText, ListTitle, Latitude, Longitude, Label, Address } = form;
  if (!Latitude || !Longitude) return (Body || ButtonText || ListTitle || '').trim();
  const place = { latitude: Number(Latitude), longitude: Number(Longitude) };
  return [Label, Address, Body, mapLink(place)].filter(Boolean).join('\n');
}

function metaOf(form: Form): Record<string, unknown> {
  const pressed = form.ButtonPayload ?? form.ListId;
  const from = form.ReferralHeadline ?? form.ReferralSourceUrl;
  return {
    ...(form.OriginalRepliedMessageSid && { replyTo: form.OriginalRepliedMessageSid }),
    ...(form.Forwarded === 'true' && { forwarded: true }),
    ...(pressed && { button: pressed }),
    ...(from && { referral: from }),
  };
}
