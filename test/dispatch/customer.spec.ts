import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { VisitReminders } from '../../src/dispatch/customer/visit-reminders.js';
import { MailLab } from '../email/mail-lab.js';
import { goneTo } from '../harness/clock.js';
import { Crew, ROUND_THE_CLOCK, type CrewMember, type TestVisit } from './crew.js';

interface Told {
  text: string;
  automatic: boolean;
  direction: string;
  kind: string;
  attachments: { name: string; type: string }[];
}
interface Link {
  ref: string;
  state: string;
  actions: string[];
  offers: { id: string }[];
  [more: string]: unknown;
}

const ANA = 'ana@client.example';
let letters = 0;

describe('the customer of a visit', () => {
  let lab: MailLab;
  let crew: Crew;
  let bia: CrewMember;
  beforeAll(async () => {
    lab = await MailLab.open();
    await lab.inbox();
    crew = await Crew.of(lab.app);
    bia = await crew.technician(ROUND_THE_CLOCK, 'Bia Rocha');
  });
  afterAll(() => lab.close());

  /** In three days, so that nothing is due by the clock. */
  let slots = 0;
  const soon = (): string =>
    new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + (72 + 3 * (slots += 1)) * 3_600_000).toISOString();

  async function written(values: object = {}): Promise<TestVisit> {
    letters += 1;
    await lab.deliver({
      from: `Ana <${ANA}>`,
      subject: `Router ${letters}`,
      text: 'It is dead.',
      messageId: `<l${letters}@client.example>`,
    });
    const [ticket] = await lab.tickets();
    return crew.visit({ ticketId: ticket!.id, ...values });
  }
  const told = async (visit: TestVisit): Promise<Told[]> =>
    ((await lab.messages(visit.ticket)) as unknown as Told[]).filter((one) => one.direction === 'out');
  const tokenIn = (text: string): string => /\/v\/([\w-]+)/.exec(text)![1]!;
  const link = (token: string) => lab.app.anyone.get<Link>(`/visit-links/${token}`);
  const answer = (token: string, body: object) =>
    lab.app.anyone.post<Link & { code: string }>(`/visit-links/${token}`, body);
  /** The day of a visit alone, on which no other test plans. */
  const board = async (visit: TestVisit): Promise<{ counts: { unconfirmed: number } }> => {
    const { plannedFrom, plannedTo } = await read(visit);
    return (
      await crew.dispatcher.get<{ counts: { unconfirmed: number } }>(
        `/dispatch/board?${new URLSearchParams({ from: plannedFrom!, to: plannedTo! })}`,
      )
    ).body;
  };
  const read = async ({ id }: { id: string }): Promise<TestVisit> =>
    (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;

  async function mails(): Promise<{ raw: string; invitation: ICAL.Component | null; method: string | null }[]> {
    await lab.sendNow();
    const rows = await lab.app.db.query<{ raw: Buffer }[]>('select raw from mail_outbox order by at, id');
    return Promise.all(
      rows.map(async ({ raw }) => {
        const parsed = await simpleParser(raw);
        const file = parsed.attachments.find((one) => one.filename === 'invite.ics');
        return {
          raw: raw.toString(),
          method: /Content-Type: text\/calendar; charset=utf-8; method=(\w+)/.exec(raw.toString())?.[1] ?? null,
          invitation: file ? new ICAL.Component(ICAL.parse(file.content.toString()) as unknown[]) : null,
        };
      }),
    );
  }

  it('is told on the channel they use, as automatic, with an invitation that calendars understand', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());

    const [message] = await told(visit);
    expect(message).toMatchObject({ automatic: true, kind: 'message' });
    expect(message!.text).toContain(visit.ref);
    const mail = (await mails()).at(-1)!;
    expect(mail.method).toBe('REQUEST');
    const event = mail.invitation!.getFirstSubcomponent('vevent')!;
    expect(String(mail.invitation!.getFirstPropertyValue('method'))).toBe('REQUEST');
    expect(String(event.getFirstPropertyValue('attendee')).toLowerCase()).toBe(`mailto:${ANA}`);
    expect(String(event.getFirstPropertyValue('organizer')).toLowerCase()).toBe('mailto:support@desk.example');
    const parsed = await simpleParser(mail.raw);
    expect(parsed.attachments.map((file) => file.filename)).toContain('invite.ics');
  });

  it('gets the same appointment moved and taken away, under a higher number', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    await crew.schedule(visit, [bia], soon());
    await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'Works again' });

    const events = (await mails())
      .slice(-3)
      .map(({ method, invitation }) => ({ method, event: invitation!.getFirstSubcomponent('vevent')! }));

    expect(events.map((one) => one.method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    expect(events.map(({ event }) => Number(event.getFirstPropertyValue('sequence')))).toEqual([0, 1, 2]);
    expect(new Set(events.map(({ event }) => String(event.getFirstPropertyValue('uid')))).size).toBe(1);
  });

  it('confirms by pressing "accept" in a calendar, and nobody else can', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const invitation = (await mails()).at(-1)!.invitation!;
    const event = invitation.getFirstSubcomponent('vevent')!;
    const reply = (who: string, uid = String(event.getFirstPropertyValue('uid'))): string =>
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Test//EN',
        'METHOD:REPLY',
        'BEGIN:VEVENT',
        `UID:${uid}`,
        `SEQUENCE:${String(event.getFirstPropertyValue('sequence'))}`,
        'DTSTAMP:20261101T000000Z',
        'DTSTART:20261201T120000Z',
        `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${who}`,
        'ORGANIZER:mailto:support@desk.example',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n');
    const send = (from: string, content: string) =>
      lab.deliver({
        from,
        subject: `Accepted: ${String(event.getFirstPropertyValue('summary'))}`,
        text: 'Accepted',
        icalEvent: { method: 'REPLY', content },
      });

    await send('eve@other.example', reply('eve@other.example'));
    await send(ANA, reply(ANA, `visit-${visit.id}.00000000000000000000@desk.example`));
    expect((await read(visit)).state).toBe('scheduled');
    await send(ANA, reply(ANA));

    expect(await read(visit)).toMatchObject({ state: 'confirmed', attendance: 'accepted' });
    const answers = (await lab.messages(visit.ticket)).filter((one) => one.direction === 'in' && one.automatic);
    expect(answers.length).toBeGreaterThan(0);
  });

  it('asks for another time by proposing one in a calendar, which the desk reads', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const event = (await mails()).at(-1)!.invitation!.getFirstSubcomponent('vevent')!;
    const content = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Test//EN',
      'METHOD:COUNTER',
      'BEGIN:VEVENT',
      `UID:${String(event.getFirstPropertyValue('uid'))}`,
      `SEQUENCE:${String(event.getFirstPropertyValue('sequence'))}`,
      'DTSTAMP:20261101T000000Z',
      'DTSTART:20261202T120000Z',
      `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${ANA}`,
      'ORGANIZER:mailto:support@desk.example',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');

    await lab.deliver({
      from: ANA,
      subject: `New time: ${String(event.getFirstPropertyValue('summary'))}`,
      text: 'Wednesday?',
      icalEvent: { method: 'COUNTER', content },
    });

    expect(await read(visit)).toMatchObject({ state: 'scheduled', attendance: 'declined' });
    const said = (await lab.messages(visit.ticket)) as unknown as Told[];
    expect(said.some((one) => one.direction === 'in' && !one.automatic && one.text.includes('Wednesday?'))).toBe(true);
  });

  it('is asked to confirm where they must, and no more once they have', async () => {
    const visit = await written({ mustConfirm: true });
    await crew.schedule(visit, [bia], soon());
    const [asked] = await told(visit);
    const { counts } = await board(visit);

    await answer(tokenIn(asked!.text), { action: 'confirm' });

    expect(asked!.text).toContain('Please confirm that this time suits you');
    expect([counts.unconfirmed, (await board(visit)).counts.unconfirmed]).toEqual([1, 0]);
  });

  it('is marked where the last thing did not reach them', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    expect(await read(visit)).toMatchObject({ undelivered: null });

    await lab.app.db.query(
      `update messages set state = 'failed' where id in (select message_id from visit_notices where visit_id = $1)`,
      [visit.id],
    );

    expect(await read(visit)).toMatchObject({ undelivered: 'undelivered' });
  });

  it('chooses one of the offered times, once', async () => {
    const [visit, other] = [await written(), await written()];
    const from = soon();
    const slot = { from, technicianIds: [bia.id] };
    await crew.dispatcher.post(`/visits/${visit.id}/offer`, { slots: [slot, { ...slot, from: soon() }] });
    await crew.dispatcher.post(`/visits/${other.id}/offer`, { slots: [slot] });
    const [mine, theirs] = [tokenIn((await told(visit))[0]!.text), tokenIn((await told(other))[0]!.text)];
    const [offer] = (await link(mine)).body.offers;
    const [same] = (await link(theirs)).body.offers;

    const chosen = await answer(mine, { action: 'choose', offerId: offer!.id });
    const late = await answer(theirs, { action: 'choose', offerId: same!.id });

    expect([chosen.status, chosen.body.state]).toEqual([200, 'confirmed']);
    expect([late.status, late.body.code]).toEqual([409, 'slot_taken']);
    expect(JSON.stringify(late.body)).not.toContain(visit.ref);
    expect((await read(other)).state).toBe('proposed');
  });

  it('does not get a time that breaks a rule by now, and is not told whose', async () => {
    const eva = await crew.technician(ROUND_THE_CLOCK, 'Eva Lima');
    const visit = await written();
    const from = soon();
    const slots = [{ from, technicianIds: [eva.id] }];
    await crew.dispatcher.post(`/visits/${visit.id}/offer`, { slots });
    await crew.dispatcher.post(`/technicians/${eva.id}/absences`, {
      from,
      to: new Date(Date.parse(from) + 3_600_000).toISOString(),
    });
    const token = tokenIn((await told(visit))[0]!.text);
    const [offer] = (await link(token)).body.offers;

    const chosen = await answer(token, { action: 'choose', offerId: offer!.id });

    expect([chosen.status, chosen.body.code]).toEqual([409, 'slot_taken']);
    expect(JSON.stringify(chosen.body)).not.toContain('Eva');
    expect(await read(visit)).toMatchObject({ state: 'proposed', offers: [] });
  });

  it('cancels by the link, which then is only to be looked at', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const token = tokenIn((await told(visit))[0]!.text);

    expect((await link(token)).body.actions).toEqual(['confirm', 'move', 'cancel']);
    expect((await answer(token, { action: 'cancel', text: 'We found the cable' })).status).toBe(200);

    expect(await read(visit)).toMatchObject({ state: 'cancelled' });
    expect((await link(token)).body).toMatchObject({ state: 'cancelled', actions: [] });
  });

  it('asks for another time, which is something said on the ticket', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const token = tokenIn((await told(visit))[0]!.text);

    await answer(token, { action: 'move', text: 'Friday after two' });

    const said = (await lab.messages(visit.ticket)).filter((one) => one.direction === 'in');
    expect(said.at(-1)!.text).toBe(`${visit.ref}: Friday after two`);
    expect((await read(visit)).attendance).toBe('declined');
  });

  it('sees a page without a script, in their language, and nothing by a wrong link', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const token = tokenIn((await told(visit))[0]!.text);

    const page = await lab.app.anyone.get<string>(`//v/${token}?lang=pt-BR`);
    const form = await fetch(`${lab.app.url}/v/${token}`, {
      method: 'POST',
      body: new URLSearchParams({ action: 'confirm' }),
    });
    const wrong = await lab.app.anyone.get<string>(`//v/${token.slice(0, -4)}AAAA`);

    expect(page.status).toBe(200);
    expect(page.body).toContain('Sua visita');
    expect(page.body).not.toContain('<script');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(form.status).toBe(200);
    expect((await read(visit)).state).toBe('confirmed');
    expect(wrong.status).toBe(404);
    expect((await link('nothing')).status).toBe(404);
  });

  it('is told who is on the way, gets the report, and says how it was', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    await bia.person.post(`/visits/${visit.id}/start-travel`, {});
    await bia.person.post(`/visits/${visit.id}/arrive`, {});
    await bia.person.post(`/visits/${visit.id}/complete`, { text: 'Router replaced.' });
    await lab.app.settle();

    const messages = (await lab.messages(visit.ticket)) as unknown as Told[];
    const report = messages.filter((one) => one.kind === 'visit');
    expect(report).toHaveLength(1);
    expect(report[0]!.text).toContain('Router replaced.');
    expect(report[0]!.attachments).toMatchObject([{ name: `${visit.ref}.pdf`, type: 'application/pdf' }]);
    const [, onTheWay, done] = await told(visit);
    expect(onTheWay!.text).toContain('Bia');
    expect(done!.attachments).toMatchObject([{ name: `${visit.ref}.pdf` }]);
    await answer(tokenIn(done!.text), { action: 'rate', rating: 5, comment: 'Quick' });
    expect(await read(visit)).toMatchObject({ rating: 5, ratingComment: 'Quick' });
  });

  it('cannot be asked without end', async () => {
    const visit = await written();
    await crew.schedule(visit, [bia], soon());
    const token = tokenIn((await told(visit))[0]!.text);

    const statuses = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await answer(token, { action: 'rate', rating: 3 })).status);

    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(409));
    expect(statuses.at(-1)).toBe(429);
  });

  /** Last, because the clock stays where it is put. */
  describe('is told by the clock', () => {
    const reminders = () => lab.app.get(VisitReminders);
    const remindersOf = async ({ id }: TestVisit): Promise<number> => {
      const [row] = await lab.app.db.query<{ count: number }[]>(
        `select count(*)::int as count from visit_notices where visit_id = $1 and kind = 'reminder'`,
        [id],
      );
      return row!.count;
    };
    const kinds = async (visit: TestVisit): Promise<string[]> =>
      ((await read(visit)).notices as { kind: string }[]).map(({ kind }) => kind);

    let visit: TestVisit;
    let first: TestVisit;
    let second: TestVisit;
    // Before the clock moves: whoever reads the mails is signed out by then.
    beforeAll(async () => {
      visit = await written();
      first = await written();
      second = await written();
    });

    it('of tomorrow’s visit, the day before and once', async () => {
      const from = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + (40 * 24 + 15) * 3_600_000);
      await crew.schedule(visit, [bia], from.toISOString());

      goneTo(lab.app, new Date(from.getTime() - 48 * 3_600_000).toISOString());
      await reminders().remind();
      const early = await remindersOf(visit);
      goneTo(lab.app, new Date(from.getTime() - 24 * 3_600_000).toISOString());
      await reminders().remind();
      await reminders().remind();

      expect([early, await remindersOf(visit)]).toEqual([0, 1]);
    });

    it('of a delay through the visit before, once for each half hour', async () => {
      const from = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + (50 * 24 + 14) * 3_600_000);
      goneTo(lab.app, new Date(from.getTime() - 60_000).toISOString());
      crew = await Crew.of(lab.app);
      const planned = [
        await crew.schedule(first, [bia], from.toISOString()),
        await crew.schedule(second, [bia], new Date(from.getTime() + 4 * 3_600_000).toISOString()),
      ];
      goneTo(lab.app, from.toISOString());
      const there = await crew.dispatcher.post(`/visits/${first.id}/arrive`, {});
      expect([...planned, there].map(({ status }) => status)).toEqual([200, 200, 200]);

      goneTo(lab.app, new Date(from.getTime() + 7 * 3_600_000).toISOString());
      await reminders().tellDelays();
      await reminders().tellDelays();

      expect((await kinds(second)).filter((kind) => kind === 'delay')).toEqual(['delay']);
    });
  });
});
