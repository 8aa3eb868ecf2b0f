import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const api = process.env.API ?? 'http://127.0.0.1:3000';

const fingerprint = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);

/** Tells the service worker which files make up the app; a new release has other fingerprints, and so another worker. */
const precache: Plugin = {
  name: 'field-precache',
  enforce: 'post',
  generateBundle(_, bundle) {
    const built = Object.values(bundle)
      .filter(({ fileName }) => fileName !== 'sw.js')
      .map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const);
    const still = readdirSync(here('./field/public')).map(
      (name) => [name, readFileSync(here(`./field/public/${name}`))] as const,
    );
    const files = [...built, ...still].map(([name, content]) => ({
      url: `/field/${name}`,
      revision: fingerprint(content),
    }));
    const worker = bundle['sw.js'];
    if (worker?.type !== 'chunk') throw new Error('The service worker was not built');
    worker.code = worker.code.replaceAll('__FIELD_FILES__', JSON.stringify(files));
  },
};

/** The technician’s app: small, for a phone, and whole without a network. */
export default defineConfig({
  root: here('./field'),
  base: '/field/',
  publicDir: here('./field/public'),
  plugins: [precache],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../dist/web/field'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { field: here('./field/index.html'), sw: here('./field/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': { target: api }, '/sign-in': { target: api } } },
});
