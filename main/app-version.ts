import manifest from '../package.json' with { type: 'json' };

/** Ravine's version, recorded with every run. */
export function appVersion(): string {
  return manifest.version;
}
