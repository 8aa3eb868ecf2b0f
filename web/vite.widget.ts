import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Engine.IO brings four ways to connect. We use its WebSocket; what we fall back to is our own plain HTTP door. */
const webSocketOnly: Plugin = {
  name: 'engine.io-websocket-only',
  enforce: 'pre',
  transform: (_, id) =>
    /engine\.io-client\/build\/esm\/transports\/index\.js/.test(id)
      ? { code: `import { WS } from './websocket.js'; export const transports = { websocket: WS };`, map: null }
      : undefined,
};

/** One classic script without dependencies: it must run in any page by one tag. */
export default defineConfig({
  root: here('./widget'),
  publicDir: here('./widget/public'),
  plugins: [webSocketOnly],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: here('../dist/web/widget'),
    emptyOutDir: true,
    target: 'es2022',
    cssMinify: true,
    lib: {
      entry: here('./widget/main.tsx'),
      formats: ['iife'],
      name: 'FrontdeskWidget',
      fileName: () => 'widget.js',
    },
  },
});
