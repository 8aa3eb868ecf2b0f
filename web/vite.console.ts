import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The agent console: one page, its routes loaded as they are visited. `API` names a running server for `vite dev`. */
const api = process.env.API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: new URL('./console', import.meta.url).pathname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: new URL('../dist/web/console', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'es2022',
    // The mail frame and the server's own CSP forbid inline data scripts; small images may still be inlined.
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': { target: api },
      '/health': { target: api },
      '/widget': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
