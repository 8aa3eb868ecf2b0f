import { createTransport } from 'nodemailer';
import { signIn } from '../harness/people.js';
import { MailLab, type MessageRow } from '../email/mail-lab.js';

const SUPPLIER = 'parts@supplier.example';

interface Whole {
  id: string;
  number: number;
  subject: string;
  type: string;
  status: { category: string };
  contact: { id: string };
  conversations: { id: string; thirdParty: boolean }[];
  participants: { role: string; address: string | null }[];
  links: { kind: string; ticket: { id: string } }[];
}

let lab: MailLab;
beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox();
});
afterAll(() => lab.close());

let customers = 0;

async function ticketOf(
  text = 'The router is dead',
  files: { filename: string; content: string }[] = [],
): Promise<Whole> {
  customers += 1;
  await lab.deliver({
    from: `Ana <ana${customers}@customer.example>`,
    subject: `Router ${customers}`,
    text,
    attachments: files,
  });
  return whole((await lab.tickets())[0]!);
}

const whole = async ({ id }: { id: string }): Promise<Whole> => (await lab.admin.get<Whole>(`/tickets/${id}`)).body;

const forward = (ticket: Whole, more: Record<string, unknown> = {}) =>
  lab.admin.post<MessageRow>(`/tickets/${ticket.id}/forward`, { to: SUPPLIER, text: 'Have you a spare one?', ...more });

const waits = async (ticket: Whole): Promise<boolean> =>
  (await lab.app.db.query(`select waiting_since, first_response_at from tickets where id = $1`, [ticket.id]))[0]
    .waiting_since !== null;

/** The newest mail that left, as it went over the wire. */
async function newestMail(): Promise<{ to: string[]; raw: string; text: string; replyTo: string; messageId: string }> {
  const [row] = await lab.outbox();
  const { body } = await lab.admin.get<{
    to: string[];
    raw: string;
    text: string;
    headers: { name: string; value: string }[];
  }>(`/mail/outbox/${row!.id}`);
  const header = (name: string) => body.headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';
  return { ...body, replyTo: header('reply-to'), messageId: header('message-id') };
}

async function answer(mail: { replyTo: string; messageId: string }, text: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: lab.port, ignoreTLS: true });
  await transport.sendMail({
    from: `Supplier <${SUPPLIER}>`,
    to: mail.replyTo,
    subject: 'Re: Router',
    inReplyTo: mail.messageId,
    text,
  });
  transport.close();
  await lab.app.settle();
}

