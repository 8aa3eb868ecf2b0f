import { createHmac, timingSafeEqual } from 'node:crypto';

/** A link that needs no account: what it is for, until when, and a MAC that nobody else can make. Pure. */

export interface VisitLink {
  visitId: string;
  /** Of the visit when the link was made; a higher one makes it worthless. */
  epoch: number;
  /** Whole minutes since 1970. */
  expiresAt: number;
}

const BODY = 22;
const MAC = 16;
const TOKEN = /^[\w-]{51}$/;

export function makeToken({ visitId, epoch, expiresAt }: VisitLink, key: Buffer): string {
  const body = Buffer.alloc(BODY);
  Buffer.from(visitId.replaceAll('-', ''), 'hex').copy(body);
  body.writeUInt32BE(expiresAt, 16);
  body.writeUInt16BE(epoch & 0xffff, 20);
  return Buffer.concat([body, macOf(body, key)]).toString('base64url');
}

/** Null for whatever is not of our making; whether it still holds is for the caller to ask. */
export function readToken(token: string, key: Buffer): VisitLink | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== BODY + MAC) return null;
  const [body, mac] = [bytes.subarray(0, BODY), bytes.subarray(BODY)];
  if (!timingSafeEqual(mac, macOf(body, key))) return null;
  const hex = body.subarray(0, 16).toString('hex');
  return {
    visitId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    expiresAt: body.readUInt32BE(16),
    epoch: body.readUInt16BE(20),
  };
}

export const holds = (link: VisitLink, now: Date, epoch: number): boolean =>
  link.epoch === (epoch & 0xffff) && link.expiresAt > now.getTime() / 60_000;

/** The name of an appointment in calendars: stable for its life, and not to be guessed. */
export const uidOf = (visitId: string, domain: string, key: Buffer): string =>
  `visit-${visitId}.${uidMac(visitId, key)}@${domain}`;

export function visitOfUid(uid: string, key: Buffer): string | null {
  const [, visitId, mac] = /^visit-([0-9a-f-]{36})\.([0-9a-f]{20})@/.exec(uid) ?? [];
  if (!visitId || !mac) return null;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(uidMac(visitId, key))) ? visitId : null;
}

const uidMac = (visitId: string, key: Buffer): string =>
  createHmac('sha256', key).update(`uid ${visitId}`).digest('hex').slice(0, 20);
const macOf = (body: Buffer, key: Buffer): Buffer => createHmac('sha256', key).update(body).digest().subarray(0, MAC);
