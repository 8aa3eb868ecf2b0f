import { GOOD, SimulatedProvider } from './simulated-provider.js';

/** Each webhook is on its way until the test lets it arrive. */
class Provider extends SimulatedProvider<typeof GOOD, string> {
  readonly onTheWay: { what: string; arrive: () => void }[] = [];
  constructor() {
    super(GOOD);
  }
  says(what: string): void {
    this.pending.push(what);
  }
  protected take = (): Promise<void> => Promise.resolve();
  protected bring(what: string): Promise<void> {
    return new Promise((arrive) => this.onTheWay.push({ what, arrive }));
  }
}

const turn = () => new Promise((done) => setImmediate(done));

describe('a simulated provider', () => {
  it('has brought a word when it says so, also where a receipt set off first with it', async () => {
    const provider = new Provider();
    const told: string[] = [];
    provider.says('first');
    void provider.deliver();
    const mine = provider.deliver().then(() => told.push('first is there'));
    await turn();
    expect(provider.onTheWay.map(({ what }) => what)).toEqual(['first']);
    expect(told).toEqual([]);

    provider.onTheWay[0]!.arrive();
    await mine;

    expect(told).toEqual(['first is there']);
  });
});
