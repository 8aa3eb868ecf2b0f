import { Turns } from './turns.js';

describe('turns', () => {
  const gate = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((done) => (open = done));
    return { open, opened };
  };

  it('come in the order in which they were asked for, of one key alone', async () => {
    const turns = new Turns();
    const { open, opened } = gate();
    const said: string[] = [];
    const first = turns.take('ana', async () => {
      await opened;
      said.push('first');
    });
    const second = turns.take('ana', async () => void said.push('second'));

    await turns.take('bia', async () => void said.push('another'));
    open();
    await Promise.all([first, second]);

    expect(said).toEqual(['another', 'first', 'second']);
  });

  it('go on after one that failed, whose caller alone hears of it', async () => {
    const turns = new Turns();
    const bad = turns.take('ana', () => Promise.reject(new Error('no')));
    const good = turns.take('ana', async () => 'yes');

    await expect(bad).rejects.toThrow('no');
    await expect(good).resolves.toBe('yes');
  });

  it('forget keys that nobody waits for', async () => {
    const turns = new Turns();
    await turns.take('ana', async () => undefined);
    await Promise.resolve();

    expect((turns as unknown as { last: Map<string, unknown> }).last.size).toBe(0);
  });
});
