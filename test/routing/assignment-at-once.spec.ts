import { createApplication } from '../../src/application.js';
import { AssignmentTerms } from '../../src/routing/assignment/assignment-terms.service.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { TicketWriter } from '../../src/tickets/ticket-writer.service.js';
import { TestApp } from '../harness/app.js';
import { Door } from '../harness/door.js';
import { Make } from '../harness/make.js';
import { lead, makeTeam, signIn, type Person } from '../harness/people.js';
import type { INestApplication } from '@nestjs/common';
import type { AddressInfo } from 'node:net';

const WORKERS = 50;
const TICKETS = 1_000;

/** Two processes on one database, and many people. */
describe('many at once', () => {
  let app: TestApp;
  let processes: INestApplication[];
  let urls: string[];
  let boss: Door;
  let make: Make;

  beforeAll(async () => {
    app = await TestApp.boot();
    // As in a deployment: what one process changes, the other hears of through PostgreSQL.
    const start = async (): Promise<INestApplication> => {
      const nest = await createApplication(app.config, { embedded: false });
      await nest.listen(0, '127.0.0.1');
      return nest;
    };
    processes = [await start(), await start()];
    urls = processes.map(
      (nest) => `http://127.0.0.1:${(nest.getHttpServer() as { address(): AddressInfo }).address().port}`,
    );
    boss = new Door(urls[0]!, { cookie: (await lead(app)).cookie });
    make = new Make(app);
  }, 120_000);
  afterAll(async () => {
    for (const nest of processes ?? []) await nest.close();
    await app.close();
  });

  const doorOf = (person: Person, index: number): Door => new Door(urls[index % 2]!, { cookie: person.cookie });

  it('50 people who take 1,000 tickets get each ticket exactly once', async () => {
    const team = await makeTeam(app);
    const { id: contactId } = await make.contact();
    await app.get(Work).run(async (tx) => {
      for (let n = 0; n < TICKETS; n += 1)
        await app
          .get(TicketWriter)
          .open(tx, SYSTEM, { subject: `Ticket ${n}`, contactId, companyId: null, inboxId: null, teamId: team.id });
    });
    const people = await Promise.all(
      Array.from({ length: WORKERS }, () => signIn(app, 'agent', { teamIds: [team.id] })),
    );

    const taken = await Promise.all(
      people.map(async (person, index) => {
        const door = doorOf(person, index);
        const mine: string[] = [];
        for (;;) {
          const { status, body } = await door.post<{ ticket: { id: string } | null }>('/assignment/next', {});
          expect(status).toBe(200);
          if (!body.ticket) return mine;
          mine.push(body.ticket.id);
        }
      }),
    );

    const all = taken.flat();
    expect(all).toHaveLength(TICKETS);
    expect(new Set(all).size).toBe(TICKETS);
    const [row] = await app.db.query<{ n: number; events: number }[]>(
      `select count(*) filter (where assignee_id is not null)::int as n,
         (select count(*)::int from ticket_events e join tickets t on t.id = e.ticket_id
            where t.team_id = $1 and e.type = 'ticket.assigned') as events
       from tickets where team_id = $1`,
      [team.id],
    );
    expect(row).toEqual({ n: TICKETS, events: TICKETS });
  }, 180_000);

  it('50 people who claim the same ticket: one gets it', async () => {
    const team = await makeTeam(app);
    const { id } = await make.ticket({ teamId: team.id });
    const people = await Promise.all(
      Array.from({ length: WORKERS }, () => signIn(app, 'agent', { teamIds: [team.id] })),
    );

    const answers = await Promise.all(
      people.map((person, index) => doorOf(person, index).post(`/tickets/${id}/claim`)),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(WORKERS - 1);
  }, 60_000);

  it('nobody gets more than they can take, and nobody waits while somebody is free, whatever comes together', async () => {
    // Given three teams that share people, in two processes,
    const teams = [await makeTeam(app), await makeTeam(app), await makeTeam(app)];
    const people = await Promise.all(
      [[0], [0, 1], [1, 2], [0, 1, 2], [2]].map((of) =>
        signIn(app, 'agent', { teamIds: of.map((index) => teams[index]!.id) }),
      ),
    );
    for (const { id } of teams) await boss.patch(`/teams/${id}/assignment`, { strategy: 'least_busy' });
    await app.settle();
    for (const { id } of people) await boss.put(`/users/${id}/capacity`, { most: 50 });
    await Promise.all(
      people.map((person, index) => doorOf(person, index).put('/me/availability', { state: 'online' })),
    );
    const { id: contactId } = await make.contact();

    // when 60 tickets come at once, and everybody solves what they get as they get it,
    const opening = Array.from({ length: 60 }, (_, n) => {
      const home = processes[n % 2]!;
      return home.get(Work, { strict: false }).run((tx) =>
        home.get(TicketWriter, { strict: false }).open(tx, SYSTEM, {
          subject: `Ticket ${n}`,
          contactId,
          companyId: null,
          inboxId: null,
          teamId: teams[n % 3]!.id,
        }),
      );
    });
    await Promise.all(opening);
    await app.settle();
    const loads = async () =>
      (await boss.get<{ items: { id: string; load: number }[] }>('/assignment/people')).body.items
        .filter(({ id }) => people.some((person) => person.id === id))
        .map(({ load }) => load);
    expect(await loads()).toEqual([50, 50, 50, 50, 50]);
    const solveWhatComes = async (person: Person, index: number): Promise<void> => {
      const door = doorOf(person, index);
      for (;;) {
        const { body } = await door.get<{ items: { id: string; version: number }[] }>(
          '/tickets?assignee=me&status=unsolved&limit=200',
        );
        const [first] = body.items;
        if (!first) return;
        await door.patch(`/tickets/${first.id}`, { version: first.version, status: 'solved' });
      }
    };
    const unsolved = async (): Promise<number> => {
      const [row] = await app.db.query<{ n: number }[]>(
        `select count(*)::int as n from tickets where team_id = any($1::uuid[]) and (category <> 'solved' or assignee_id is null)`,
        [teams.map(({ id }) => id)],
      );
      return row!.n;
    };
    // Somebody who finds nothing may be given something a moment later: so they look again.
    for (let round = 0; round < 12 && (await unsolved()) > 0; round += 1) {
      await Promise.all(people.map(solveWhatComes));
      await app.settle();
    }

    // then all were somebody's, and at no moment had anybody too much.
    expect(await unsolved()).toBe(0);
    const told = await app.db.query<{ load: number; most: number }[]>(
      `select (c->>'load')::int as load, (c->>'most')::int as most
       from ticket_events e join tickets t on t.id = e.ticket_id,
         jsonb_array_elements(e.because->'assignment'->'candidates') c
       where t.team_id = any($1::uuid[]) and e.type = 'ticket.assigned' and c->>'verdict' = 'chosen'`,
      [teams.map(({ id }) => id)],
    );
    expect(told).toHaveLength(60);
    expect(told.every(({ load, most }) => load + 10 <= most)).toBe(true);
  }, 120_000);

  it('the other process knows a team’s new terms', async () => {
    const team = await makeTeam(app);
    await boss.patch(`/teams/${team.id}/assignment`, { strategy: 'longest_idle' });
    await app.settle();

    for (const nest of processes) {
      const known = await nest.get(AssignmentTerms, { strict: false }).now();
      expect(known.teams.get(team.id)?.strategy).toBe('longest_idle');
    }
  });
});
