import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

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
          environment: 'node',
          include: ['test/{app,bench,main,scripts}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [svelte({ configFile: join(root, 'renderer/svelte.config.js') }), svelteTesting()],
        test: { name: 'renderer', environment: 'jsdom', include: ['test/renderer/**/*.test.ts'] },
      },
      {
        root,
        test: {
          name: 'process',
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
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
