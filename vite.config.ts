/** The page's build: from web/ into dist/web; in development the API and the socket come from a running server. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = process.env['HUIYING_DEV_SERVER'] ?? 'http://localhost:3000';

export default defineConfig({
  root: 'web',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  // The server compares Origin with Host, so the page's own host must reach it unchanged.
  server: {
    proxy: {
      '/public': { target: server, changeOrigin: false },
      '/api': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true, changeOrigin: false },
    },
  },
});
