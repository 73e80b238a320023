import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { peerFolder, peerPython } from './environment.ts';

let folder: string;
const said: string[] = [];
const found = () => peerPython((line) => said.push(line));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-peers-test-'));
  vi.stubEnv('RAVINE_PEERS', '');
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('PATH', join(folder, 'bin'));
  said.length = 0;
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program on the path that does what a shell script says. */
function program(file: string, script: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.skipIf(process.platform === 'win32')('peerPython', () => {
  it('takes the Python that is named', () => {
    const python = program(join(folder, 'python'), 'exit 0');
    vi.stubEnv('RAVINE_PEERS', python);
    expect(found()).toEqual({ python });
    expect(said).toEqual([]);
  });

  it('says that the named one does not run', () => {
    vi.stubEnv('RAVINE_PEERS', '/no/such/python');
    expect(found()).toEqual({
      missing: '$RAVINE_PEERS is /no/such/python, which is no Python of 3.11 or newer',
    });
  });

  it('says that there is no Python, or none that is new enough', () => {
    expect(found()).toMatchObject({ missing: expect.stringContaining('Python 3.11 or newer') as string });
    program(join(folder, 'bin/python3'), 'exit 1');
    expect(found()).toMatchObject({ missing: expect.stringContaining('Python 3.11 or newer') as string });
  });

  it('says that the environment cannot be made, and leaves nothing behind', () => {
    program(
      join(folder, 'bin/python3'),
      'if [ "$2" = venv ]; then echo "ensurepip is not available" >&2; exit 1; fi',
    );
    expect(found()).toEqual({
      missing:
        'python3 -m venv failed (Debian, Ubuntu: `sudo apt-get install python3-venv`): ensurepip is not available',
    });
    expect(existsSync(peerFolder())).toBe(false);
  });

  const makesVenv = (pip: string): string =>
    `if [ "$2" = venv ]; then /bin/mkdir -p "$3/bin"; printf '#!/bin/sh\\n${pip}\\n' > "$3/bin/python"; /bin/chmod +x "$3/bin/python"; fi`;

  it('says what pip says, and leaves nothing behind', () => {
    program(join(folder, 'bin/python3'), makesVenv('echo "Could not find torch" >&2; exit 1'));
    expect(found()).toEqual({
      missing: 'pip could not install the peers; is the package index reachable? Could not find torch',
    });
    expect(existsSync(peerFolder())).toBe(false);
  });

  it('installs once, and says so', () => {
    program(join(folder, 'bin/python3'), makesVenv('exit 0'));
    const python = join(peerFolder(), 'bin/python');
    expect(found()).toEqual({ python });
    expect(said).toHaveLength(2);
    rmSync(join(folder, 'bin'), { recursive: true });
    expect(found()).toEqual({ python });
    expect(said).toHaveLength(2);
  });

  it('begins again where an installation was cut off', () => {
    program(join(folder, 'bin/python3'), makesVenv('exit 0'));
    mkdirSync(join(peerFolder(), 'lib'), { recursive: true });
    expect(found()).toEqual({ python: join(peerFolder(), 'bin/python') });
    expect(existsSync(join(peerFolder(), 'lib'))).toBe(false);
  });
});
