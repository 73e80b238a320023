import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file or folder of resources/: data sets with their licences, presets. The folder stands beside main/ in a checkout, and above the bundled
 * program in a package.
 * @throws Error if the installation has none
 */
export function resourcePath(...parts: readonly string[]): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const resources = join(folder, 'resources');
    if (existsSync(join(resources, 'presets'))) return join(resources, ...parts);
    if (folder === dirname(folder))
      throw new Error(
        `No resources folder in or above ${import.meta.dirname}: the installation is incomplete; install Ravine again.`,
      );
  }
}
