import fc from 'fast-check';
import type { Conversation } from '../../src/conversations/conversation.entity.js';
import { TestApp } from '../harness/app.js';
import { Make, type MadeInbox } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Whole {
  id: string;
  number: number;
  version: number;
  tags: string[];
  visits: { id: string }[];
  [more: string]: unknown;
}
interface Merged {
  mergeId: string;
  ticket: Whole;
}

describe('tickets that are one', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let inbox: MadeInbox;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    inbox = await make.inbox();
  });
  afterAll(() => app.close());

  /** Everything of a ticket but what only ever grows: its version, its time of change, its history. */
  async function stateOf(id: string): Promise<object> {
    const { version, seq, updatedAt, merged, visits, ...ticket } = (await boss.get<Whole>(`/tickets/${id}`)).body;
    const messages = await boss.get<{ items: object[] }>(`/tickets/${id}/messages?limit=200`);
    expect(version && seq && updatedAt && merged).toBeTruthy();
    // Versions only grow: a visit that went and came back is what it was, but has been written twice.
    return {
      ...ticket,
      messages: messages.body.items,
      visits: visits.map((visit) => ({ ...visit, version: null, updatedAt: null })),
    };
  }

  const visitsOf = async (id: string) => (await boss.get<Whole>(`/tickets/${id}`)).body.visits;

  interface Plan {
    says: ('in' | 'out' | 'note')[];
    tags: string[];
    priority: number;
    solved: boolean;
    follows: boolean;
    at: number;
  }
  const plan = fc.record<Plan>({
    says: fc.array(fc.constantFrom('in', 'out', 'note'), { maxLength: 5 }),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    priority: fc.integer({ min: 1, max: 4 }),
    solved: fc.boolean(),
    follows: fc.boolean(),
    at: fc.integer({ min: 0, max: 1000 }),
  });

  async function build({ says, tags, priority, solved, follows, at }: Plan): Promise<string> {
    const ticket = await make.ticket({ tags: [...tags].sort(), priority, inboxId: inbox.id });
    let conversation: Conversation | undefined;
    for (const [n, what] of says.entries()) {
      conversation ??= await make.conversation(ticket, inbox);
      if (what === 'in') {
        await make.said(ticket.id, conversation, `in ${n}`, { at: new Date(Date.UTC(2026, 0, 1, 0, 0, at + n * 7)) });
      } else {
        const body = { kind: what === 'out' ? 'reply' : 'note', text: `${what} ${n}`, sendAt: '2099-01-01T00:00:00Z' };
        expect((await boss.post(`/tickets/${ticket.id}/messages`, body)).status).toBe(201);
      }
    }
    if (follows) await boss.post(`/tickets/${ticket.id}/followers/${boss.id}`);
    if (solved) await boss.post('/tickets/bulk', { ids: [ticket.id], change: { status: 'solved' } });
    return ticket.id;
  }

  it('are two again, exactly, whatever they were and in whatever order it is undone', async () => {
    await fc.assert(
      fc.asyncProperty(plan, plan, plan, fc.boolean(), async (winnerPlan, firstPlan, secondPlan, lastFirst) => {
        const ids = [await build(winnerPlan), await build(firstPlan), await build(secondPlan)];
        const [winner, ...losers] = ids as [string, string, string];
        await boss.post(`/tickets/${losers[0]}/links`, { otherId: losers[1], kind: 'related' });
        const before = await Promise.all(ids.map(stateOf));

        const merges: string[] = [];
        for (const otherId of losers) {
          const merged = await boss.post<Merged>(`/tickets/${winner}/merge`, { otherId });
          expect(merged.status).toBe(200);
          merges.push(merged.body.mergeId);
        }
        for (const mergeId of lastFirst ? merges.reverse() : merges) {
          expect((await boss.post(`/tickets/${winner}/unmerge`, { mergeId })).status).toBe(200);
        }

        expect(await Promise.all(ids.map(stateOf))).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('bring the visit that one waits for to the other, and back', async () => {
    const [done, urgent] = [
      await make.ticket({ inboxId: inbox.id }),
      await make.ticket({ inboxId: inbox.id, priority: 4 }),
    ];
    await boss.post('/tickets/bulk', { ids: [done.id], change: { status: 'solved' } });
    const [before, visits] = [await stateOf(done.id), await visitsOf(urgent.id)];
    expect(visits).toHaveLength(1);

    const { mergeId } = (await boss.post<Merged>(`/tickets/${done.id}/merge`, { otherId: urgent.id })).body;
    expect(await visitsOf(done.id)).toMatchObject([{ id: visits[0]!.id }]);
    await boss.post(`/tickets/${done.id}/unmerge`, { mergeId });

    expect(await stateOf(done.id)).toEqual(before);
    expect(await visitsOf(urgent.id)).toMatchObject([{ id: visits[0]!.id }]);
  });

  it('hold what both said, by time and without gaps', async () => {
    const [a, b] = [await make.letter(), await make.letter()];
    await make.said(a.ticket.id, a.conversation, 'early', { at: new Date('2026-01-01T10:00:00Z') });
    await boss.post(`/tickets/${b.ticket.id}/messages`, { kind: 'note', text: 'noted' });

    const merged = await boss.post<Merged>(`/tickets/${a.ticket.id}/merge`, { otherId: b.ticket.id });

    expect(merged.body.ticket).toMatchObject({
      id: a.ticket.id,
      merged: [{ id: b.ticket.id, number: b.ticket.number, mergeId: merged.body.mergeId }],
      conversations: [{ id: a.conversation.id }, { id: b.conversation.id }],
    });
    const said = await boss.get<{ items: { seq: number }[] }>(`/tickets/${a.ticket.id}/messages`);
    expect(said.body.items.map((m) => m.seq)).toEqual([1, 2, 3, 4]);
    expect((await boss.get(`/tickets/${b.ticket.id}`)).body).toMatchObject({
      mergedInto: { id: a.ticket.id, number: a.ticket.number },
    });
    const list = await boss.get<{ items: Whole[] }>(`/tickets?contact=${b.ticket.contactId}`);
    expect(list.body.items).toEqual([]);
    expect((await boss.patch(`/tickets/${b.ticket.id}`, { version: 9, subject: 'x' })).body).toMatchObject({
      code: 'merged',
      mergedIntoId: a.ticket.id,
    });
  });

  it('keep with the winner what came after', async () => {
    const [a, b] = [await make.letter(), await make.letter()];
    const merged = await boss.post<Merged>(`/tickets/${a.ticket.id}/merge`, { otherId: b.ticket.id });
    await make.said(a.ticket.id, b.conversation, 'after the merge');
    await boss.patch(`/tickets/${a.ticket.id}`, {
      version: (await boss.get<Whole>(`/tickets/${a.ticket.id}`)).body.version,
      tags: ['later'],
    });

    const undone = await boss.post<{ ticket: Whole; other: Whole }>(`/tickets/${b.ticket.id}/unmerge`);

    expect(undone.body).toMatchObject({ ticket: { id: a.ticket.id, tags: ['later'] }, other: { id: b.ticket.id } });
    const texts = async (id: string): Promise<[number, string][]> =>
      (await boss.get<{ items: { seq: number; text: string }[] }>(`/tickets/${id}/messages`)).body.items.map((m) => [
        m.seq,
        m.text,
      ]);
    expect(await texts(a.ticket.id)).toEqual([
      [1, 'The router is dead.'],
      [2, 'after the merge'],
    ]);
    expect(await texts(b.ticket.id)).toEqual([[1, 'The router is dead.']]);
    const again = await boss.post(`/tickets/${a.ticket.id}/unmerge`, { mergeId: merged.body.mergeId });
    expect(again.status).toBe(404);
  });

  it('are undone from the last to the first where a winner was merged on', async () => {
    const [a, b, c] = [await make.letter(), await make.letter(), await make.letter()];
    const first = await boss.post<Merged>(`/tickets/${b.ticket.id}/merge`, { otherId: a.ticket.id });
    const second = await boss.post<Merged>(`/tickets/${c.ticket.id}/merge`, { otherId: b.ticket.id });

    const tooEarly = await boss.post(`/tickets/${a.ticket.id}/unmerge`, { mergeId: first.body.mergeId });

    expect(tooEarly.body).toMatchObject({ status: 409, code: 'merged_on', mergedIntoId: c.ticket.id });
    expect((await boss.post(`/tickets/${c.ticket.id}/unmerge`, { mergeId: second.body.mergeId })).status).toBe(200);
    expect((await boss.post(`/tickets/${b.ticket.id}/unmerge`, { mergeId: first.body.mergeId })).status).toBe(200);
  });

  it('are made one by one of several who try at once', async () => {
    const [a, b] = [await make.letter(), await make.letter()];

    const tries = await Promise.all([
      boss.post(`/tickets/${a.ticket.id}/merge`, { otherId: b.ticket.id }),
      boss.post(`/tickets/${b.ticket.id}/merge`, { otherId: a.ticket.id }),
      boss.post(`/tickets/${a.ticket.id}/merge`, { otherId: b.ticket.id }),
    ]);

    expect(tries.map((t) => t.status).sort()).toEqual([200, 409, 409]);
  });

  it('are merged by those who see both and may', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const [mine, hidden] = [await make.ticket({ teamId: ours.id }), await make.ticket({ teamId: theirs.id })];
    const dispatcher = await signIn(app, 'dispatcher');

    expect((await ana.post(`/tickets/${mine.id}/merge`, { otherId: hidden.id })).status).toBe(404);
    expect((await ana.post(`/tickets/${mine.id}/merge`, { otherId: mine.id })).status).toBe(422);
    expect((await dispatcher.post(`/tickets/${mine.id}/merge`, { otherId: hidden.id })).status).toBe(403);
  });

  it('are split, with the thread to answer in', async () => {
    const { ticket, conversation, message } = await make.letter();
    const other = await make.said(ticket.id, conversation, 'And my invoice is wrong.', { externalId: 'm-2@x' });
    await app.db.query(
      `insert into message_references (inbox_id, reference, conversation_id, message_id) values ($1, 'm-2@x', $2, $3)`,
      [conversation.inboxId, conversation.id, other.id],
    );

    const split = await boss.post<Whole>(`/tickets/${ticket.id}/split`, { messageIds: [other.id], subject: 'Invoice' });

    expect(split.status).toBe(201);
    expect(split.body).toMatchObject({
      subject: 'Invoice',
      contact: { id: ticket.contactId },
      channels: ['email'],
      links: [{ kind: 'related', ticket: { id: ticket.id } }],
      conversations: [{ lastSeq: 1 }],
    });
    const [left] = (await boss.get<{ items: { id: string; seq: number }[] }>(`/tickets/${ticket.id}/messages`)).body
      .items;
    expect(left).toMatchObject({ id: message.id, seq: 1 });
    const [reference] = await app.db.query(
      `select c.ticket_id from message_references r join conversations c on c.id = r.conversation_id where r.reference = 'm-2@x'`,
    );
    expect(reference.ticket_id).toBe(split.body.id);
    const whole = await boss.post(`/tickets/${ticket.id}/split`, { messageIds: [message.id], subject: 'All' });
    expect(whole.status).toBe(422);
  });
});
