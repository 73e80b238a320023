import { join } from 'node:path';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The store of a user who named none: in the data folder of the platform (docs/command-line.md). */
export function usualStoreFile({ platform, home, environment }: Surroundings): string {
  return join(dataFolder(platform, home, environment), 'ravine.sqlite');
}

function dataFolder(
  platform: NodeJS.Platform,
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Ravine');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ravine');
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'ravine');
}
