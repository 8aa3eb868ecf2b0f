import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-widget-'));
  const vite = [
    'node_modules/vite/bin/vite.js',
    'build',
    '-c',
    'web/vite.widget.ts',
    '--outDir',
    folder,
    '--logLevel',
    'error',
  ];
  const built = spawnSync(process.execPath, vite, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' },
  });
  if (built.status !== 0) throw new Error(built.stderr);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the widget’s script', () => {
  const script = (): string => readFileSync(join(folder, 'widget.js'), 'utf8');

  it('is one file of at most 40 KB compressed, with its transport', () => {
    expect(gzipSync(script()).length).toBeLessThanOrEqual(40 * 1024);
    expect(script()).toContain('websocket');
  });

  it('asks nothing of a page’s content security policy beyond its own address', () => {
    expect(script()).not.toMatch(/\beval\(|new Function\(|document\.write\(|\.innerHTML\s*=(?!=)\s*["'`]</);
    expect(script()).toContain('adoptedStyleSheets');
  });

  it('sets no cookie', () => {
    expect(script()).not.toMatch(/document\.cookie\s*=/);
  });
});
