import { SystemMailService, type SystemMail } from '../../src/identity/mail/system-mail.service.js';
import { AnswerNotices } from '../../src/notifications/answer-notices.js';
import type { NotificationPage, NotificationView } from '../../src/notifications/notification.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, type Person } from '../harness/people.js';

describe('what customers answer', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  const mails: SystemMail[] = [];
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    app.get(SystemMailService).deliverThrough({ sendSystemMail: (mail) => Promise.resolve(mails.push(mail) > 0) });
  }, 120_000);
  afterAll(() => app.close());
  beforeEach(() => void mails.splice(0));

  const told = async (person: Person): Promise<NotificationView[]> => {
    await app.settle();
    const { body } = await person.get<NotificationPage>('/notifications');
    return body.items.filter(({ kind }) => kind === 'answer');
  };
  const unread = async (person: Person): Promise<number> =>
    (await person.get<{ unread: number }>('/notifications/unread')).body.unread;
  const ticketOf = async (person: Person | null) => {
    const made = await make.letter({ subject: 'The lift', assigneeId: person?.id ?? null });
    await app.settle();
    await person?.post('/notifications/read');
    return made;
  };

  it('is told to whoever has the ticket, with who wrote and how it begins', async () => {
    const ana = await agent(app);
    const { ticket, conversation } = await ticketOf(ana);

    const said = await make.said(ticket.id, conversation, 'It is\nstill dead.');

    expect(await told(ana)).toMatchObject([
      {
        ticket: { id: ticket.id, number: ticket.number, subject: 'The lift' },
        actor: null,
        data: { messageId: said.id, text: 'It is still dead.', name: expect.stringMatching(/./) },
        readAt: null,
      },
    ]);
    expect(await unread(ana)).toBe(1);
    expect(mails).toEqual([]);
  });

  it('is told to whoever follows the ticket, as long as they do', async () => {
    const [ana, rui] = [await agent(app), await agent(app)];
    const { ticket, conversation } = await ticketOf(ana);
    expect((await rui.post(`/tickets/${ticket.id}/followers/${rui.id}`)).status).toBeLessThan(300);

    await make.said(ticket.id, conversation);
    expect(await told(rui)).toHaveLength(1);

    await rui.delete(`/tickets/${ticket.id}/followers/${rui.id}`);
    await rui.post('/notifications/read');
    await make.said(ticket.id, conversation);
    expect(await told(ana)).toMatchObject([{ data: { count: 2 } }]);
    expect(await unread(rui)).toBe(0);
  });

  it('is one line for each ticket, which counts what was not read yet', async () => {
    const ana = await agent(app);
    const { ticket, conversation } = await ticketOf(ana);

    await make.said(ticket.id, conversation, 'One');
    await app.settle();
    await make.said(ticket.id, conversation, 'Two');
    await app.settle();
    await make.said(ticket.id, conversation, 'Three');
    expect(await told(ana)).toMatchObject([{ data: { text: 'Three', count: 3 } }]);

    await ana.post('/notifications/read', { ticketId: ticket.id });
    await make.said(ticket.id, conversation, 'Four');
    const [again, ...more] = await told(ana);
    expect(again).toMatchObject({ data: { text: 'Four' }, readAt: null });
    expect(again!.data.count).toBeUndefined();
    expect(more).toEqual([]);
  });

  it('stays what it was when an older one is told again', async () => {
    const ana = await agent(app);
    const { ticket, conversation } = await ticketOf(ana);
    const first = await make.said(ticket.id, conversation, 'One');
    await app.settle();
    await make.said(ticket.id, conversation, 'Two');
    await app.settle();
    await ana.post('/notifications/read');

    const [fact] = await app.db.query<{ fact: Parameters<AnswerNotices['answered']>[0] }[]>(
      `select fact from outbox where name = 'message.recorded' and fact ->> 'messageId' = $1`,
      [first.id],
    );
    await app.get(AnswerNotices).answered(fact!.fact);

    expect(await told(ana)).toMatchObject([{ data: { text: 'Two' }, readAt: expect.any(String) }]);
  });

  it('is told to nobody who may not see the ticket, nor where nobody has it', async () => {
    const team = await makeTeam(app);
    const outside = await agent(app);
    const { ticket, conversation } = await ticketOf(null);
    await outside.post(`/tickets/${ticket.id}/followers/${outside.id}`);
    await app.db.query('update tickets set team_id = $2 where id = $1', [ticket.id, team.id]);

    await make.said(ticket.id, conversation);

    expect(await told(outside)).toEqual([]);
    expect(await told(boss)).toEqual([]);
  });

  it('is no answer where a machine wrote, or where the ticket begins with it', async () => {
    const ana = await agent(app);
    const { ticket, conversation } = await ticketOf(ana);
    expect(await told(ana)).toEqual([]);

    await make.said(ticket.id, conversation, 'I am away', { automatic: true });
    expect(await told(ana)).toEqual([]);

    await make.said(ticket.id, conversation, 'I am back');
    expect(await told(ana)).toHaveLength(1);
  });

  it('comes by mail to who chose that, once until they look', async () => {
    const ana = await agent(app);
    await ana.put('/notifications/choices/answer', { mail: true });
    const { ticket, conversation } = await ticketOf(ana);

    await make.said(ticket.id, conversation, 'One');
    await app.settle();
    await make.said(ticket.id, conversation, 'Two');
    await app.settle();
    expect(mails).toMatchObject([{ to: ana.email, subject: expect.stringContaining(`wrote: #${ticket.number}`) }]);

    await ana.post('/notifications/read');
    await make.said(ticket.id, conversation, 'Three');
    await app.settle();
    expect(mails.map(({ text }) => text.split('\n')[0])).toEqual(['One', 'Three']);
  });
});
