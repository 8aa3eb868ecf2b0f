import { Reading } from '../../src/platform/database/reading.js';
import { TestApp } from '../harness/app.js';

describe('reads outside of a transaction', () => {
  let app: TestApp;
  let reading: Reading;
  beforeAll(async () => {
    app = await TestApp.boot();
    reading = app.get(Reading);
  });
  afterAll(() => app.close());

  const processes = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const [row] = await reading.query<{ pid: number; n: number }>('select pg_backend_pid() as pid, $1::int as n', [
          n,
        ]);
        return row!;
      }),
    );

  it('travel together where they are asked for at once, and each gets its own answer', async () => {
    const rows = await processes(8);

    expect(rows.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(rows.map(({ pid }) => pid)).size).toBe(1);
  });

  it('are shared out where they are many', async () => {
    const rows = await processes(40);

    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(new Set(rows.map(({ pid }) => pid)).size).toBe(3);
  });

  it('do not fail with one of them', async () => {
    const answers = await Promise.allSettled([
      reading.query('select 1 as one'),
      reading.query('select 1 / $1::int as none', [0]),
      reading.query('select 2 as two'),
    ]);

    expect(answers).toEqual([
      { status: 'fulfilled', value: [{ one: 1 }] },
      { status: 'rejected', reason: expect.objectContaining({ message: 'division by zero' }) },
      { status: 'fulfilled', value: [{ two: 2 }] },
    ]);
  });

  it('all learn that their connection was lost, and the next ones have another', async () => {
    const answers = await Promise.allSettled([
      reading.query('select pg_terminate_backend(pg_backend_pid())'),
      reading.query('select 1 as one'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reading.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
