import { jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { ClockList, ClockView } from '../../src/sla/clock.dto.js';
import { ClockRebuild } from '../../src/sla/rebuild.service.js';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { passed } from '../harness/clock.js';
import { until } from '../harness/platform.js';
import { MailLab } from '../email/mail-lab.js';

const SUPPLIER = 'parts@supplier.example';
const MINUTE = 60_000;

describe('what is said with a third party', () => {
  let lab: MailLab;
  let customers = 0;
  beforeAll(async () => {
    lab = await MailLab.open();
    await lab.inbox();
    const { status } = await lab.admin.post('/sla/policies', {
      name: 'Everybody',
      targets: [
        { target: 'first_response', hours: 'calendar', minutes: { normal: 60 } },
        { target: 'next_response', hours: 'calendar', minutes: { normal: 120 } },
        {
          target: 'resolution',
          hours: 'calendar',
          minutes: { normal: 1_440 },
          pausedIn: ['waiting_third_party'],
        },
      ],
    });
    expect(status).toBe(201);
  }, 120_000);
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => lab.close());

  const address = (): string => `ana${customers}@customer.example`;
  const letter = async (): Promise<TicketView> => {
    customers += 1;
    await lab.deliver({ from: `Ana <${address()}>`, subject: `Router ${customers}`, text: 'The router is dead' });
    return read((await lab.tickets())[0]!);
  };
  const read = async ({ id }: { id: string }): Promise<TicketView> =>
    (await lab.admin.get<TicketView>(`/tickets/${id}`)).body;
  const say = async (ticket: TicketView, more: object = {}): Promise<void> => {
    const body = { kind: 'reply', text: 'We are on it.', ...more };
    expect((await lab.admin.post(`/tickets/${ticket.id}/messages`, body)).status).toBe(201);
  };
  const clocks = async (ticket: TicketView): Promise<ClockView[]> =>
    (await lab.admin.get<ClockList>(`/tickets/${ticket.id}/clocks`)).body.items;
  const clock = async (ticket: TicketView, target: string): Promise<ClockView | undefined> =>
    (await clocks(ticket)).find((one) => one.target === target);
  const askSupplier = async (ticket: TicketView): Promise<void> => {
    const asked = await lab.admin.post(`/tickets/${ticket.id}/forward`, { to: SUPPLIER, text: 'A spare one?' });
    expect(asked.status).toBe(201);
    await lab.sendNow();
  };
  /** To the thread with the supplier, as whoever stands in it would answer. */
  const answer = async (from: string, text: string): Promise<void> => {
    const asked = new RegExp(`\\bRouter ${customers}\\b`);
    const find = async () =>
      (await lab.outbox()).find((mail) => mail.to.includes(SUPPLIER) && asked.test(mail.subject))?.id;
    await until('the supplier was asked about this router', async () => (await find()) !== undefined);
    const { body } = await lab.admin.get<{ headers: { name: string; value: string }[] }>(
      `/mail/outbox/${await find()}`,
    );
    const header = (name: string) => body.headers.find((one) => one.name.toLowerCase() === name)!.value;
    const transport = createTransport({ host: '127.0.0.1', port: lab.port, ignoreTLS: true });
    await transport.sendMail({
      from,
      to: header('reply-to'),
      subject: 'Re: Router',
      inReplyTo: header('message-id'),
      text,
    });
    transport.close();
    await lab.app.settle();
  };
  const sound = async (): Promise<void> => {
    expect(await lab.app.get(ClockRebuild).compare()).toMatchObject({ different: [] });
  };

  it('answers nothing that the customer asked, and only pauses what waits for suppliers', async () => {
    const ticket = await letter();

    await askSupplier(ticket);

    expect(await clock(ticket, 'first_response')).toMatchObject({ state: 'running', endedAt: null });
    expect(await clock(ticket, 'resolution')).toMatchObject({
      state: 'paused',
      paused: { why: 'waiting_third_party' },
    });
    expect(await read(ticket)).toMatchObject({ dueMetric: 'first_response' });
    await sound();
  });

  it('asks nothing of us when the supplier answers, and does not put off what the customer asked', async () => {
    const ticket = await letter();
    await askSupplier(ticket);
    const due = (await read(ticket)).dueAt;
    passed(lab.app, 30 * MINUTE);

    await answer(`Parts <${SUPPLIER}>`, 'On Monday.');

    expect((await clocks(ticket)).map((one) => one.target)).not.toContain('next_response');
    expect(await read(ticket)).toMatchObject({ dueAt: due, dueMetric: 'first_response', status: { category: 'open' } });

    await say(ticket);
    await askSupplier(ticket);
    await answer(`Parts <${SUPPLIER}>`, 'On Tuesday.');

    expect(await clock(ticket, 'first_response')).toMatchObject({ state: 'met' });
    expect((await clocks(ticket)).map((one) => one.target)).not.toContain('next_response');
    await sound();
  });

  it('is no answer either when an agent thanks the supplier in their thread', async () => {
    const ticket = await letter();
    await say(ticket);
    await lab.deliver({ from: `Ana <${address()}>`, subject: `Re: Router [#${ticket.number}]`, text: 'And now?' });
    expect(await clock(ticket, 'next_response')).toMatchObject({ state: 'running' });
    await askSupplier(ticket);
    const third = (await read(ticket)).conversations.find((one) => one.thirdParty)!;

    await say(ticket, { text: 'Thank you.', conversationId: third.id });

    expect(await clock(ticket, 'next_response')).toMatchObject({ state: 'running', endedAt: null });
    await sound();
  });

  it('reopens nothing: a late answer is kept on the ticket, which stays solved', async () => {
    const ticket = await letter();
    await askSupplier(ticket);
    await say(ticket, { solve: true });
    const tickets = (await lab.tickets()).length;

    await answer(`Parts <${SUPPLIER}>`, 'Did you still need it?');

    expect((await lab.messages(ticket)).at(-1)).toMatchObject({ direction: 'in', text: 'Did you still need it?' });
    expect(await read(ticket)).toMatchObject({ status: { category: 'solved' }, waitingSince: null });
    expect(await clock(ticket, 'resolution')).toMatchObject({ state: 'met' });

    await lab.app.db.query(`update tickets set solved_at = solved_at - interval '60 days' where id = $1`, [ticket.id]);
    await answer(`Parts <${SUPPLIER}>`, 'Anybody there?');

    expect((await lab.messages(ticket)).at(-1)).toMatchObject({ text: 'Anybody there?' });
    expect((await lab.tickets()).length).toBe(tickets);
  });

  it('does not hide the customer, who may have been copied in', async () => {
    const ticket = await letter();
    await askSupplier(ticket);
    await say(ticket, { solve: true });

    await answer(`Ana <${address()}>`, 'It is dead again');

    expect(await read(ticket)).toMatchObject({ status: { category: 'open' }, dueMetric: 'next_response' });
    expect((await read(ticket)).waitingSince).not.toBeNull();
    await sound();
  });

  it('is heard by no rule, neither as the customer’s word nor as our answer', async () => {
    const rule = await lab.admin.post('/rules', {
      name: 'Who wrote',
      events: ['customer.wrote', 'agent.replied'],
      condition: { all: [] },
      actions: [{ type: 'tag', value: 'heard' }],
    });
    expect(rule).toMatchObject({ status: 201 });
    const ticket = await letter();
    await lab.admin.patch(`/tickets/${ticket.id}`, { version: (await read(ticket)).version, tags: [] });

    await askSupplier(ticket);
    await answer(`Parts <${SUPPLIER}>`, 'On Monday.');

    expect(await read(ticket)).toMatchObject({ tags: [] });
    await say(ticket);
    expect(await read(ticket)).toMatchObject({ tags: ['heard'] });
  });
});
