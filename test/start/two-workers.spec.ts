import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TestApp } from '../harness/app.js';
import { makeDatabase, type TestDatabase } from '../harness/database.js';
import { Make } from '../harness/make.js';
import { lead } from '../harness/people.js';
import { until } from '../harness/platform.js';
import { Desk } from './desk.js';

jest.setTimeout(120_000);

const TICKETS = 200;

/** Two processes of their own on one PostgreSQL, which look at the same promises at the same moment. */
describe('two workers', () => {
  let app: TestApp;
  let database: TestDatabase;
  const workers: Desk[] = [];
  beforeAll(async () => {
    database = await makeDatabase();
    app = await TestApp.boot({ DATABASE_URL: database.url, ROLE: 'web' });
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.interrupt()));
    await app?.close();
    await database?.drop();
  });

  it('warn of each promise once and break it once, at the time at which it was due', async () => {
    const boss = await lead(app);
    const { status } = await boss.post('/sla/policies', {
      name: 'At once',
      targets: [{ target: 'first_response', hours: 'calendar', minutes: { low: 0.01, normal: 0.01, high: 0.01 } }],
      steps: [
        { when: { kind: 'used', percent: 50 }, actions: [] },
        { when: { kind: 'breach' }, actions: [{ type: 'raise_priority' }] },
        { when: { kind: 'after', minutes: 0.01 }, actions: [{ type: 'notify', userIds: [boss.id] }] },
      ],
    });
    expect(status).toBe(201);
    const make = new Make(app);
    const inbox = await make.inbox();
    for (let n = 0; n < TICKETS; n += 1) {
      const ticket = await make.ticket({ inboxId: inbox.id, priority: 2 });
      await make.said(ticket.id, await make.conversation(ticket, inbox));
    }
    const clocks = () =>
      app.db.query<{ state: string }[]>(`select state from sla_clocks where target = 'first_response'`);
    expect(await clocks()).toHaveLength(TICKETS);
    expect(await app.db.query('select 1 from sla_ledger where level is not null')).toEqual([]);

    // Every ticket is held until both are there: then both find all of them at once.
    const holder = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await holder.query('begin');
    const runner = holder.createQueryRunner();
    await runner.startTransaction();
    await runner.query('select id from tickets for update');
    for (let n = 0; n < 2; n += 1)
      workers.push(Desk.launch({ DATABASE_URL: database.url, DATA_DIR: app.config.dataDir, ROLE: 'worker' }));
    await Promise.all(workers.map((worker) => worker.ready()));
    expect(await app.db.query('select 1 from sla_ledger where level is not null')).toEqual([]);
    await runner.commitTransaction();
    await holder.destroy();

    await until(
      'everything that was due is done',
      async () => {
        const [left] = await app.db.query<{ n: number }[]>(
          `select count(*)::int as n from sla_clocks where target = 'first_response' and next_at is not null`,
        );
        return left!.n === 0;
      },
      60_000,
    );
    expect(new Set((await clocks()).map(({ state }) => state))).toEqual(new Set(['breached']));
    const rows = await app.db.query<{ kind: string; times: number; tickets: number; punctual: boolean }[]>(
      `select l.kind, count(*)::int as times, count(distinct l.ticket_id)::int as tickets,
         bool_and(l.kind <> 'breach' or l.at = c.due_at) as punctual
       from sla_ledger l join sla_clocks c on c.ticket_id = l.ticket_id and c.target = l.target and c.instance = l.instance
       where l.level is not null group by l.kind order by l.kind`,
    );
    expect(rows).toEqual(
      ['breach', 'escalate', 'warn'].map((kind) => ({ kind, times: TICKETS, tickets: TICKETS, punctual: true })),
    );
    const raised = await app.db.query<{ times: number; tickets: number }[]>(
      `select count(*)::int as times, count(distinct ticket_id)::int as tickets from ticket_events
       where type = 'ticket.priority-changed'`,
    );
    expect(raised).toEqual([{ times: TICKETS, tickets: TICKETS }]);
  });
});
