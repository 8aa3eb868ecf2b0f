import type { INestApplication } from '@nestjs/common';
import { createApplication } from '../../src/application.js';
import { newId } from '../../src/platform/ids.js';
import { OpenPromises } from '../../src/sla/open-promises.service.js';
import { PromiseTimer } from '../../src/sla/promise-timer.js';
import { ClockRebuild } from '../../src/sla/rebuild.service.js';
import type { CalendarView } from '../../src/hours/calendar.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { lead, type Person } from '../harness/people.js';

const CLOCKS = 200;
const DAY = [['00:00', '24:00']];
const ALWAYS = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY };

/** Two processes on one database, as in a deployment: each looks at everything. */
describe('promises in two processes', () => {
  let app: TestApp;
  let processes: INestApplication[];
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    const start = () => createApplication(app.config, { embedded: false }).then((nest) => nest.init());
    processes = [await start(), await start()];
    make = new Make(app);
    boss = await lead(app);
  }, 120_000);
  afterAll(async () => {
    for (const nest of processes ?? []) await nest.close();
    await app.close();
  });

  it('that are due all at once are broken once each, at their own time', async () => {
    const policy = await boss.post<{ id: string }>('/sla/policies', {
      name: `A second ${newId()}`,
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: 0.01 } }],
      steps: [{ when: { kind: 'breach' }, actions: [{ type: 'raise_priority', priority: 'high' }] }],
    });
    expect(policy.status).toBe(201);
    const ids = (await Promise.all(Array.from({ length: CLOCKS }, () => make.ticket()))).map(({ id }) => id);

    const timers = processes.map((nest) => nest.get(PromiseTimer, { strict: false }));
    const broken = async (): Promise<number> =>
      (
        await app.db.query<{ n: number }[]>(
          `select count(*)::int as n from sla_clocks where ticket_id = any($1) and breached_at is not null`,
          [ids],
        )
      )[0]!.n;
    const until = Date.now() + 30_000;
    while ((await broken()) < CLOCKS && Date.now() < until)
      await Promise.all([...timers, ...timers].map((timer) => timer.fire()));

    const rows = await app.db.query<{ ticketId: string; late: number; raised: number }[]>(
      `select l.ticket_id as "ticketId", extract(epoch from l.at - c.started_at)::float8 as late,
         (select count(*)::int from ticket_events e where e.ticket_id = l.ticket_id and e.type = 'ticket.priority-changed') as raised
       from sla_ledger l join sla_clocks c using (ticket_id) where l.kind = 'breach' and l.ticket_id = any($1)`,
      [ids],
    );
    expect(rows).toHaveLength(CLOCKS);
    expect(new Set(rows.map((row) => row.ticketId)).size).toBe(CLOCKS);
    expect(rows.filter(({ late, raised }) => Math.abs(late - 1) > 0.001 || raised !== 1)).toEqual([]);
    await boss.patch(`/sla/policies/${policy.body.id}`, { version: 1, active: false });
  }, 120_000);

  it('are computed anew once each when hours change, whoever of them does it', async () => {
    const hours = await boss.post<CalendarView>('/sla/calendars', {
      name: `Hours ${newId()}`,
      timezone: 'UTC',
      hours: ALWAYS,
    });
    const policy = await boss.post<{ id: string }>('/sla/policies', {
      name: `Two hours ${newId()}`,
      targets: [{ target: 'resolution', hours: 'business', calendarId: hours.body.id, minutes: { normal: 120 } }],
    });
    expect([hours.status, policy.status]).toEqual([201, 201]);
    const ids = (await Promise.all(Array.from({ length: 40 }, () => make.ticket()))).map(({ id }) => id);

    const { status } = await boss.patch(`/sla/calendars/${hours.body.id}`, { version: 1, hours: { mon: DAY } });
    expect(status).toBe(200);
    const what = {
      cause: { kind: 'calendar' as const, id: hours.body.id },
      among: { calendars: [hours.body.id] },
      asks: 'hours' as const,
      after: null,
    };
    await Promise.all(processes.map((nest) => nest.get(OpenPromises, { strict: false }).again(what)));
    await app.settle();

    const rows = await app.db.query<{ n: number; version: number }[]>(
      `select count(*)::int as n, max((data->'targets'->'resolution'->>'calendarVersion')::int) as version from sla_ledger
       where kind = 'apply' and ticket_id = any($1) group by ticket_id`,
      [ids],
    );
    expect(rows).toHaveLength(40);
    expect(rows.filter(({ n, version }) => n !== 2 || version !== 2)).toEqual([]);
    expect(await app.get(ClockRebuild).compare()).toMatchObject({ different: [] });
  }, 120_000);
});
