import MailComposer from 'nodemailer/lib/mail-composer';
import type { Outbound, Party } from '../../contract.js';
import { sanitiseOutgoing } from '../../../conversations/display/mail-html.rules.js';
import { domainOf, type EmailLine } from '../email.settings.js';
import { ownMessageId } from '../threading/own-message-id.js';
import { tokenAddress } from '../threading/address-token.js';
import { replySubject } from '../threading/subject.rules.js';
import { htmlFromText, quotedHtml, quotedText } from './quotation.js';

/** A mail ready to leave. */
export interface ComposedMail {
  /** Without angle brackets. */
  messageId: string;
  subject: string;
  envelope: { from: string; to: string[] };
  raw: Buffer;
}

/** RFC 5322, 2.1.1: what a line may hold at most, and enough for any mail program to thread by. */
const REFERENCES_OCTETS = 900;

/** The id is known before the send, so that no answer can be quicker than our knowledge of it. */
export const messageIdFor = (out: Pick<Outbound, 'conversationId' | 'seq'>, line: EmailLine): string =>
  ownMessageId(out.conversationId, out.seq, domainOf(line.address ?? 'frontdesk.invalid'));

/** `key` signs the addresses to which answers and bounces come. Nothing in here reads a file or fetches a URL. */
export async function composeMail(out: Outbound, line: EmailLine, key: Buffer): Promise<ComposedMail> {
  const address = line.address!;
  const messageId = out.externalId ?? messageIdFor(out, line);
  const subject = replySubject(out.subject ?? '', out.ticketNumber, out.references.length > 0);
  const to = out.to.filter(isMailable);
  const cc = out.cc.filter(isMailable);
  const bcc = out.bcc.filter(isMailable);
  const have = new Set(out.reached?.map((address) => address.toLowerCase()));
  const composer = new MailComposer({
    from: { name: fromName(out, line), address },
    to: to.map(headerAddress),
    cc: cc.map(headerAddress),
    replyTo: answerAddress(out, line, key),
    subject: oneLine(subject),
    messageId: `<${messageId}>`,
    inReplyTo: out.inReplyTo ? `<${out.inReplyTo}>` : undefined,
    references: trimReferences(out.references),
    date: out.at,
    headers: { ...(out.automatic && automaticHeaders(out)), ...(out.optOut && optOutHeaders(out.optOut)) },
    text: textBody(out, line),
    html: htmlBody(out, line),
    attachments: await Promise.all(out.files.map(attachment)),
    icalEvent: out.calendar && invitation(out.calendar),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return {
    messageId,
    subject,
    envelope: {
      from: bounceAddress(out, line, key),
      to: unique([...to, ...cc, ...bcc].map((party) => party.address)).filter(
        (address) => !have.has(address.toLowerCase()),
      ),
    },
    raw: await composer.compile().build(),
  };
}

function fromName(out: Outbound, line: EmailLine): string {
  const team = line.settings.fromName || line.name;
  const agent = out.from.kind === 'agent' && line.settings.agentNames !== false ? out.from.name : '';
  return oneLine(agent ? `${agent} (${team})` : team);
}

function answerAddress(out: Outbound, line: EmailLine, key: Buffer): string | undefined {
  if (line.settings.plusAddresses === false) return undefined;
  return tokenAddress(line.address!, { kind: 'c', id: out.conversationId }, key) ?? undefined;
}

/** Google and Microsoft send only as the account itself, so there bounces are matched by Message-ID alone. */
function bounceAddress(out: Outbound, line: EmailLine, key: Buffer): string {
  const { plusAddresses, signIn } = line.settings;
  if (plusAddresses === false || (signIn && signIn !== 'password')) return line.address!;
  return tokenAddress(line.address!, { kind: 'b', id: out.messageId }, key) ?? line.address!;
}

const automaticHeaders = (out: Outbound): Record<string, string> => ({
  'Auto-Submitted': out.inReplyTo ? 'auto-replied' : 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'bulk',
});

/** RFC 2369 and RFC 8058: one press in the mail program, and no page in between. */
const optOutHeaders = ({ url }: NonNullable<Outbound['optOut']>): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** The first one names the thread, the last ones the place in it; what is between may go. */
export function trimReferences(ids: string[]): string[] {
  const bracketed = unique(ids).map((id) => `<${id}>`);
  const [first, ...rest] = bracketed;
  if (!first) return [];
  const kept: string[] = [];
  let octets = Buffer.byteLength(first);
  for (const id of rest.reverse()) {
    octets += Buffer.byteLength(id) + 1;
    if (octets > REFERENCES_OCTETS) break;
    kept.unshift(id);
  }
  return [first, ...kept];
}

function textBody(out: Outbound, line: EmailLine): string {
  const signature = line.settings.signature ? `\n\n-- \n${line.settings.signature}` : '';
  const foot = out.optOut ? `\n\n${out.optOut.words}\n${out.optOut.url}` : '';
  return `${out.text}${signature}${foot}${quotedText(out.history, line.settings.language ?? 'en')}`;
}

function htmlBody(out: Outbound, line: EmailLine): string {
  const body = out.html ? sanitiseOutgoing(out.html) : htmlFromText(out.text);
  const signature = line.settings.signature
    ? `<div style="color:#666"><br>-- <br>${htmlFromText(line.settings.signature)}</div>`
    : '';
  const foot = out.optOut
    ? `<p style="color:#666;font-size:12px;margin-top:24px"><a href="${out.optOut.url}" style="color:#666">${htmlFromText(out.optOut.words)}</a></p>`
    : '';
  return `<div>${body}</div>${signature}${foot}${quotedHtml(out.history, line.settings.language ?? 'en')}`;
}

async function attachment(file: Outbound['files'][number]) {
  return {
    filename: oneLine(file.name).replace(/[/\\]/g, '_') || 'file',
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
    content: await file.content(),
    ...(file.contentId && { cid: file.contentId.replace(/[<>\s]/g, ''), contentDisposition: 'inline' as const }),
  };
}

/**
 * RFC 6047: beside the text as an alternative, its method the same as in the calendar itself, and once more as a file;
 * Outlook shows a mere file otherwise.
 */
const invitation = ({ method, content }: NonNullable<Outbound['calendar']>) => ({
  method: /^[A-Z]{3,20}$/.test(method) ? method : 'PUBLISH',
  filename: 'invite.ics',
  content,
});

const headerAddress = ({ name, address }: Party) => ({ name: oneLine(name ?? ''), address });

/** An address that could break out of its header or command is no address. */
const isMailable = ({ address }: Party): boolean => /^[^\s<>,;:"\p{Cc}]+@[^\s<>,;:"\p{Cc}]+$/u.test(address);

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
const unique = (list: string[]): string[] => [...new Set(list)];
