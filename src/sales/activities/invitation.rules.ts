import { createHmac, timingSafeEqual } from 'node:crypto';
import { calendarOf } from '../../platform/documents/appointment.rules.js';

/** Meetings in other people's calendars (RFC 5545, 5546). Pure. */

export interface InvitedMeeting {
  subject: string;
  dueAt: Date;
  minutes: number | null;
  place: string | null;
  /** It still is to be: a meeting, not done, not taken off the plan, and people are invited to it. */
  holds: boolean;
  attendees: readonly { name: string; email?: string }[];
}

/** What somebody was told last. */
export interface Invited {
  address: string;
  state: 'invited' | 'cancelled';
  sequence: number;
  told: string;
}

export interface DueInvitation {
  address: string;
  name: string;
  method: 'REQUEST' | 'CANCEL';
  sequence: number;
  told: string;
  /** At another time or place, an answer to the first invitation answers nothing. */
  asksAnew: boolean;
}

const MINUTES = 60;

export const endOfMeeting = ({ dueAt, minutes }: Pick<InvitedMeeting, 'dueAt' | 'minutes'>): Date =>
  new Date(dueAt.getTime() + (minutes ?? MINUTES) * 60_000);

const whenAndWhere = (one: InvitedMeeting): string =>
  [one.dueAt.toISOString(), endOfMeeting(one).toISOString(), one.place ?? ''].join('|');
const toldOf = (one: InvitedMeeting): string => `${whenAndWhere(one)}|${one.subject}`;

/** Whom to tell what now. Telling twice what was told is nothing; what is over is told to nobody. */
export function invitationsDue(meeting: InvitedMeeting, invited: readonly Invited[], now: Date): DueInvitation[] {
  const isAhead = endOfMeeting(meeting) > now;
  const told = toldOf(meeting);
  const wanted = new Map<string, string>();
  if (meeting.holds && isAhead) {
    for (const { name, email } of meeting.attendees) if (email) wanted.set(email.trim().toLowerCase(), name);
  }
  const requests = [...wanted].flatMap(([address, name]): DueInvitation[] => {
    const before = invited.find((one) => one.address === address);
    if (before?.state === 'invited' && before.told === told) return [];
    const sequence = before ? before.sequence + 1 : 0;
    const asksAnew = before?.state !== 'invited' || !before.told.startsWith(`${whenAndWhere(meeting)}|`);
    return [{ address, name, method: 'REQUEST', sequence, told, asksAnew }];
  });
  const cancels = invited
    .filter(({ address, state }) => state === 'invited' && !wanted.has(address))
    // A meeting that is done or over stays in the calendars of those who were there.
    .filter(({ told: last }) => new Date(last.split('|')[1]!) > now)
    .map(({ address, sequence }): DueInvitation => {
      const name = meeting.attendees.find(({ email }) => email?.toLowerCase() === address)?.name ?? '';
      return { address, name, method: 'CANCEL', sequence: sequence + 1, told, asksAnew: true };
    });
  return [...requests, ...cancels];
}

export const ANSWERS = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' } as const;
export type Answer = (typeof ANSWERS)[keyof typeof ANSWERS];

/** An answer counts to the state that was told last, and a later one counts more than an earlier one, in whatever order they come. */
export function answerCounts(
  reply: { sequence: number; at: Date },
  held: { state: 'invited' | 'cancelled'; sequence: number; answerStamp: Date | null },
): boolean {
  if (held.state !== 'invited' || reply.sequence !== held.sequence) return false;
  return held.answerStamp === null || reply.at > held.answerStamp;
}

/** The name of a meeting in calendars, which nobody guesses. */
export const uidOf = (activityId: string, domain: string, key: Buffer): string =>
  `meeting-${activityId}.${macOf(activityId, key)}@${domain}`;

export function activityOfUid(uid: string, key: Buffer): string | null {
  const [, id, mac] = /^meeting-([0-9a-f-]{36})\.([0-9a-f]{20})@/.exec(uid) ?? [];
  return id && mac && timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(id, key))) ? id : null;
}

const macOf = (activityId: string, key: Buffer): string =>
  createHmac('sha256', key).update(`uid ${activityId}`).digest('hex').slice(0, 20);

export interface Invitation {
  uid: string;
  method: 'REQUEST' | 'CANCEL';
  sequence: number;
  from: Date;
  to: Date;
  summary: string;
  description: string;
  place: string | null;
  organizer: { name: string; email: string };
  /** One, so that nobody sees the address of another. */
  attendee: { name: string; email: string };
  stamp: Date;
}

export const invitationText = ({ method, place, ...one }: Invitation): string =>
  calendarOf({ product: 'Meetings', ...one, cancelled: method === 'CANCEL', location: place, url: null }).content;
