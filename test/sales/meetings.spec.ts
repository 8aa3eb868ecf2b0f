import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import type { ActivityView } from '../../src/sales/activities/activity.dto.js';
import { Invitations } from '../../src/sales/activities/invitations.service.js';
import type { DealView } from '../../src/sales/deals/deal.dto.js';
import type { DealTimelinePage } from '../../src/sales/deals/timeline.dto.js';
import { MailLab } from '../email/mail-lab.js';
import { lead, signIn, type Person } from '../harness/people.js';

const ANA = 'ana@norte.example';
const BOB = 'bob@norte.example';
const HOUR = 3_600_000;

describe('meetings in the calendars of others', () => {
  let lab: MailLab;
  let julia: Person;
  let deal: DealView;
  beforeAll(async () => {
    lab = await MailLab.open();
    const stages = [{ name: 'First contact', probability: 10 }];
    await (await lead(lab.app)).post('/pipelines', { name: 'Rental', currency: 'BRL', stages });
    julia = await signIn(lab.app, 'sales', { name: 'Julia Reis' });
    deal = (await julia.post<DealView>('/deals', { title: 'Cameras', prospect: 'Norte' })).body;
  });
  afterAll(() => lab.close());

  const inHours = (hours: number): string => new Date(Math.ceil(Date.now() / HOUR) * HOUR + hours * HOUR).toISOString();
  async function planned(more: object = {}): Promise<ActivityView> {
    const meeting = {
      kind: 'meeting',
      subject: 'See the plans',
      dueAt: inHours(48),
      dealId: deal.id,
      place: 'Rua A, 1',
      attendees: [{ name: 'Ana Souza', email: ANA }, { name: 'Bob', email: BOB }, { name: 'Caio' }],
      ...more,
    };
    const { status, body } = await julia.post<ActivityView>('/activities', meeting);
    expect(status).toBe(201);
    await lab.app.settle();
    return body;
  }
  const look = async ({ id }: { id: string }): Promise<ActivityView> =>
    (await julia.get<ActivityView>(`/activities/${id}`)).body;
  const change = async (one: ActivityView, body: object): Promise<ActivityView> => {
    const { version } = await look(one);
    const answer = await julia.patch<ActivityView>(`/activities/${one.id}`, { version, ...body });
    expect(answer.status).toBe(200);
    await lab.app.settle();
    return answer.body;
  };
  const answers = async (one: ActivityView) => (await look(one)).attendees.map(({ invitation }) => invitation ?? null);

  /** What left for somebody, in order. */
  async function mailed(to: string) {
    await lab.sendNow();
    const rows = await lab.app.db.query<{ raw: Buffer }[]>('select raw from mail_outbox order by at, id');
    const read = await Promise.all(rows.map(({ raw }) => simpleParser(raw)));
    return read.flatMap((mail) => {
      const file = mail.attachments.find((one) => one.filename === 'invite.ics');
      if (!file || !JSON.stringify(mail.to).includes(to)) return [];
      const calendar = new ICAL.Component(ICAL.parse(file.content.toString()) as unknown[]);
      const event = calendar.getFirstSubcomponent('vevent')!;
      const value = (name: string): string => String(event.getFirstPropertyValue(name));
      return [
        {
          method: String(calendar.getFirstPropertyValue('method')),
          sequence: Number(value('sequence')),
          uid: value('uid'),
          summary: value('summary'),
          attendees: event.getAllProperties('attendee').map((one) => String(one.getFirstValue()).toLowerCase()),
        },
      ];
    });
  }
  async function reply(
    from: string,
    { uid, sequence, summary }: { uid: string; sequence: number; summary: string },
    status: string,
    { stamp = '20261101T000000Z', who = from }: { stamp?: string; who?: string } = {},
  ): Promise<void> {
    const content = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Test//EN',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `SEQUENCE:${sequence}`,
      `DTSTAMP:${stamp}`,
      'DTSTART:20261201T120000Z',
      `ATTENDEE;PARTSTAT=${status}:mailto:${who}`,
      'ORGANIZER:mailto:support@desk.example',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    await lab.deliver({
      from,
      subject: `${status}: ${summary}`,
      text: status,
      icalEvent: { method: 'REPLY', content },
    });
  }

  it('are not sent while there is no line, and that is said', async () => {
    const meeting = await planned();

    expect(await answers(meeting)).toEqual(['not_sent', 'not_sent', null]);
    await julia.delete(`/activities/${meeting.id}`);
    await lab.inbox();
  });

  it('are invited to once, each alone, and told what changes under a higher number', async () => {
    const meeting = await planned();
    await lab.app.get(Invitations).changed({ activityId: meeting.id });
    const [first, ...more] = await mailed(ANA);

    expect(more).toEqual([]);
    expect(first).toMatchObject({ method: 'REQUEST', sequence: 0, attendees: [`mailto:${ANA}`] });
    expect(await answers(meeting)).toEqual(['invited', 'invited', null]);
    await change(meeting, { dueAt: inHours(50) });
    await change(meeting, { notes: 'Bring the map' });
    await change(meeting, { attendees: [{ name: 'Bob', email: BOB }] });
    await julia.delete(`/activities/${meeting.id}`);
    await lab.app.settle();

    const told = async (to: string) =>
      (await mailed(to)).filter(({ uid }) => uid === first!.uid).map(({ method, sequence }) => [method, sequence]);
    expect(await told(ANA)).toEqual([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ]);
    expect(await told(BOB)).toEqual([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ]);
    const threads = await lab.app.db.query(
      `select distinct conversation_id from messages where meta ->> 'activityId' = $1`,
      [meeting.id],
    );
    expect(threads).toHaveLength(2);
  });

  it('are answered by whoever was invited, and by nobody else', async () => {
    const meeting = await planned({ subject: 'Answer this' });
    const invitation = (await mailed(ANA)).find(({ summary }) => summary.startsWith('Answer this'))!;
    const tickets = (await lab.tickets()).length;

    await reply('eve@other.example', invitation, 'ACCEPTED');
    await reply('eve@other.example', invitation, 'ACCEPTED', { who: ANA });
    await reply(ANA, { ...invitation, uid: `meeting-${meeting.id}.${'0'.repeat(20)}@desk.example` }, 'ACCEPTED');
    await reply(ANA, invitation, 'ACCEPTED', { who: BOB });
    await reply(ANA, { ...invitation, sequence: 7 }, 'ACCEPTED');
    expect(await answers(meeting)).toEqual(['invited', 'invited', null]);

    await reply(ANA, invitation, 'DECLINED', { stamp: '20261120T090000Z' });
    expect(await answers(meeting)).toEqual(['declined', 'invited', null]);
    await reply(ANA, invitation, 'ACCEPTED', { stamp: '20261120T110000Z' });
    await reply(ANA, invitation, 'ACCEPTED', { stamp: '20261120T110000Z' });
    await reply(ANA, invitation, 'TENTATIVE', { stamp: '20261120T100000Z' });

    expect(await answers(meeting)).toEqual(['accepted', 'invited', null]);
    const events = (await julia.get<DealTimelinePage>(`/deals/${deal.id}/timeline?limit=100`)).body.items
      .filter(({ event }) => event?.type === 'deal.meeting-answered')
      .map(({ event }) => event!.data.answer);
    expect(events).toEqual(['accepted', 'declined']);
    // Ana's own answers stand under the invitation and open nothing.
    expect((await lab.tickets()).length - tickets).toBeLessThanOrEqual(3);

    await change(meeting, { dueAt: inHours(72) });
    expect(await answers(meeting)).toEqual(['invited', 'invited', null]);
    await reply(ANA, invitation, 'ACCEPTED', { stamp: '20261122T110000Z' });
    expect(await answers(meeting)).toEqual(['invited', 'invited', null]);
  });

  it('are sent to nobody where nobody wants that, and not for what was done', async () => {
    const quiet = await planned({ invites: false, subject: 'Quiet' });
    const done = await planned({ subject: 'Done' });
    const { version } = await look(done);
    await julia.post(`/activities/${done.id}/done`, { version });
    await lab.app.settle();

    expect((await mailed(ANA)).filter(({ summary }) => summary.startsWith('Quiet'))).toEqual([]);
    expect(await answers(quiet)).toEqual([null, null, null]);
    expect((await mailed(ANA)).filter(({ summary }) => summary.startsWith('Done')).map(({ method }) => method)).toEqual(
      ['REQUEST'],
    );
  });
});
