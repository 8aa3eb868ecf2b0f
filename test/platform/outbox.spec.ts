import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Work } from '../../src/platform/database/work.js';
import { newId } from '../../src/platform/ids.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { defineEvents } from '../../src/platform/outbox/events.js';
import { Subscribe } from '../../src/platform/outbox/listeners.decorators.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox.relay.js';
import { TestPlatform, until } from '../harness/platform.js';

declare module '../../src/platform/outbox/events.js' {
  interface Events {
    'parcel.sent': { parcel: number; to?: string };
    'parcel.weighed': { parcel: number };
    'parcel.seen': { parcel: number };
  }
}
defineEvents('parcel.sent', 'parcel.weighed', 'parcel.seen');

const heard: Record<'mail' | 'books' | 'live' | 'abroad' | 'near' | 'seen', string[]> = {
  mail: [],
  books: [],
  live: [],
  abroad: [],
  near: [],
  seen: [],
};
let failures = 0;

@Injectable()
class Parcels {
  @Subscribe('parcel.sent', { name: 'parcels.mail' })
  async mail(_: object, eventId: string) {
    if (failures > 0) {
      failures -= 1;
      throw new Error('the mail server is away');
    }
    heard.mail.push(eventId);
  }
  @Subscribe('parcel.sent', { name: 'parcels.books' })
  async books(_: object, eventId: string) {
    heard.books.push(eventId);
  }
  @Subscribe('parcel.sent', { name: 'parcels.live', lane: 'live' })
  async live(_: object, eventId: string) {
    heard.live.push(eventId);
  }
  @Subscribe('parcel.sent', { name: 'parcels.abroad', when: (fact) => fact.to === 'abroad' })
  async abroad(_: object, eventId: string) {
    heard.abroad.push(eventId);
  }
  @Subscribe('parcel.weighed', { name: 'parcels.near', lane: 'near' })
  async near(_: object, eventId: string) {
    if (failures > 0) {
      failures -= 1;
      throw new Error('the scales are away');
    }
    heard.near.push(eventId);
  }
  @Subscribe('parcel.seen', { name: 'parcels.seen', lane: 'live' })
  async seen(_: object, eventId: string) {
    heard.seen.push(eventId);
  }
}

describe('the outbox', () => {
  let platform: TestPlatform;
  const waiting = async (): Promise<number> =>
    Number((await platform.db.query('select count(*) from outbox where relayed_at is null'))[0].count);
  const send = (to?: string) =>
    platform.get(Work).run(async (tx) => {
      tx.emit('parcel.sent', { parcel: 1, to });
    });

  /** What a process leaves that was killed between its commit and the telling. */
  async function committedOnly(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, newId);
    await platform.db.query(
      `insert into outbox (id, name, fact, at) select id, 'parcel.sent', '{"parcel": 2}', now() - interval '1 minute'
       from unnest($1::uuid[]) as e(id)`,
      [ids],
    );
    return ids;
  }

  beforeAll(async () => void (platform = await TestPlatform.boot({ providers: [Parcels] })));
  afterAll(() => platform.close());
  beforeEach(() => Object.values(heard).forEach((list) => list.splice(0)));

  it('tells each subscriber at once after the commit', async () => {
    await send();

    await until('both are told', () => heard.mail.length + heard.books.length === 2, 2_000);
    expect(heard.live).toEqual(heard.books);
    expect(heard.abroad).toEqual([]);
    await until('the row is marked', async () => (await waiting()) === 0, 2_000);
  });

  it('asks `when` before it makes a job', async () => {
    await send('abroad');

    await until('the one who cares is told', () => heard.abroad.length === 1, 2_000);
  });

  it('finds what a killed process did not tell, and tells each subscriber exactly once', async () => {
    const ids = await committedOnly(20);
    const relay = platform.get(OutboxRelay);

    // Two processes sweep at the same time, as after a restart.
    await Promise.all([relay.sweep(), relay.sweep()]);

    await until('all are told', () => heard.mail.length >= 20 && heard.books.length >= 20);
    await relay.sweep();
    await new Promise((done) => setTimeout(done, 200));
    expect(heard.mail.toSorted()).toEqual(ids.toSorted());
    expect(heard.books.toSorted()).toEqual(ids.toSorted());
    expect(await waiting()).toBe(0);
  });

  it('does not tell again what was told but not yet marked', async () => {
    const [id] = await committedOnly(1);
    await platform.get(OutboxRelay).sweep();
    await until('it is told', () => heard.mail.includes(id!) && heard.books.includes(id!));
    await platform.db.query('update outbox set relayed_at = null where id = $1', [id]);

    await platform.get(OutboxRelay).sweep();
    await new Promise((done) => setTimeout(done, 200));

    expect(heard.mail).toEqual([id]);
    expect(heard.books).toEqual([id]);
  });

  it('repeats a subscriber that failed, and only that one', async () => {
    failures = 1;
    await send();

    await until('the second attempt succeeds', () => heard.mail.length === 1);
    expect(heard.books).toHaveLength(1);
  });

  it('runs near work in the process that committed, without a job, and marks it when it is done', async () => {
    const added = jest.spyOn(platform.get(Jobs), 'addToEvents');
    await platform.get(Work).run(async (tx) => tx.emit('parcel.weighed', { parcel: 3 }));

    await until('it ran', () => heard.near.length === 1, 2_000);
    expect(added).not.toHaveBeenCalled();
    await until('the row is marked', async () => (await waiting()) === 0, 2_000);
    added.mockRestore();
  });

  it('repeats near work that failed by a job', async () => {
    failures = 1;
    await platform.get(Work).run(async (tx) => tx.emit('parcel.weighed', { parcel: 4 }));

    await until('the job did it', () => heard.near.length === 1);
    await until('the row is marked', async () => (await waiting()) === 0, 2_000);
  });

  it('finds near work that a killed process did not do', async () => {
    const id = newId();
    await platform.db.query(
      `insert into outbox (id, name, fact, at) values ($1, 'parcel.weighed', '{"parcel": 5}', now() - interval '1 minute')`,
      [id],
    );

    await Promise.all([platform.get(OutboxRelay).sweep(), platform.get(OutboxRelay).sweep()]);

    await until('it ran', () => heard.near.includes(id), 2_000);
    await until('the row is marked', async () => (await waiting()) === 0, 2_000);
    expect(new Set(heard.near)).toEqual(new Set([id]));
  });

  it('leaves nothing to mark where only hints wait for the fact', async () => {
    await platform.get(Work).run(async (tx) => tx.emit('parcel.seen', { parcel: 6 }));

    expect(await waiting()).toBe(0);
    await until('the hint came', () => heard.seen.length === 1, 2_000);
  });

  it('is swept by the clock, without anybody asking', async () => {
    const [id] = await committedOnly(1);

    await until('the sweep comes by', () => heard.mail.includes(id!), 12_000);
  });

  it('forgets a job whose subscriber is gone', async () => {
    const jobs = platform.get(Jobs);
    await jobs.addToEvents([{ name: 'parcels.retired', data: { eventId: newId(), fact: {} }, id: newId() }]);

    await until('nothing is left', async () => {
      const counts = await jobs.queue('events').getJobCounts('waiting', 'active', 'delayed', 'failed');
      return Object.values(counts).every((count) => count === 0);
    });
  });
});
