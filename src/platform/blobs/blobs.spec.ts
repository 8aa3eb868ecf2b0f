import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Config } from '../config.js';
import { Blobs } from './blobs.js';

describe('blobs on disk', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'frontdesk-blobs-'));
  const blobs = new Blobs(Config.fromEnvironment({ DATA_DIR }));
  const files = () =>
    readdirSync(join(DATA_DIR, 'blobs'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  afterAll(() => rmSync(DATA_DIR, { recursive: true }));

  it('keeps the same content once and gives it back byte for byte', async () => {
    const content = Buffer.from([0, 255, 10, 13, 0]);

    const keys = await Promise.all([blobs.put(content), blobs.put(content), blobs.put(Buffer.from(content))]);

    expect(new Set(keys).size).toBe(1);
    expect(files()).toHaveLength(1);
    expect((await blobs.get(keys[0]!)).equals(content)).toBe(true);
    expect((await buffer(await blobs.stream(keys[0]!))).equals(content)).toBe(true);
  });

  it('keeps an empty file', async () => {
    expect(await blobs.get(await blobs.put(Buffer.alloc(0)))).toHaveLength(0);
  });

  it.each(['../../secret.key', '/etc/passwd', '..%2f..%2fsecret.key', 'a'.repeat(63), `${'a'.repeat(64)}/..`, ''])(
    'takes no path for a key: %s',
    async (key) => {
      await expect(blobs.get(key)).rejects.toThrow('not a key');
      await expect(blobs.stream(key)).rejects.toThrow('not a key');
      await expect(blobs.delete(key)).rejects.toThrow('not a key');
    },
  );
});
