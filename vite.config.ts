/** The page, for the oldest Chromium that it runs in. The other processes are bundled by scripts/lib/build.mjs. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  // electron/page-files.ts puts a fresh nonce in its place for every answer.
  html: { cspNonce: 'GROTTO_CSP_NONCE' },
  build: {
    target: 'chrome114',
    outDir: '../dist/renderer',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
