import fc from 'fast-check';
import type { ContactView } from '../../src/customers/contact.dto.js';
import { ContactMergesService } from '../../src/customers/contact-merges.service.js';
import { ContactsService } from '../../src/customers/contacts.service.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { agent, type Person } from '../harness/people.js';

describe('merging contacts', () => {
  let app: TestApp;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    ana = await agent(app);
  });
  afterAll(() => app.close());

  const add = async (contact: object): Promise<ContactView> =>
    (await ana.post<ContactView>('/contacts', { name: 'Somebody', ...contact })).body;
  const one = async (id: string): Promise<ContactView> => (await ana.get<ContactView>(`/contacts/${id}`)).body;

  it('joins their addresses, fills gaps, and answers for the one that is gone', async () => {
    const winner = await add({
      name: 'Ana Lima',
      tags: ['vip'],
      identities: [{ kind: 'email', value: 'ana@m1.example' }],
    });
    const loser = await add({
      name: 'A. Lima',
      title: 'Manager',
      tags: ['onsite'],
      notes: 'Rings twice.',
      identities: [{ kind: 'phone', value: '+55 11 3333-0001' }],
    });

    const merged = await ana.post<{ mergeId: string; contact: ContactView }>(`/contacts/${winner.id}/merge`, {
      otherId: loser.id,
    });

    expect(merged.status).toBe(200);
    expect(merged.body.contact).toMatchObject({
      id: winner.id,
      name: 'Ana Lima',
      title: 'Manager',
      notes: 'Rings twice.',
      tags: ['onsite', 'vip'],
      merges: [{ id: merged.body.mergeId, name: 'A. Lima', by: ana.name }],
    });
    expect(merged.body.contact.identities).toHaveLength(2);
    expect((await one(loser.id)).id).toBe(winner.id);
    expect((await ana.patch(`/contacts/${loser.id}`, { name: 'X' })).status).toBe(409);
    expect((await ana.get<{ items: ContactView[] }>('/contacts?q=3333-0001')).body.items.map((c) => c.id)).toEqual([
      winner.id,
    ]);
  });

  it('is undone without touching what people changed or what came since', async () => {
    const winner = await add({ name: 'W', identities: [{ kind: 'email', value: 'w@m2.example' }] });
    const loser = await add({ name: 'L', title: 'Clerk', language: 'pt-BR', tags: ['a', 'b'] });
    await ana.post(`/contacts/${loser.id}/identities`, { kind: 'email', value: 'l@m2.example' });
    await ana.post(`/contacts/${winner.id}/merge`, { otherId: loser.id });
    await ana.patch(`/contacts/${winner.id}`, { title: 'Director', tags: ['a', 'c'] });
    await ana.post(`/contacts/${winner.id}/identities`, { kind: 'email', value: 'new@m2.example' });

    const undone = await ana.post<{ contact: ContactView; other: ContactView }>(`/contacts/${winner.id}/unmerge`, {});

    expect(undone.status).toBe(200);
    expect(undone.body.contact).toMatchObject({ title: 'Director', tags: ['c'], merges: [] });
    expect(undone.body.contact.language).toBeUndefined();
    expect(undone.body.contact.identities.map((i) => i.value)).toEqual(['w@m2.example', 'new@m2.example']);
    expect(undone.body.other).toMatchObject({ title: 'Clerk', language: 'pt-BR', tags: ['a', 'b'] });
    expect(undone.body.other.identities.map((i) => i.value)).toEqual(['l@m2.example']);
    expect((await ana.post(`/contacts/${winner.id}/unmerge`, {})).status).toBe(404);
  });

  it('refuses itself, the unknown and the gone', async () => {
    const [a, b, c] = [await add({}), await add({}), await add({})];
    await ana.post(`/contacts/${a.id}/merge`, { otherId: b.id });

    const statuses = await Promise.all(
      [
        [a.id, a.id],
        [a.id, newId()],
        [newId(), a.id],
        [c.id, b.id],
        [b.id, c.id],
      ].map(async ([id, otherId]) => (await ana.post(`/contacts/${id}/merge`, { otherId })).status),
    );
    expect(statuses).toEqual([422, 422, 404, 409, 409]);
  });

  it('has one winner when two merge the same two at once', async () => {
    const [a, b] = [await add({}), await add({})];
    const answers = await Promise.all([
      ana.post(`/contacts/${a.id}/merge`, { otherId: b.id }),
      ana.post(`/contacts/${b.id}/merge`, { otherId: a.id }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('lets a message that arrives during the merge reach the winner', async () => {
    const [winner, loser] = [await add({}), await add({ identities: [{ kind: 'email', value: 'during@m.example' }] })];
    const identify = () =>
      app.get(Work).run((tx) => app.get(ContactsService).identify(tx, { kind: 'email', value: 'during@m.example' }));

    const [, ...seen] = await Promise.all([
      ana.post(`/contacts/${winner.id}/merge`, { otherId: loser.id }),
      ...Array.from({ length: 8 }, identify),
    ]);

    expect(seen.every((found) => [winner.id, loser.id].includes(found.contactId))).toBe(true);
    expect((await identify()).contactId).toBe(winner.id);
  });

  it('leaves everybody as if the undone merges had never been, in whatever order they are undone', async () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const person = fc.record({
      title: fc.option(word),
      language: fc.option(fc.constantFrom('en', 'pt-BR')),
      notes: fc.option(fc.constantFrom('one', 'two', 'one\n\ntwo')),
      tags: fc.uniqueArray(word).map((tags) => tags.sort()),
      fields: fc.dictionary(fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 2 })),
      identities: fc.integer({ min: 0, max: 2 }),
    });
    const step = fc.record({ undo: fc.boolean(), a: fc.nat(30), b: fc.nat(30) });

    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 3, maxLength: 6 }),
        fc.array(step, { minLength: 2, maxLength: 14 }),
        async (people, steps) => {
          const ids = await seed(app, people);
          const before = await stateOf(app, ids);
          let merges: { id: string; winner: string; loser: string }[] = [];
          for (const { undo, a, b } of steps) {
            if (undo && merges.length > 0) {
              const merge = merges[a % merges.length]!;
              await app.get(ContactMergesService).unmerge(SYSTEM, merge.winner, merge.id);
              merges = merges.filter((m) => m !== merge);
            } else {
              const free = ids.filter((id) => !merges.some((m) => m.loser === id));
              const [winner, loser] = [free[a % free.length]!, free[b % free.length]!];
              if (winner === loser) continue;
              merges.push({ id: await app.get(ContactMergesService).merge(SYSTEM, winner, loser), winner, loser });
            }
          }
          const remaining = await stateOf(app, ids);
          await twinReaches(app, people, ids, merges, remaining);
          for (const merge of merges.sort((x, y) => (x.id.slice(-1) < y.id.slice(-1) ? -1 : 1))) {
            await app.get(ContactMergesService).unmerge(SYSTEM, merge.winner, merge.id);
          }
          expect(await stateOf(app, ids)).toEqual(before);
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});

interface Seeded {
  title: string | null;
  language: string | null;
  notes: string | null;
  tags: string[];
  fields: Record<string, number>;
  identities: number;
}

async function seed(app: TestApp, people: Seeded[]): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people) {
    const id = newId();
    ids.push(id);
    await app.db.query(
      `insert into contacts (id, name, title, language, notes, tags, fields, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, now(), now())`,
      [id, `P${ids.length}`, person.title, person.language, person.notes, person.tags, person.fields],
    );
    for (let i = 0; i < person.identities; i += 1) {
      await app.db.query(
        `insert into contact_identities (id, contact_id, kind, value, display, valid_from) values ($1, $2, 'email', $3, $3, now())`,
        [newId(), id, `${newId()}@${i}.example`],
      );
    }
  }
  return ids;
}

