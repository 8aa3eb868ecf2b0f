import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam } from '../harness/people.js';

type Said = { items: { text: string; ticketId: string }[]; nextCursor: string | null };

describe('the timeline of a contact', () => {
  let app: TestApp;
  let make: Make;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
  });
  afterAll(() => app.close());

  it('holds all that was said on every ticket, newest first, page by page', async () => {
    const boss = await lead(app);
    const contact = await make.contact();
    const first = await make.letter({ contactId: contact.id, text: 'one' });
    const second = await make.letter({ contactId: contact.id, text: 'two' });
    await make.said(first.ticket.id, first.conversation, 'three');
    await boss.post(`/tickets/${second.ticket.id}/messages`, { kind: 'note', text: 'four' });
    await make.letter({ text: 'of somebody else' });

    const texts: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: Said } = await boss.get<Said>(
        `/contacts/${contact.id}/timeline?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      texts.push(...page.body.items.map((message) => message.text));
      cursor = page.body.nextCursor;
    } while (cursor);

    expect(texts).toEqual(['four', 'three', 'two', 'one']);
  });

  it('follows a merge', async () => {
    const boss = await lead(app);
    const winner = await make.contact();
    const { ticket } = await make.letter({ text: 'before the merge' });
    await boss.post(`/contacts/${winner.id}/merge`, { otherId: ticket.contactId });

    for (const id of [winner.id, ticket.contactId]) {
      const { body } = await boss.get<Said>(`/contacts/${id}/timeline`);
      expect(body.items.map((message) => message.text)).toEqual(['before the merge']);
    }
  });

  it('leaves out tickets of teams that the reader is not in', async () => {
    const team = await makeTeam(app);
    const contact = await make.contact();
    await make.letter({ contactId: contact.id, text: 'for everybody' });
    await make.letter({ contactId: contact.id, teamId: team.id, text: 'for the team' });
    const stranger = await agent(app);
    const member = await agent(app, { teamIds: [team.id] });

    const seenBy = async (who: typeof stranger): Promise<string[]> =>
      (await who.get<Said>(`/contacts/${contact.id}/timeline`)).body.items.map((message) => message.text);

    expect(await seenBy(stranger)).toEqual(['for everybody']);
    expect(await seenBy(member)).toEqual(['for the team', 'for everybody']);
  });

  it('is not there for an unknown contact', async () => {
    const boss = await lead(app);
    expect((await boss.get('/contacts/01900000-0000-7000-8000-00000000dead/timeline')).status).toBe(404);
  });
});
