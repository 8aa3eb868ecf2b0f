import { Injectable } from '@nestjs/common';
import type { Tx } from '../../src/platform/database/tx.js';
import { Work } from '../../src/platform/database/work.js';
import { defineEvents } from '../../src/platform/outbox/events.js';
import { Policy, Subscribe } from '../../src/platform/outbox/listeners.decorators.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox.relay.js';
import { TestPlatform, until } from '../harness/platform.js';

declare module '../../src/platform/outbox/events.js' {
  interface Events {
    'lamp.lit': { lamp: string };
    'lamp.counted': { lamp: string };
    'lamp.echoed': { left: number };
  }
}
defineEvents('lamp.lit', 'lamp.counted', 'lamp.echoed');

const heard: string[] = [];
const note = (line: string) => void heard.push(line);

@Injectable()
class LateLayer {
  @Policy('lamp.lit', 6)
  async last(tx: Tx, { lamp }: { lamp: string }) {
    note(`6 ${lamp}`);
    if (lamp === 'forbidden') throw new Error('layer 6 says no');
    tx.emit('lamp.counted', { lamp });
  }
}

@Injectable()
class EarlyLayer {
  @Policy('lamp.lit', 4)
  async first(_: Tx, { lamp }: { lamp: string }) {
    note(`4 ${lamp}`);
  }
  @Policy('lamp.counted', 4)
  async counted(_: Tx, { lamp }: { lamp: string }) {
    note(`counted ${lamp}`);
  }
  @Policy('lamp.echoed', 4)
  async echo(tx: Tx, { left }: { left: number }) {
    if (left > 0) tx.emit('lamp.echoed', { left: left - 1 });
  }
  @Subscribe('lamp.counted', { name: 'lamps.tell' })
  async tell({ lamp }: { lamp: string }) {
    note(`told ${lamp}`);
  }
}

