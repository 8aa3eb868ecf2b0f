import { simpleParser } from 'mailparser';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox.relay.js';
import { MailLab } from '../email/mail-lab.js';
import { chatInbox, leave, say, until, visitor, type ChatInbox } from './visitors.js';

let lab: MailLab;
let inbox: ChatInbox;

beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox('support@desk.example');
  inbox = await chatInbox(lab.app, lab.admin);
});
afterEach(leave);
afterAll(() => lab?.close());

/** A minute passes: what was put off for it is done, and what that sends leaves. */
async function later(): Promise<void> {
  await quiet();
  await lab.app.get(Jobs).queue('work').promoteJobs();
  await quiet();
  await lab.sendNow();
}

/** Everything is done but what was put off. */
async function quiet(): Promise<void> {
  for (let calm = 0; calm < 3;) {
    await lab.app.get(OutboxRelay).drain();
    const counts = await Promise.all(
      (['events', 'work'] as const).map((name) => lab.app.get(Jobs).queue(name).getJobCounts('waiting', 'active')),
    );
    calm = counts.every((c) => Object.values(c).every((n) => n === 0)) ? calm + 1 : 0;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const mailsTo = async (address: string) => (await lab.outbox()).filter((mail) => mail.to.includes(address));

describe('a visitor who left an address and went', () => {
  it('gets the answer by mail, and the reply comes back to the same ticket', async () => {
    const ana = await visitor(lab.app, inbox);
    await say(ana, 'My router is dead');
    expect(await ana.contact('ana@customer.example')).toEqual({ ok: true });
    const number = ana.state.conversation!.ticket!;
    ana.stop();

    await lab.admin.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'Please press the button.' });
    await later();

    const [sent] = await mailsTo('ana@customer.example');
    expect(sent).toBeDefined();
    const mail = await simpleParser((await lab.admin.get<{ raw: string }>(`/mail/outbox/${sent!.id}`)).body.raw);
    expect(mail.text).toContain('Please press the button.');
    const replyTo = mail.replyTo?.value[0]?.address ?? mail.from!.value[0]!.address!;
    await lab.deliver({
      from: 'Ana <ana@customer.example>',
      to: replyTo,
      subject: `Re: ${mail.subject}`,
      inReplyTo: mail.messageId,
      text: 'It works now',
    });

    const ticket = (await lab.admin.get<{ id: string; channels: string[] }>(`/tickets/${number}`)).body;
    expect(ticket.channels).toEqual(['chat', 'email']);
    expect((await lab.messages(ticket)).at(-1)).toMatchObject({ direction: 'in', text: 'It works now' });
  });

  it('gets one mail for all that was not read, once', async () => {
    const bob = await visitor(lab.app, inbox);
    await say(bob, 'Hello');
    await bob.contact('bob@customer.example');
    const number = bob.state.conversation!.ticket!;
    bob.stop();

    await lab.admin.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'First answer.' });
    await lab.admin.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'Second answer.', channel: 'chat' });
    await later();
    await later();

    expect(await mailsTo('bob@customer.example')).toHaveLength(1);
  });
});

describe('a visitor who', () => {
  it('read the answer gets no mail', async () => {
    const eva = await visitor(lab.app, inbox);
    await say(eva, 'Hello');
    await eva.contact('eva@customer.example');
    await lab.admin.post(`/tickets/${eva.state.conversation!.ticket}/messages`, { kind: 'reply', text: 'Hi.' });
    await until(eva, (s) => s.messages.length === 2);
    eva.read(2);
    await until(eva, (s) => s.readSeq === 2);
    await new Promise((done) => setTimeout(done, 300));

    await later();

    expect(await mailsTo('eva@customer.example')).toEqual([]);
  });

  it('left no address is left in peace', async () => {
    const before = (await lab.outbox()).length;
    const nobody = await visitor(lab.app, inbox);
    await say(nobody, 'Hello');
    await lab.admin.post(`/tickets/${nobody.state.conversation!.ticket}/messages`, { kind: 'reply', text: 'Hi.' });
    nobody.stop();

    await later();

    expect((await lab.outbox()).length).toBe(before);
  });

  it('claims a known customer’s address gets the answer there and becomes nobody else', async () => {
    await lab.deliver({ from: 'Known <known@customer.example>', subject: 'My order', text: 'Where is it?' });
    const known = (await lab.tickets()).find((t) => t.subject === 'My order')!;
    const stranger = await visitor(lab.app, inbox);
    await say(stranger, 'I am known, believe me');
    await stranger.contact('known@customer.example');
    const number = stranger.state.conversation!.ticket!;
    await lab.admin.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'Here you are.' });
    stranger.stop();
    await later();

    const contactOf = async (ticket: string | number) =>
      (await lab.admin.get<{ contact: { id: string } }>(`/tickets/${ticket}`)).body.contact.id;
    expect(await contactOf(number)).not.toBe(await contactOf(known.id));
    expect(await mailsTo('known@customer.example')).toHaveLength(1);
    expect(stranger.state.messages.map((m) => m.text)).not.toContain('Where is it?');
  });
});
