import fc from 'fast-check';
import {
  activityOfUid,
  answerCounts,
  invitationsDue,
  invitationText,
  uidOf,
  type Invited,
  type InvitedMeeting,
} from './invitation.rules.js';

const now = new Date('2026-11-20T10:00:00Z');
const at = (hour: number): Date => new Date(`2026-11-23T${String(hour).padStart(2, '0')}:00:00Z`);
const ana = { name: 'Ana', email: 'ana@norte.example' };
const bob = { name: 'Bob', email: 'bob@norte.example' };
const meeting: InvitedMeeting = {
  subject: 'Talk',
  dueAt: at(13),
  minutes: 60,
  place: null,
  holds: true,
  attendees: [ana],
};
/** What is known after everything that is due was told. */
function after(one: InvitedMeeting, before: readonly Invited[] = []): Invited[] {
  const due = invitationsDue(one, before, now);
  const told = due.map(({ address, method, sequence, told: words }): Invited => ({
    address,
    state: method === 'CANCEL' ? 'cancelled' : 'invited',
    sequence,
    told: words,
  }));
  return [...before.filter(({ address }) => !told.some((row) => row.address === address)), ...told];
}
const due = (one: InvitedMeeting, before: readonly Invited[]) =>
  invitationsDue(one, before, now).map(({ address, method, sequence, asksAnew }) => [
    address,
    method,
    sequence,
    asksAnew,
  ]);

describe('invitations to a meeting', () => {
  it.each([
    ['go to everybody with an address', { ...meeting, attendees: [ana, bob, { name: 'Caio' }] }, [], 2],
    ['go nowhere where nobody is invited', { ...meeting, holds: false }, [], 0],
    ['are not sent for what is over', { ...meeting, dueAt: new Date('2026-11-20T08:00:00Z') }, [], 0],
    ['are not sent twice', meeting, after(meeting), 0],
  ])('%s', (_, one, before, count) => expect(due(one, before)).toHaveLength(count));

  it.each([
    ['another time asks anew', { ...meeting, dueAt: at(15) }, [[ana.email, 'REQUEST', 1, true]]],
    ['another name does not', { ...meeting, subject: 'Long talk' }, [[ana.email, 'REQUEST', 1, false]]],
    ['one more person is invited alone', { ...meeting, attendees: [ana, bob] }, [[bob.email, 'REQUEST', 0, true]]],
    ['who is no longer asked is told', { ...meeting, attendees: [] }, [[ana.email, 'CANCEL', 1, true]]],
    ['what is called off is told', { ...meeting, holds: false }, [[ana.email, 'CANCEL', 1, true]]],
  ])('%s', (_, one, expected) => expect(due(one, after(meeting))).toEqual(expected));

  it('invite again whoever was told not to come, with a higher number', () => {
    const off = after({ ...meeting, attendees: [] }, after(meeting));

    expect(due(meeting, off)).toEqual([[ana.email, 'REQUEST', 2, true]]);
  });

  const meetings = fc.record({
    subject: fc.constantFrom('Talk', 'Long talk'),
    dueAt: fc.constantFrom(at(13), at(14), at(15)),
    minutes: fc.constantFrom(null, 30, 60),
    place: fc.constantFrom(null, 'Office'),
    holds: fc.boolean(),
    attendees: fc.uniqueArray(fc.constantFrom(ana, bob), { selector: ({ email }) => email }),
  });

  it('say last what is true last, with numbers that only grow', () => {
    fc.assert(
      fc.property(fc.array(meetings, { maxLength: 8 }), (story) => {
        let known: Invited[] = [];
        for (const one of story) {
          const next = after(one, known);
          for (const { address, sequence } of known) {
            expect(next.find((row) => row.address === address)!.sequence).toBeGreaterThanOrEqual(sequence);
          }
          expect(invitationsDue(one, next, now)).toEqual([]);
          const invited = next.filter(({ state }) => state === 'invited').map(({ address }) => address);
          expect(invited.toSorted()).toEqual(one.holds ? one.attendees.map(({ email }) => email).toSorted() : []);
          known = next;
        }
      }),
    );
  });

  it.each([
    ['the first one', 1, '10:00', null, true],
    ['a later one', 1, '11:00', '10:00', true],
    ['an earlier one that comes later', 1, '09:00', '10:00', false],
    ['the same one again', 1, '10:00', '10:00', false],
    ['one to an earlier invitation', 0, '11:00', null, false],
  ])('are answered by %s: %s', (_, sequence, time, before, counts) => {
    const clock = (text: string) => new Date(`2026-11-21T${text}:00Z`);
    const held = { state: 'invited' as const, sequence: 1, answerStamp: before ? clock(before) : null };

    expect(answerCounts({ sequence, at: clock(time) }, held)).toBe(counts);
  });

  it('name the meeting so that nobody else can', () => {
    const [id, key] = ['01890000-0000-7000-8000-000000000006', Buffer.from('key')];
    const uid = uidOf(id, 'desk.example', key);

    expect(activityOfUid(uid, key)).toBe(id);
    expect(activityOfUid(uid, Buffer.from('another'))).toBeNull();
    expect(activityOfUid(`meeting-${id}.${'0'.repeat(20)}@desk.example`, key)).toBeNull();
  });

  it('are what calendar programs read', () => {
    const one = {
      uid: 'x@desk.example',
      sequence: 2,
      from: at(13),
      to: at(14),
      summary: 'Talk; about, all',
      description: 'Hello\nAna',
      place: 'Office',
      organizer: { name: 'Support', email: 'support@desk.example' },
      attendee: ana,
      stamp: now,
    };
    const request = invitationText({ ...one, method: 'REQUEST' });

    for (const line of ['METHOD:REQUEST', 'SEQUENCE:2', 'DTSTART:20261123T130000Z', 'STATUS:CONFIRMED', 'RSVP=TRUE']) {
      expect(request).toContain(line);
    }
    const cancel = invitationText({ ...one, method: 'CANCEL' });
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED']) expect(cancel).toContain(line);
  });
});
