import { simpleParser, type AddressObject, type Attachment, type ParsedMail as Parsed } from 'mailparser';
import { withSoundType } from './content-type.js';
import { looksMisread, relabelled, withoutMojibake, withUtf8Headers } from './charset.js';
import { readInvitation } from './calendar.js';
import { textFromHtml } from './html-text.js';
import { messageIdsIn } from './message-id.js';
import { MailUnreadable, type MailAddress, type MailFile, type MailHeader, type ParsedMail } from './parsed-mail.js';
import { protectionOf } from './protection.js';
import { signedContent } from './signed-content.js';
import { oneLine, storable } from './storable.js';
import { unwrapTnef } from './tnef.js';

const OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
} as const;

const MAX_HEADERS = 1_000;
const MAX_ADDRESSES = 500;

/** Reads a raw mail. Whatever charset, label or structure is wrong is repaired; only what cannot be read at all fails. */
export async function parseMail(source: Uint8Array): Promise<ParsedMail> {
  const raw = withSoundType(withUtf8Headers(Buffer.from(source.buffer, source.byteOffset, source.byteLength)));
  const outer = await readable(raw);
  const headers = headersFrom(outer);
  const parsed = await unsealed(outer);
  const files = filesOf(parsed === outer ? outer.attachments : [...parsed.attachments, ...outer.attachments]);
  const hidden = unwrapAll(files);
  const html = parsed.html || hidden.html;
  const body = parsed.text?.trim() ? parsed.text : (hidden.text ?? (html ? textFromHtml(html) : ''));
  const value = (name: string): string | undefined => headers.find((header) => header.name === name)?.value;
  const contentType = (value('content-type') ?? 'text/plain').toLowerCase();
  return {
    messageId: messageIdsIn(value('message-id'))[0] ?? null,
    inReplyTo: messageIdsIn(value('in-reply-to')),
    references: messageIdsIn(value('references')),
    from: addressesOf(outer.from)[0] ?? null,
    sender: addressesOf(senderOf(outer))[0] ?? null,
    replyTo: addressesOf(outer.replyTo),
    to: addressesOf(outer.to),
    cc: addressesOf(outer.cc),
    deliveredTo: deliveredTo(headers),
    returnPath: returnPathOf(value('return-path')),
    subject: oneLine(withoutMojibake(outer.subject ?? '')),
    date: outer.date && !Number.isNaN(outer.date.getTime()) ? outer.date.toISOString() : null,
    text: storable(withoutMojibake(body).replace(/\r\n?/g, '\n')),
    html: html ? storable(withoutMojibake(html)) : null,
    files: hidden.files,
    invitations: files.filter(isCalendar).flatMap((file) => readInvitation(file.content) ?? []),
    protection: protectionOf(contentType, files),
    headers,
    contentType: contentType.split(';')[0]!.trim(),
    reportType: /report-type="?([\w-]+)/.exec(contentType)?.[1] ?? null,
  };
}

async function readable(raw: Buffer): Promise<Parsed> {
  const parsed = await read(raw);
  const shown = `${parsed.text ?? ''}${parsed.html || ''}`;
  return looksMisread(shown) ? read(relabelled(raw)) : parsed;
}

async function read(raw: Buffer): Promise<Parsed> {
  try {
    return await simpleParser(raw, OPTIONS);
  } catch (error) {
    throw new MailUnreadable('unparsable', error instanceof Error ? error.message : String(error));
  }
}

/** The mail within an opaque S/MIME signature, where there is one; its envelope's headers stay those of the outer mail. */
async function unsealed(outer: Parsed): Promise<Parsed> {
  const seal = outer.attachments.find((part) => /^application\/(?:x-)?pkcs7-mime$/.test(part.contentType));
  const content = seal && !outer.text ? signedContent(seal.content) : null;
  return content ? readable(withSoundType(withUtf8Headers(content))) : outer;
}

/** The library hands header lines out as bytes in a string; ours are UTF-8 by now. */
function headersFrom(parsed: Parsed): MailHeader[] {
  return parsed.headerLines.slice(0, MAX_HEADERS).map(({ key, line }) => ({
    name: oneLine(key),
    value: oneLine(
      Buffer.from(line.slice(line.indexOf(':') + 1), 'latin1')
        .toString('utf8')
        .replace(/\r?\n(?=[ \t])/g, ''),
    ),
  }));
}

function filesOf(attachments: Attachment[]): MailFile[] {
  return attachments
    .filter((part) => part.contentType !== 'text/x-amp-html')
    .map((part, index) => ({
      name: oneLine(part.filename || defaultName(part.contentType, index)),
      type: oneLine(part.contentType || '') || 'application/octet-stream',
      content: part.content,
      contentId: part.cid ? oneLine(part.cid) : null,
      inline: Boolean(part.related && part.cid),
    }));
}

function defaultName(type: string, index: number): string {
  if (type === 'message/rfc822') return `message-${index + 1}.eml`;
  if (type === 'text/calendar') return `invitation-${index + 1}.ics`;
  if (type === 'message/delivery-status') return 'delivery-status.txt';
  return `attachment-${index + 1}`;
}

function unwrapAll(files: MailFile[]): { files: MailFile[]; text: string | null; html: string | null } {
  const result = { files: [] as MailFile[], text: null as string | null, html: null as string | null };
  for (const file of files) {
    const inside = isTnef(file) ? unwrapTnef(file.content) : null;
    if (!inside) {
      result.files.push(file);
      continue;
    }
    result.files.push(...inside.files);
    result.text ??= inside.text;
    result.html ??= inside.html;
  }
  return result;
}

const isTnef = (file: MailFile): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/i.test(file.type) || /^winmail\.dat$/i.test(file.name);

const isCalendar = (file: MailFile): boolean => file.type === 'text/calendar' || file.type === 'application/ics';

function senderOf(parsed: Parsed): AddressObject | undefined {
  return parsed.headers.get('sender') as AddressObject | undefined;
}

function addressesOf(field: AddressObject | AddressObject[] | undefined): MailAddress[] {
  const lists = field === undefined ? [] : Array.isArray(field) ? field : [field];
  return lists
    .flatMap((list) => list.value.flatMap((entry) => entry.group ?? [entry]))
    .filter((entry) => entry.address?.includes('@'))
    .slice(0, MAX_ADDRESSES)
    .map((entry) => ({ name: oneLine(withoutMojibake(entry.name ?? '')), address: normalAddress(entry.address!) }));
}

/** Domains are the same in any case; local parts are left alone, because their owner decides what they mean. */
export function normalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}`.replace(/[\s\p{Cc}\p{Surrogate}]+/gu, '');
}

function deliveredTo(headers: MailHeader[]): string[] {
  const names = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to']);
  return headers
    .filter((header) => names.has(header.name))
    .map((header) => header.value.replace(/^<|>$/g, ''))
    .filter((value) => value.includes('@'))
    .map(normalAddress);
}

function returnPathOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  return /<([^<>]*)>/.exec(value)?.[1]?.trim() ?? value;
}
