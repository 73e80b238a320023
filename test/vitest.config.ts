import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

/** Side by side, as many as there are cores; then, one after another, those that start processes and browsers of their own. */
const together = { maxWorkers: availableParallelism(), sequence: { groupOrder: 0 } };
const alone = { maxWorkers: 1, sequence: { groupOrder: 1 } };

/** Five kinds of tests: pure and engine code, components, whole processes, the desktop application, and the built lab in a real browser. */
export default defineConfig({
  root,
  test: {
    globalSetup: ['test/cache.ts'],
    projects: [
      {
        root,
        test: {
          name: 'unit',
          ...together,
          environment: 'node',
          include: ['test/{app,bench,main,scripts}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [svelte({ configFile: join(root, 'renderer/svelte.config.js') }), svelteTesting()],
        test: {
          name: 'renderer',
          testTimeout: 30_000,
          ...together,
          environment: 'jsdom',
          include: ['test/renderer/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'process',
          ...alone,
          environment: 'node',
          include: ['test/process/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'desktop',
          ...alone,
          environment: 'node',
          include: ['test/desktop/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          ...alone,
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
