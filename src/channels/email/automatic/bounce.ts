import { endOfHeaders } from '../mime/charset.js';
import { messageIdsIn } from '../mime/message-id.js';
import type { ParsedMail } from '../mime/parsed-mail.js';
import { storable } from '../mime/storable.js';

export interface Bounce {
  recipient: string | null;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code such as 5.1.1; empty where the report gives none. */
  status: string;
  diagnostic: string;
  /** The address does not exist or never will accept: 5.1.x, 5.2.1. Other failures may pass. */
  undeliverable: boolean;
  /** Message-ID of what came back, without angle brackets. */
  originalId: string | null;
}

const ACTIONS = new Set(['failed', 'delayed', 'delivered', 'relayed', 'expanded']);
/** Of the free text of old servers that send no report, only this much is looked at. */
const TEXT_CHARS = 20_000;

/** Reads a delivery report (RFC 3464), or what qmail, Exim and others write instead. Null where it is none. */
export function readBounce(mail: ParsedMail): Bounce | null {
  const report = mail.files.find((file) => file.type === 'message/delivery-status');
  const originalId = originalIdOf(mail);
  if (report) return { ...fromReport(storable(Buffer.from(report.content).toString('utf8'))), originalId };
  const daemon = /^(?:mailer-daemon|postmaster)@/i.test(mail.from?.address ?? '');
  if (!daemon || !originalId) return null;
  return { ...fromText(mail.text.slice(0, TEXT_CHARS)), originalId };
}

function fromReport(report: string): Omit<Bounce, 'originalId'> {
  const groups = report
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(fieldsOf);
  const recipient = groups.find((group) => group.has('action')) ?? groups.find((group) => group.has('final-recipient'));
  const field = (name: string): string => recipient?.get(name) ?? '';
  const action = field('action')
    .toLowerCase()
    .split(/[\s;(]/)[0]!;
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(field('status'))?.[1] ?? '';
  return {
    recipient: withoutType(field('original-recipient') || field('final-recipient')) || null,
    action: ACTIONS.has(action) ? (action as Bounce['action']) : status.startsWith('4') ? 'delayed' : 'failed',
    status,
    diagnostic: withoutType(field('diagnostic-code')).slice(0, 500),
    undeliverable: isPermanent(status),
  };
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** `rfc822; someone@example.org` */
const withoutType = (value: string): string => value.replace(/^[\w-]+\s*;\s*/, '').replace(/^<|>$/g, '');

function fromText(text: string): Omit<Bounce, 'originalId'> {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? '';
  return {
    recipient: /<([^<>\s]+@[^<>\s]+)>/.exec(text)?.[1] ?? null,
    action: status.startsWith('4') ? 'delayed' : 'failed',
    status,
    diagnostic: /^.*\b[245]\d\d[ -].*$/m.exec(text)?.[0].trim().slice(0, 500) ?? '',
    undeliverable: isPermanent(status),
  };
}

/** A full mailbox or a refused content passes; a wrong address does not. */
const isPermanent = (status: string): boolean => /^5\.1\.(?:0|1|2|3|6|10)$/.test(status) || status === '5.2.1';

/** From the attached original or its headers; old servers paste them into the text. */
function originalIdOf(mail: ParsedMail): string | null {
  const original = mail.files.find((file) =>
    ['message/rfc822', 'text/rfc822-headers', 'message/global'].includes(file.type),
  );
  const source = original ? Buffer.from(original.content) : Buffer.from(mail.text.slice(0, TEXT_CHARS));
  const head = original ? source.subarray(0, endOfHeaders(source)).toString('latin1') : source.toString('utf8');
  const header = /^[ \t>]*message-id:\s*((?:.|\r?\n[ \t])*)/im.exec(head)?.[1];
  return messageIdsIn(header && storable(header))[0] ?? null;
}
