import { Clamd, verdictOf } from '../../src/platform/scanning/clamd.js';
import { ClamdServer, EICAR } from './clamd-server.js';

describe('asking clamd', () => {
  let server: ClamdServer;
  beforeAll(async () => {
    server = await ClamdServer.start();
  });
  beforeEach(() => {
    server.mode = 'well';
    server.scanned.length = 0;
  });
  afterAll(() => server.stop());

  it('sends the whole file in chunks and hears what it is', async () => {
    const clamd = new Clamd(server.url);

    expect(await clamd.ping()).toBe('PONG');
    expect(await clamd.scan(Buffer.alloc(200_001, 1))).toEqual({ verdict: 'clean' });
    expect(await clamd.scan(Buffer.alloc(0))).toEqual({ verdict: 'clean' });
    expect(await clamd.scan(Buffer.concat([Buffer.alloc(65_530, 1), EICAR]))).toEqual({
      verdict: 'infected',
      finding: 'Eicar-Test-Signature',
    });
    expect(server.scanned).toEqual([200_001, 0, 65_530 + EICAR.length]);
  });

  it('takes the answer of one that has heard enough', async () => {
    expect(await new Clamd(server.url).scan(Buffer.alloc(30_000_000, 1))).toMatchObject({ verdict: 'unscannable' });
  });

  it('asks one that cut it off in the middle once more, and no more than that', async () => {
    server.cutOff = 1;
    expect(await new Clamd(server.url).scan(Buffer.alloc(3_000_000, 1))).toMatchObject({ verdict: 'unscannable' });

    server.cutOff = 2;
    await expect(new Clamd(server.url).scan(Buffer.alloc(3_000_000, 1))).rejects.toThrow(/ECONNRESET|EPIPE/);
    expect(server.cutOff).toBe(0);
  });

  it('says so where nobody answers, answers in time, or is there', async () => {
    server.mode = 'silent';
    await expect(new Clamd(server.url, 100).scan(Buffer.from('x'))).rejects.toThrow('in time');
    server.mode = 'broken';
    await expect(new Clamd(server.url).scan(Buffer.from('x'))).rejects.toThrow();
    await expect(new Clamd('unix:///nowhere/clamd.ctl').ping()).rejects.toThrow('ENOENT');
  });

  it.each([
    ['stream: OK', { verdict: 'clean' }],
    ['stream: Win.Test.EICAR_HDB-1 FOUND', { verdict: 'infected', finding: 'Win.Test.EICAR_HDB-1' }],
    ['INSTREAM size limit exceeded. ERROR', { verdict: 'unscannable', finding: 'too large for the scanner' }],
  ])('reads “%s”', (answer, expected) => {
    expect(verdictOf(answer)).toEqual(expected);
  });

  it('takes nothing else for an answer', () => {
    expect(() => verdictOf('stream: lstat() failed. ERROR')).toThrow('lstat');
    expect(() => verdictOf('')).toThrow();
  });
});