describe('forwarding a ticket', () => {
  it('asks a supplier beside the customer, and waits for them', async () => {
    const ticket = await ticketOf();
    await lab.admin.post(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'a secret among us' });

    const asked = await forward(ticket);
    await lab.sendNow();

    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ text: 'Have you a spare one?', meta: { thirdParty: true } });
    const mail = await newestMail();
    expect(mail.to).toEqual([SUPPLIER]);
    expect(mail.text).toContain('Have you a spare one?');
    expect(mail.text).toContain('The router is dead');
    expect(mail.text).not.toContain('a secret among us');
    expect(mail.raw).not.toContain('@customer.example');
    const now = await whole(ticket);
    expect(now.status.category).toBe('waiting_third_party');
    expect(now.conversations.map((one) => one.thirdParty)).toEqual([false, true]);
    // The customer has heard nothing yet.
    expect(await waits(ticket)).toBe(true);
  });

  it('brings the answer back to the ticket, as the third party’s', async () => {
    const ticket = await ticketOf();
    await forward(ticket);
    await lab.sendNow();

    await answer(await newestMail(), 'Yes, on Monday.');

    const said = await lab.messages(ticket);
    expect(said.at(-1)).toMatchObject({ direction: 'in', text: 'Yes, on Monday.', meta: { thirdParty: true } });
    const now = await whole(ticket);
    expect(now.status.category).toBe('open');
    expect(now.contact.id).toBe(ticket.contact.id);
    expect(now.participants).toContainEqual(expect.objectContaining({ role: 'third_party', address: SUPPLIER }));
    expect(await waits(ticket)).toBe(true);
  });

  it('never shows the customer what the supplier said, nor sends the next reply there', async () => {
    const ticket = await ticketOf();
    await forward(ticket);
    await lab.sendNow();
    await answer(await newestMail(), 'It costs us 10.');

    await lab.admin.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'A new one is on its way.' });
    await lab.sendNow();

    const mail = await newestMail();
    expect(mail.to).toEqual([`ana${customers}@customer.example`]);
    expect(mail.raw).not.toContain('It costs us 10');
    expect(await waits(ticket)).toBe(false);
  });

  it('continues the conversation with the same supplier, and answers them there', async () => {
    const ticket = await ticketOf();
    await forward(ticket);
    await lab.sendNow();
    const first = await newestMail();
    await forward(ticket, { text: 'And the cable?', thread: 'none' });
    await lab.sendNow();

    const second = await newestMail();
    expect(second.raw).toContain(`In-Reply-To: ${first.messageId}`);
    expect(second.text).not.toContain('The router is dead');
    const now = await whole(ticket);
    const third = now.conversations.filter((one) => one.thirdParty);
    expect(third).toHaveLength(1);
    const more = { kind: 'reply', text: 'Thank you.', conversationId: third[0]!.id };
    const thanks = await lab.admin.post<MessageRow>(`/tickets/${ticket.id}/messages`, more);
    expect(thanks.body).toMatchObject({ to: [{ address: SUPPLIER }], meta: { thirdParty: true } });
    expect(await waits(ticket)).toBe(true);
  });

  it('sends the files along that were chosen, and those of this ticket only', async () => {
    const ticket = await ticketOf('See the file', [{ filename: 'log.txt', content: 'line 1' }]);
    const [file] = (await lab.messages(ticket))[0]!.attachments;
    const other = await ticketOf();

    expect((await forward(other, { files: [file!.id] })).status).toBe(422);
    const sent = await forward(ticket, { files: [file!.id] });

    expect(sent.body.attachments).toEqual([expect.objectContaining({ name: 'log.txt', size: 6 })]);
    expect(sent.body.attachments[0]!.id).not.toBe(file!.id);
  });

  it('is one message however often it is sent, and can be taken back with the status it brought', async () => {
    const ticket = await ticketOf();
    const [one, two] = [await forward(ticket, { clientId: 'x' }), await forward(ticket, { clientId: 'x' })];
    expect(two.body.id).toBe(one.body.id);

    expect((await lab.admin.post(`/messages/${one.body.id}/cancel`)).status).toBe(200);

    expect((await whole(ticket)).status.category).toBe('new');
  });

  it('is not for the customer, nor for who may not write to anybody or see the ticket', async () => {
    const ticket = await ticketOf();
    expect((await forward(ticket, { to: `ana${customers}@customer.example` })).status).toBe(422);
    const body = { to: SUPPLIER, text: 'x' };
    expect((await (await signIn(lab.app, 'analyst')).post(`/tickets/${ticket.id}/forward`, body)).status).toBe(403);
    expect((await lab.admin.post('/tickets/999999/forward', body)).status).toBe(404);
  });
});

describe('making a task', () => {
  it('opens a ticket of type task that hangs on this one, and tells the customer nothing', async () => {
    const ticket = await ticketOf();
    await lab.sendNow();
    const before = (await lab.outbox()).length;

    const made = await lab.admin.post<Whole>(`/tickets/${ticket.id}/tasks`, {
      subject: 'Order a spare router',
      text: 'The small one will do.',
    });
    await lab.sendNow();

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      type: 'task',
      subject: 'Order a spare router',
      contact: { id: ticket.contact.id },
    });
    expect(made.body.links).toEqual([
      expect.objectContaining({ kind: 'parent', ticket: expect.objectContaining({ id: ticket.id }) }),
    ]);
    expect((await whole(ticket)).links).toEqual([
      expect.objectContaining({ kind: 'child', ticket: expect.objectContaining({ id: made.body.id }) }),
    ]);
    expect((await lab.messages(made.body))[0]).toMatchObject({ kind: 'note', text: 'The small one will do.' });
    expect((await lab.outbox()).length).toBe(before);
  });

  it('is refused to who may not make tickets, and for a ticket that is not there', async () => {
    const ticket = await ticketOf();
    const stranger = await signIn(lab.app, 'technician');
    expect([403, 404]).toContain((await stranger.post(`/tickets/${ticket.id}/tasks`, { subject: 'x' })).status);
    expect((await lab.admin.post('/tickets/999999/tasks', { subject: 'x' })).status).toBe(404);
  });
});
