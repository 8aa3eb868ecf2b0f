import { AttachmentsService } from '../../src/conversations/attachments.service.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, type Person } from '../harness/people.js';

interface Draft {
  cc: string[];
  bcc: string[];
  attachments: { id: string; name: string; size: number }[];
  missing: string[];
  version: number;
}

describe('what a draft keeps beside its words', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  const uploadOf = (owner: Person, name: string) =>
    app
      .get(AttachmentsService)
      .keep(`user:${owner.id}`, { name, type: 'text/plain', content: Buffer.from(`words of ${name}`) });
  const draftOf = async (ticketId: string) => (await boss.get<Draft>(`/tickets/${ticketId}/draft`)).body;

  it('to whom a copy goes, half typed as well, and which files were chosen', async () => {
    const ticket = await make.ticket();
    const file = await uploadOf(boss, 'plan.txt');
    const body = {
      kind: 'reply',
      text: '',
      cc: ['ana@ipe.example'],
      bcc: ['rui@'],
      attachments: [file.id],
      version: 0,
    };

    const saved = await boss.put(`/tickets/${ticket.id}/draft`, body);

    expect(saved.status).toBe(200);
    expect(await draftOf(ticket.id)).toMatchObject({
      cc: ['ana@ipe.example'],
      bcc: ['rui@'],
      attachments: [{ id: file.id, name: 'plan.txt', size: 17 }],
      missing: [],
    });
    await boss.put(`/tickets/${ticket.id}/draft`, { kind: 'reply', text: 'Only words', version: 1 });
    expect(await draftOf(ticket.id)).toMatchObject({ cc: [], bcc: [], attachments: [] });
  });

  it('no file of somebody else', async () => {
    const ticket = await make.ticket();
    const theirs = await uploadOf(await agent(app), 'theirs.txt');

    const refused = await boss.put(`/tickets/${ticket.id}/draft`, {
      kind: 'reply',
      text: 'Look',
      attachments: [theirs.id],
      version: 0,
    });

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'attachments' }] } });
    expect((await boss.get(`/tickets/${ticket.id}/draft`)).status).toBe(204);
  });

  it('the name of a file that went out with another message', async () => {
    const { ticket } = await make.letter();
    const [sent, kept] = [await uploadOf(boss, 'sent.txt'), await uploadOf(boss, 'kept.txt')];
    const body = { kind: 'reply', text: 'Both', attachments: [sent.id, kept.id] };
    await boss.put(`/tickets/${ticket.id}/draft`, { ...body, version: 0 });

    await boss.post(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Here', attachments: [sent.id] });

    expect(await draftOf(ticket.id)).toMatchObject({ attachments: [{ name: 'kept.txt' }], missing: ['sent.txt'] });
    const again = await boss.put(`/tickets/${ticket.id}/draft`, { ...body, version: 1 });
    expect(again).toMatchObject({ status: 200, body: { missing: ['sent.txt'] } });
  });

  it('the files of an answer that was taken back, which is sent again with them', async () => {
    const { ticket } = await make.letter();
    const file = await uploadOf(boss, 'plan.txt');
    const say = (more: object = {}) =>
      boss.post<{ id: string; attachments: { id: string }[] }>(`/tickets/${ticket.id}/messages`, {
        kind: 'reply',
        text: 'Here',
        attachments: [file.id],
        ...more,
      });
    const first = await say({ sendAt: '2100-01-01T00:00:00Z' });
    expect((await say()).status).toBe(422);

    await boss.post(`/messages/${first.body.id}/cancel`);
    const kept = { kind: 'reply', text: 'Here', attachments: [file.id], version: 0 };

    expect((await boss.put(`/tickets/${ticket.id}/draft`, kept)).body).toMatchObject({ missing: [] });
    expect((await say()).body).toMatchObject({ attachments: [{ id: file.id }] });
  });

  it('its files for as long as it stands, while others that nobody sent are forgotten', async () => {
    const ticket = await make.ticket();
    const [kept, unused] = [await uploadOf(boss, 'kept.txt'), await uploadOf(boss, 'unused.txt')];
    await boss.put(`/tickets/${ticket.id}/draft`, { kind: 'note', text: 'x', attachments: [kept.id], version: 0 });
    await app.db.query(`update attachments set created_at = created_at - interval '8 days'`);

    await app.get(AttachmentsService).forgetUnused();

    expect(await draftOf(ticket.id)).toMatchObject({ attachments: [{ id: kept.id }], missing: [] });
    expect(await app.get(AttachmentsService).find(unused.id)).toBeNull();
    await boss.delete(`/tickets/${ticket.id}/draft`);
    await app.get(AttachmentsService).forgetUnused();
    expect(await app.get(AttachmentsService).find(kept.id)).toBeNull();
  });
});
