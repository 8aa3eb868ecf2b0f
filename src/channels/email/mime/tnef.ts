import { mapiProperties, textOf, type MapiProperties } from './mapi.js';
import type { MailFile } from './parsed-mail.js';
import { oneLine } from './storable.js';

export interface Unwrapped {
  files: MailFile[];
  text: string | null;
  html: string | null;
}

const SIGNATURE = 0x223e9f78;
const ATTACHMENT_LEVEL = 2;

const ATTRIBUTE = {
  body: 0x800c,
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachBegins: 0x9002,
  messageProperties: 0x9003,
  attachProperties: 0x9005,
} as const;

const PROPERTY = {
  body: 0x1000,
  html: 0x1013,
  data: 0x3701,
  fileName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
} as const;

interface Attachment {
  title?: string;
  data?: Buffer;
  properties?: MapiProperties;
}

/**
 * Outlook's winmail.dat hides attachments, and sometimes the body, from everybody else ([MS-OXTNEF]). Reads what is
 * sound and stops where the file is broken; null where it is no TNEF at all. Ours, because the package for it copies the
 * rest of the file for every attribute: one crafted file of 67 KB kept it busy for nine seconds.
 */
export function unwrapTnef(content: Uint8Array): Unwrapped | null {
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (file.length < 6 || file.readUInt32LE(0) !== SIGNATURE) return null;
  const attachments: Attachment[] = [];
  let plain: string | null = null;
  let message: MapiProperties = new Map();
  for (const { level, name, data } of attributesOf(file)) {
    const current = attachments.at(-1);
    if (level === ATTACHMENT_LEVEL) {
      if (name === ATTRIBUTE.attachBegins) attachments.push({});
      else if (!current) continue;
      else if (name === ATTRIBUTE.attachTitle) current.title = textOf(data);
      else if (name === ATTRIBUTE.attachData) current.data = data;
      else if (name === ATTRIBUTE.attachProperties) current.properties = mapiProperties(data);
    } else if (name === ATTRIBUTE.body) plain = textOf(data);
    else if (name === ATTRIBUTE.messageProperties) message = mapiProperties(data);
  }
  return {
    files: attachments.flatMap(fileOf),
    text: message.get(PROPERTY.body)?.text ?? plain,
    html: message.get(PROPERTY.html)?.text ?? null,
  };
}

function* attributesOf(file: Buffer): Generator<{ level: number; name: number; data: Buffer }> {
  const HEAD = 9;
  const CHECKSUM = 2;
  for (let at = 6; at + HEAD <= file.length;) {
    const length = file.readUInt32LE(at + 5);
    const end = at + HEAD + length;
    if (end > file.length) return;
    yield { level: file[at]!, name: file.readUInt16LE(at + 1), data: file.subarray(at + HEAD, end) };
    at = end + CHECKSUM;
  }
}

function fileOf(attachment: Attachment, index: number): MailFile[] {
  const property = (key: number): string | undefined => attachment.properties?.get(key)?.text;
  const content = attachment.data ?? attachment.properties?.get(PROPERTY.data)?.bytes;
  if (!content) return [];
  const contentId = oneLine(property(PROPERTY.contentId)?.replace(/^<|>$/g, '') ?? '') || null;
  return [
    {
      name: oneLine(property(PROPERTY.fileName) || attachment.title || '') || `attachment-${index + 1}`,
      type: oneLine(property(PROPERTY.mimeType)?.toLowerCase() ?? '') || 'application/octet-stream',
      content: Uint8Array.from(content),
      contentId,
      inline: false,
    },
  ];
}
