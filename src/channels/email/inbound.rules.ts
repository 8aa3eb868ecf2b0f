import { Unreadable, type Inbound, type InboundMessage, type Party, type RawEnvelope } from '../contract.js';
import { forged, proven, trustedResults, UNJUDGED, type Verdict } from './authenticity/verdict.js';
import type { Bounce } from './automatic/bounce.js';
import type { EmailLine } from './email.settings.js';
import type { ReadMail } from './mime/read-mail.js';
import type { MailAddress, ParsedMail } from './mime/parsed-mail.js';
import { isOwnMessageId } from './threading/own-message-id.js';
import { readToken } from './threading/address-token.js';
import { ticketNumberIn, topicOf } from './threading/subject.rules.js';

/** What the transport knew, kept with the envelope. */
export interface MailMeta {
  transport: 'smtp' | 'imap' | 'webhook' | 'simulated';
  /** Null where the transport does not say; empty for the null sender of bounces. */
  mailFrom: string | null;
  rcptTo: string[];
  verdict?: Verdict;
  /** Known before reading: too big to be fetched, or not handed out by its server. */
  unreadable?: string;
}

/** Backscatter, or a report by a server that returns nothing: a person may look at it. */
const UNMATCHED = 'delivery-report-without-original';

/** What a mail means: something said, what became of something we sent, or nothing that needs anybody. */
export function inboundOf(read: ReadMail, envelope: RawEnvelope, line: EmailLine, key: Buffer): Inbound[] {
  const meta = envelope.meta as unknown as MailMeta;
  const { mail, bounce } = read;
  const recipients = recipientsOf(mail, meta);
  const returned = recipients.map((address) => readToken(address, key)).find((token) => token?.kind === 'b');
  if (bounce || returned) return [receiptOf(bounce, returned?.id)];
  if (read.automatic === 'bounce') throw new Unreadable(UNMATCHED);
  if (read.automatic === 'receipt-notice') return [{ type: 'ignored', reason: 'receipt-notice' }];
  if (read.automatic === 'feedback-report') return [{ type: 'ignored', reason: 'feedback-report' }];
  if (!mail.from) return [{ type: 'ignored', reason: 'no-sender' }];
  if (mail.messageId && isOwnMessageId(mail.messageId) && sentByUs(mail, line))
    return [{ type: 'ignored', reason: 'own-mail-came-back' }];
  return [messageOf(read, mail.from, recipients, meta, line, key)];
}

function messageOf(
  read: ReadMail,
  from: MailAddress,
  recipients: string[],
  meta: MailMeta,
  line: EmailLine,
  key: Buffer,
): InboundMessage {
  const { mail } = read;
  const verdict = trustedResults(mail, line.settings.trustedAuthserv) ?? meta.verdict ?? UNJUDGED;
  const token = recipients.map((address) => readToken(address, key)).find((found) => found?.kind === 'c');
  return {
    type: 'message',
    externalId: mail.messageId ?? undefined,
    sender: { kind: 'email', value: from.address, name: from.name || undefined, verified: proven(verdict) },
    to: mail.to.map(partyOf),
    cc: mail.cc.map(partyOf),
    subject: mail.subject || undefined,
    text: read.visible,
    textFull: mail.text === read.visible ? undefined : mail.text,
    html: mail.html ?? undefined,
    files: mail.files.map((file) => ({
      name: file.name,
      type: file.type,
      content: Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength),
      contentId: file.contentId ?? undefined,
      inline: file.inline,
    })),
    thread: {
      conversationId: token?.id,
      references: nearestFirst(mail),
      ticketNumber: ticketNumberIn(mail.subject),
      topic: topicOf(mail.subject) || undefined,
      senderProven: !forged(verdict),
    },
    automatic: read.automatic ?? (answersInvitation(mail) ? 'calendar-reply' : undefined),
    meta: {
      authenticity: verdict,
      ...(forged(verdict) && { forgedSender: true }),
      ...(mail.replyTo.length > 0 &&
        mail.replyTo[0]!.address !== from.address && { replyTo: mail.replyTo.map(partyOf) }),
      ...(mail.invitations.length > 0 && { invitations: mail.invitations }),
      ...(mail.protection && { protection: mail.protection }),
      ...(mail.date && { date: mail.date }),
      mayAcknowledge: read.mayAcknowledge && !forged(verdict),
    },
  };
}

/** Pressing "accept" in a calendar writes a mail that nobody needs to answer. */
const answersInvitation = (mail: ParsedMail): boolean =>
  mail.invitations.length > 0 && mail.invitations.every((invitation) => invitation.method === 'REPLY');

const partyOf = ({ name, address }: MailAddress): Party => ({ address, ...(name && { name }) });

/** In-Reply-To names the parent; References run from the oldest to the nearest. */
function nearestFirst(mail: ParsedMail): string[] {
  const MAX = 50;
  return [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])].slice(0, MAX);
}

/** The envelope says where it really went; headers say where it was meant to go. */
const recipientsOf = (mail: ParsedMail, meta: MailMeta): string[] => [
  ...(meta.rcptTo ?? []),
  ...mail.deliveredTo,
  ...mail.to.map((to) => to.address),
  ...mail.cc.map((cc) => cc.address),
];

const sentByUs = (mail: ParsedMail, line: EmailLine): boolean =>
  mail.from?.address.toLowerCase() === line.address?.toLowerCase();

/** The token of the bounce address names our message for certain; the Message-ID of what came back is second best. */
function receiptOf(bounce: Bounce | null, messageId: string | undefined): Inbound {
  const of = messageId ? { messageId } : bounce?.originalId ? { externalId: bounce.originalId } : null;
  if (!of) throw new Unreadable(UNMATCHED);
  if (bounce?.action === 'delivered') return { type: 'receipt', of, state: 'delivered' };
  if (bounce?.action === 'relayed' || bounce?.action === 'expanded')
    return { type: 'ignored', reason: 'delivery-relayed' };
  if (bounce?.action === 'delayed') return { type: 'ignored', reason: 'delivery-delayed' };
  // Mail to the bounce address that is no report: an auto-reply to the envelope sender, as RFC 3834 asks for.
  if (!bounce) return { type: 'ignored', reason: 'auto-reply-to-bounce-address' };
  return {
    type: 'receipt',
    of,
    state: 'failed',
    error: [bounce.recipient, bounce.status, bounce.diagnostic].filter(Boolean).join(' '),
    ...(bounce.recipient && { recipient: bounce.recipient }),
    undeliverable: bounce.undeliverable,
  };
}