/** Everything that a merge may touch, with people named by their place and addresses by whose they were at first. */
async function stateOf(app: TestApp, ids: string[]): Promise<unknown[]> {
  const rows = await app.db.query<Record<string, unknown>[]>(
    `select c.id, c.title, c.language, c.notes, c.tags, c.fields, c.merged_into_id as into, c.deleted_at,
       (select coalesce(array_agg(i.id::text order by i.id), '{}') from contact_identities i where i.contact_id = c.id) as identities
     from contacts c where c.id = any($1) order by array_position($1, c.id)`,
    [ids],
  );
  return rows.map(({ id: _id, into, ...row }) => ({
    ...row,
    into: into === null ? null : ids.indexOf(into as string),
  }));
}

/** The same people, on whom only the merges that remain were ever made, in their order, are in the same state. */
async function twinReaches(
  app: TestApp,
  people: Seeded[],
  ids: string[],
  merges: { id: string; winner: string; loser: string }[],
  expected: unknown[],
): Promise<void> {
  const twins = await seed(app, people);
  const twin = (id: string): string => twins[ids.indexOf(id)]!;
  for (const merge of merges) await app.get(ContactMergesService).merge(SYSTEM, twin(merge.winner), twin(merge.loser));
  const comparable = (rows: unknown[]): unknown[] =>
    rows.map((row) => {
      const { identities, ...rest } = row as { identities: string[] };
      return { ...rest, identities: identities.length };
    });
  expect(comparable(expected)).toEqual(comparable(await stateOf(app, twins)));
}
