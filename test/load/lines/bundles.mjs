/** What a browser must load before the first screen stands. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const web = join(root, 'dist/web');
const KILOBYTE = 1_024;

/** Programs that do nothing but show something by the same libraries. */
const BARE = {
  console: `import { createElement } from 'react'; import { createRoot } from 'react-dom/client';
    import { MantineProvider, Button } from '@mantine/core';
    createRoot(document.body).render(createElement(MantineProvider, null, createElement(Button, null, 'Hello')));`,
  widget: `import { h, render } from 'preact'; import { io } from 'socket.io-client';
    io('/chat'); render(h('b', null, 'Hello'), document.body);`,
};

export async function measureBundles({ report }) {
  report.section('What the browser loads first (gzip)');
  await one(report, 'console: JavaScript for the first screen', join(web, 'console'), 350, {
    what: 'React and Mantine with one button',
    source: BARE.console,
  });
  await one(report, 'widget', join(web, 'widget'), 40, { what: 'Preact and Socket.IO alone', source: BARE.widget });
}

async function one(report, what, folder, aim, { what: bare, source }) {
  const files = firstScripts(folder);
  if (files.length === 0) return report.note(`${what}: not built (${folder} holds no page)`);
  report.figure({
    what,
    value: files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / KILOBYTE,
    unit: 'KB',
    aim: { atMost: aim },
    floor: { what: bare, value: (await sizeOf(source)) / KILOBYTE },
  });
}

/** The page's module scripts and what it preloads; for the widget, which is one file, that file. */
function firstScripts(folder) {
  const page = join(folder, 'index.html');
  if (existsSync(page)) {
    const html = readFileSync(page, 'utf8');
    const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
    return tags
      .filter((tag) => tag.startsWith('<script') || tag.includes('modulepreload'))
      .flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? [])
      .map((path) => join(folder, path.replace(/^(\.?\/)?/, '').replace(/^console\//, '')))
      .filter((file) => existsSync(file));
  }
  const single = join(folder, 'widget.js');
  return existsSync(single) ? [single] : [];
}

async function sizeOf(source) {
  const name = '\0bare.js';
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'bare',
        resolveId: (id) => (id === 'bare' ? join(root, name.slice(1)) : undefined),
        load: (id) => (id === join(root, name.slice(1)) ? source : undefined),
      },
    ],
    build: { write: false, minify: true, rollupOptions: { input: 'bare' } },
  });
  return output.filter((part) => part.type === 'chunk').reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}
