export interface MailAddress {
  name: string;
  /** Lower-case domain; the local part as written. Empty where the header names nobody. */
  address: string;
}

export interface MailFile {
  /** For display only: never a path. */
  name: string;
  type: string;
  content: Uint8Array;
  /** Without angle brackets; what `cid:` in the HTML refers to. */
  contentId: string | null;
  /** True where the HTML shows it; false where it is an attachment of its own. */
  inline: boolean;
}

/** What a `text/calendar` part says, shown to the agent and never accepted for anybody. */
export interface MailInvitation {
  method: string;
  summary: string;
  start: string | null;
  end: string | null;
  location: string;
  organizer: string;
  uid: string;
  /** When the calendar wrote it: of two answers the later one counts. */
  stamp: string | null;
  /** RFC 5546: which state of the appointment is meant. */
  sequence: number;
  /** Who is invited, and what they answered (PARTSTAT: ACCEPTED, DECLINED, TENTATIVE …). */
  attendees: { address: string; status: string }[];
}

/** How the sender protected the mail. The raw bytes are kept, so a signature can still be checked elsewhere. */
export interface MailProtection {
  scheme: 'smime' | 'pgp';
  kind: 'signed' | 'encrypted';
}

export interface MailHeader {
  /** Lower-case. */
  name: string;
  /** Unfolded; encoded words are still encoded. */
  value: string;
}

/** A mail as its sender meant it, after every repair. Plain data: it crosses from the parsing thread. */
export interface ParsedMail {
  /** Angle brackets removed. Null where the sender gave none. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Delivered-To, X-Original-To, Envelope-To: where servers on the way say it went. */
  deliveredTo: string[];
  /** Empty string for the null path `<>`, null where no header says. */
  returnPath: string | null;
  subject: string;
  /** ISO 8601. */
  date: string | null;
  /** The plain text part, or the HTML turned into text. */
  text: string;
  html: string | null;
  files: MailFile[];
  invitations: MailInvitation[];
  protection: MailProtection | null;
  headers: MailHeader[];
  contentType: string;
  reportType: string | null;
}

/** A mail that cannot be read. Its envelope is quarantined with this as the reason. */
export class MailUnreadable extends Error {
  constructor(
    readonly reason: 'too_slow' | 'too_big' | 'unparsable',
    detail: string,
  ) {
    super(detail);
  }
}

export function headerOf(mail: Pick<ParsedMail, 'headers'>, name: string): string | undefined {
  return mail.headers.find((header) => header.name === name)?.value;
}

export function headersOf(mail: Pick<ParsedMail, 'headers'>, name: string): string[] {
  return mail.headers.filter((header) => header.name === name).map((header) => header.value);
}
