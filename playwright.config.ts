import { defineConfig } from '@playwright/test';

/** The real window; scripts/test.mjs builds it and says where Electron is. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/window',
  testMatch: '*.spec.ts',
  // One window at a time: they share two processors and the display.
  workers: 1,
  timeout: 60_000,
  use: { actionTimeout: 10_000 },
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.GROTTO_TEST_REPORT ?? 'test-results/window.json' }]],
});