describe('a piece of work', () => {
  let platform: TestPlatform;
  let work: Work;
  const outbox = async (): Promise<string[]> =>
    (await platform.db.query<{ name: string }[]>('select name from outbox order by id')).map((row) => row.name);

  beforeAll(async () => {
    platform = await TestPlatform.boot({ providers: [LateLayer, EarlyLayer] });
    work = platform.get(Work);
    await platform.db.query('create table lamps (name text primary key, lit int not null default 0)');
    await platform.db.query(`insert into lamps (name) values ('left'), ('right')`);
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    heard.length = 0;
    await platform.get(OutboxRelay).drain();
    await platform.db.query('truncate outbox');
  });

  it('asks policies in the order of the layers, also those that hear what policies emit', async () => {
    await work.run(async (tx) => {
      tx.emit('lamp.lit', { lamp: 'left' });
      expect(heard).toEqual([]);
    });

    expect(heard.slice(0, 3)).toEqual(['4 left', '6 left', 'counted left']);
    expect(await outbox()).toEqual(['lamp.lit', 'lamp.counted']);
    await until('the subscriber hears it', () => heard.includes('told left'));
  });

  it('leaves nothing behind when it fails: no row, no event, nobody told', async () => {
    const failing = work.run(async (tx) => {
      await tx.query(`update lamps set lit = 9 where name = 'left'`);
      tx.emit('lamp.counted', { lamp: 'left' });
      throw new Error('power cut');
    });

    await expect(failing).rejects.toThrow('power cut');
    expect(await outbox()).toEqual([]);
    expect(await platform.db.query('select lit from lamps where lit = 9')).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('fails as a whole where a policy refuses', async () => {
    await expect(work.run(async (tx) => tx.emit('lamp.lit', { lamp: 'forbidden' }))).rejects.toThrow('layer 6 says no');

    expect(await outbox()).toEqual([]);
  });

  it('lets policies answer policies for a while, but not for ever', async () => {
    await work.run(async (tx) => tx.emit('lamp.echoed', { left: 7 }));
    expect(await outbox()).toHaveLength(8);

    await expect(work.run(async (tx) => tx.emit('lamp.echoed', { left: 8 }))).rejects.toThrow('round in circles');
    expect(await outbox()).toHaveLength(8);
  });

  it('begins again after a deadlock, and emits once', async () => {
    let attempts = 0;
    let waiting = 2;
    const both = (first: string, second: string) =>
      work.run(async (tx) => {
        attempts += 1;
        await tx.query('update lamps set lit = lit + 1 where name = $1', [first]);
        waiting -= 1;
        await until('both hold one lamp', () => waiting <= 0);
        await tx.query('update lamps set lit = lit + 1 where name = $1', [second]);
        tx.emit('lamp.counted', { lamp: first });
      });

    await Promise.all([both('left', 'right'), both('right', 'left')]);

    expect(attempts).toBeGreaterThan(2);
    expect(await platform.db.query('select name, lit from lamps order by name')).toEqual([
      { name: 'left', lit: 2 },
      { name: 'right', lit: 2 },
    ]);
    expect(await outbox()).toEqual(['lamp.counted', 'lamp.counted']);
  });

  describe('that does not wait for what it writes', () => {
    const lit = async (): Promise<Record<string, number>> => {
      const rows = await platform.db.query<{ name: string; lit: number }[]>('select name, lit from lamps');
      return Object.fromEntries(rows.map((row) => [row.name, row.lit]));
    };
    const add = 'insert into lamps (name) values ($1)';

    it('reads what it wrote before, and stores it', async () => {
      const seen = await work.run(async (tx) => {
        tx.write(add, ['attic']);
        tx.write(`update lamps set lit = 3 where name = 'attic'`);
        return tx.query(`select lit from lamps where name = 'attic'`);
      });

      expect(seen).toEqual([{ lit: 3 }]);
      expect(await lit()).toMatchObject({ attic: 3 });
    });

    it('fails as a whole with the reason of the write, whatever came after it', async () => {
      const failing = work.run(async (tx) => {
        tx.write(add, ['cellar']);
        tx.write(add, ['left']);
        tx.emit('lamp.counted', { lamp: 'cellar' });
        await tx.query('select name from lamps');
      });

      await expect(failing).rejects.toMatchObject({ code: '23505', query: add });
      expect(await lit()).not.toHaveProperty('cellar');
      expect(await outbox()).toEqual([]);
    });

    it('fails where the last write does, though nothing is read after it', async () => {
      const failing = work.run(async (tx) => {
        tx.write(add, ['cellar']);
        tx.write(add, ['left']);
      });

      await expect(failing).rejects.toMatchObject({ code: '23505' });
      expect(await lit()).not.toHaveProperty('cellar');
    });

    it('fails where a constraint is only looked at by the commit', async () => {
      await platform.db.query('create table sockets (lamp text references lamps deferrable initially deferred)');

      const failing = work.run(async (tx) => tx.write(`insert into sockets values ('nowhere')`));

      await expect(failing).rejects.toMatchObject({ code: '23503' });
      expect(await platform.db.query('select * from sockets')).toEqual([]);
    });

    it('leaves its connection as clean as it found it, fifty times in parallel', async () => {
      const tries = Array.from({ length: 50 }, (_, at) =>
        work
          .run(async (tx) => tx.write(add, [at % 2 ? 'left' : `hall ${at}`]))
          .then(
            () => true,
            () => false,
          ),
      );

      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(25);
      expect(Object.keys(await lit()).filter((name) => name.startsWith('hall'))).toHaveLength(25);
    });

    it('begins again after a deadlock that a write ran into', async () => {
      await platform.db.query('update lamps set lit = 0');
      let attempts = 0;
      let waiting = 2;
      const both = (first: string, second: string) =>
        work.run(async (tx) => {
          attempts += 1;
          await tx.query('update lamps set lit = lit + 1 where name = $1', [first]);
          waiting -= 1;
          await until('both hold one lamp', () => waiting <= 0);
          tx.write('update lamps set lit = lit + 1 where name = $1', [second]);
          await tx.query('select 1');
        });

      await Promise.all([both('left', 'right'), both('right', 'left')]);

      expect(attempts).toBeGreaterThan(2);
      expect(await lit()).toMatchObject({ left: 2, right: 2 });
    });
  });
});
