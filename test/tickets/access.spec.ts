import { newId } from '../../src/platform/ids.js';
import { SYSTEM, type Actor } from '../../src/platform/http/access.decorators.js';
import { isVisibleTo, visibleTo } from '../../src/tickets/ticket.access.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { makeTeam, makeUser } from '../harness/people.js';

/** Who sees a ticket is said twice: in SQL for lists, in TypeScript for a row at hand. Both must say the same. */
describe('who sees a ticket', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('is the same in the database and at hand', async () => {
    const make = new Make(app);
    const [me, other] = [await makeUser(app), await makeUser(app)];
    const [mine, theirs] = [await makeTeam(app), await makeTeam(app)];
    for (const assigneeId of [null, me.id, other.id]) {
      for (const teamId of [null, mine.id, theirs.id]) await make.ticket({ assigneeId, teamId });
    }
    const tickets = await app.db.query<{ id: string; assigneeId: string | null; teamId: string | null }[]>(
      'select id, assignee_id as "assigneeId", team_id as "teamId" from tickets',
    );
    expect(tickets).toHaveLength(9);
    const person = (ticketScope: Actor['ticketScope'], teamIds: string[], id = me.id): Actor => ({
      ...SYSTEM,
      kind: 'user',
      id,
      ticketScope,
      teamIds,
    });

    for (const actor of [
      SYSTEM,
      person('all', []),
      person('team', [mine.id]),
      person('team', []),
      person('own', [mine.id]),
      person('own', [], newId()),
    ]) {
      const parameters: unknown[] = [];
      const rows = await app.db.query<{ id: string }[]>(
        `select t.id from tickets t where ${visibleTo(actor, parameters)}`,
        parameters,
      );
      const atHand = tickets.filter((ticket) => isVisibleTo(actor, ticket)).map((ticket) => ticket.id);
      expect(rows.map((row) => row.id).sort()).toEqual(atHand.sort());
    }
  });
});
