import { join } from 'node:path';
import { buildIfChanged } from './stamp.ts';

/**
 * Builds the renderer into dist/renderer where its sources have changed since it was last built there.
 * @returns whether anything was built. @throws what vite says about a source it cannot build.
 */
export function buildRenderer(root: string): Promise<boolean> {
  return buildIfChanged(
    {
      root,
      sources: ['renderer/**/*.*', 'app/**/*.ts', 'package-lock.json'],
      product: 'dist/renderer/index.html',
      stamp: 'dist/renderer.sha256',
    },
    async () => {
      const { build } = await import('vite');
      await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
    },
  );
}
