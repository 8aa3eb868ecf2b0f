import { TestApp } from '../harness/app.js';
import { agent, type Person } from '../harness/people.js';
import { Make } from '../harness/make.js';

describe('what hangs on a merged contact', () => {
  let app: TestApp;
  let make: Make;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    ana = await agent(app);
  });
  afterAll(() => app.close());

  const ownerOf = async (table: 'tickets' | 'conversations', id: string): Promise<string> =>
    (await app.db.query<[{ contact_id: string }]>(`select contact_id from ${table} where id = $1`, [id]))[0].contact_id;

  it('goes to the winner and comes back, with what began since over the address that goes back', async () => {
    const winner = await make.contact();
    const loser = await make.contact();
    const own = await make.letter({ contactId: winner.id });
    const moved = await make.letter({ contactId: loser.id });

    await ana.post(`/contacts/${winner.id}/merge`, { otherId: loser.id });
    expect(await ownerOf('tickets', moved.ticket.id)).toBe(winner.id);
    expect(await ownerOf('conversations', moved.conversation.id)).toBe(winner.id);

    const since = await make.ticket({ contactId: winner.id, inboxId: own.inbox.id });
    const thread = await make.conversation(since, own.inbox, { identityId: loser.identityId });
    await make.said(since.id, thread);
    await ana.post(`/contacts/${winner.id}/unmerge`, {});

    expect(await ownerOf('tickets', own.ticket.id)).toBe(winner.id);
    expect(await ownerOf('conversations', own.conversation.id)).toBe(winner.id);
    for (const id of [moved.ticket.id, since.id]) expect(await ownerOf('tickets', id)).toBe(loser.id);
    for (const id of [moved.conversation.id, thread.id]) expect(await ownerOf('conversations', id)).toBe(loser.id);
  });

  it('is told in the history of each ticket, with the reason', async () => {
    const winner = await make.contact();
    const { ticket } = await make.letter();
    const merged = await ana.post<{ mergeId: string }>(`/contacts/${winner.id}/merge`, { otherId: ticket.contactId });

    const [event] = await app.db.query<{ type: string; because: object }[]>(
      'select type, because from ticket_events where ticket_id = $1 order by seq desc limit 1',
      [ticket.id],
    );
    expect(event).toEqual({ type: 'ticket.customer-changed', because: { contactsMerged: merged.body.mergeId } });
  });

  it('stays where somebody put it by hand after the merge', async () => {
    const winner = await make.contact();
    const third = await make.contact();
    const { ticket } = await make.letter();
    await ana.post(`/contacts/${winner.id}/merge`, { otherId: ticket.contactId });
    const [{ version }] = await app.db.query<[{ version: number }]>('select version from tickets where id = $1', [
      ticket.id,
    ]);
    await ana.patch(`/tickets/${ticket.id}`, { version, contactId: third.id });

    await ana.post(`/contacts/${winner.id}/unmerge`, {});

    expect(await ownerOf('tickets', ticket.id)).toBe(third.id);
  });
});
