import { refuse } from './chat.refusal.js';
import { LIMITS, type Handshake, type OutgoingMessage, type VerifiedIdentity } from './protocol/protocol.js';

/**
 * What strangers send, read member by member: anything may come, of any type. Unknown members are ignored, as the
 * protocol promises. Every function throws a Refusal and nothing else.
 */

const CLIENT_ID = /^[\w.:-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@<>"',;:()[\]\\]{1,64}@[^\s@<>"',;:()[\]\\]{1,190}\.[^\s@<>"',;:()[\]\\]{2,63}$/;

export function readMessage(body: unknown): OutgoingMessage {
  const { clientId, text = '', attachments = [] } = members(body);
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) {
    throw refuse('bad_request', 'clientId: 1 to 64 letters, digits, ".", ":", "_" or "-".');
  }
  if (typeof text !== 'string') throw refuse('bad_request', 'text: a string.');
  if (lengthOf(text) > LIMITS.text) throw refuse('too_long', `A message has at most ${LIMITS.text} characters.`);
  const ids = readIds(attachments);
  const clean = storable(text);
  if (clean.trim() === '' && ids.length === 0) throw refuse('bad_request', 'A message has a text or an attachment.');
  return { clientId, text: clean, attachments: ids };
}

function readIds(given: unknown): string[] {
  if (!Array.isArray(given) || given.length > LIMITS.attachments) {
    throw refuse('bad_request', `attachments: a list of at most ${LIMITS.attachments} ids.`);
  }
  const ids = given.map((id: unknown) => {
    if (typeof id !== 'string' || !UUID.test(id)) throw refuse('bad_request', 'attachments: ids of uploaded files.');
    return id.toLowerCase();
  });
  return [...new Set(ids)];
}

export function readAfter(body: unknown): number {
  const { after } = members(body);
  return wholeNumber(after, 'after');
}

export function readSeq(body: unknown): number {
  const { seq } = members(body);
  return wholeNumber(seq, 'seq');
}

export function readOn(body: unknown): boolean {
  const { on } = members(body);
  if (typeof on !== 'boolean') throw refuse('bad_request', 'on: true or false.');
  return on;
}

export function readRating(body: unknown): { score: number; comment: string | null } {
  const { score, comment } = members(body);
  if (typeof score !== 'number' || !Number.isInteger(score) || score < 1 || score > 5) {
    throw refuse('bad_request', 'score: a whole number from 1 to 5.');
  }
  if (comment !== undefined && comment !== null && typeof comment !== 'string') {
    throw refuse('bad_request', 'comment: a string.');
  }
  const said = comment ?? '';
  if (lengthOf(said) > LIMITS.comment) throw refuse('too_long', `A comment has at most ${LIMITS.comment} characters.`);
  return { score, comment: storable(said).trim() || null };
}

export function readContact(body: unknown): { email: string; name: string | null } {
  const { email, name } = members(body);
  if (typeof email !== 'string' || !isEmail(email.trim())) throw refuse('bad_request', 'email: an e-mail address.');
  return { email: email.trim().toLowerCase(), name: readName(name) };
}

export function readHandshake(body: unknown): Handshake {
  const { inbox, visitor, identity, lang } = members(body);
  if (typeof inbox !== 'string' || inbox.length > 200) throw refuse('unauthorized', 'There is no such chat.');
  return {
    inbox,
    ...(typeof visitor === 'string' && visitor.length <= 200 && { visitor }),
    ...(identity !== undefined && identity !== null && { identity: readIdentity(identity) }),
    ...(typeof lang === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(lang) && { lang }),
  };
}

function readIdentity(given: unknown): VerifiedIdentity {
  const { id, email, name, hash } = members(given);
  if (typeof id !== 'string' || id === '' || id.length > 200 || typeof hash !== 'string' || hash.length > 200) {
    throw refuse('unauthorized', 'identity: id and hash.');
  }
  return {
    id,
    hash,
    ...(typeof email === 'string' && isEmail(email.trim()) && { email: email.trim().toLowerCase() }),
    ...(readName(name) && { name: readName(name)! }),
  };
}

export const isEmail = (text: string): boolean => text.length <= 254 && EMAIL.test(text);

function readName(given: unknown): string | null {
  if (typeof given !== 'string') return null;
  // Control characters could make a name look like something else in a list or a log.
  const clean = storable(given)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, 120).join('');
}

function members(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refuse('bad_request', 'An object is expected.');
  return body as Record<string, unknown>;
}

function wholeNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > 2_147_483_647) {
    throw refuse('bad_request', `${name}: a whole number from 0.`);
  }
  return value;
}

/** PostgreSQL cannot hold NUL in a text, nor half of a surrogate pair in JSON. */
const storable = (text: string): string => Buffer.from(text.replaceAll('\u0000', ''), 'utf8').toString('utf8');

/** People count an emoji as one character. Counting stops early: the text may be a megabyte. */
function lengthOf(text: string): number {
  if (text.length > 4 * LIMITS.text) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
