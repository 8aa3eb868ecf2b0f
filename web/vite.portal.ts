import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The customers' portal: one page, its routes loaded as they are visited. `API` names a running server for `vite dev`. */
const api = process.env.API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: new URL('./portal', import.meta.url).pathname,
  base: '/portal/',
  plugins: [react()],
  build: {
    outDir: new URL('../dist/web/portal', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 2048,
  },
  server: { proxy: { '/api': { target: api } } },
});
