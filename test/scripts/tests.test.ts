import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tally } from '../../scripts/tests.ts';

// The tally of `npm test` over a small project whose tests end in every way a test can end.

const root = join(import.meta.dirname, '../..');

const files = {
  'vitest.config.ts': `import { join } from 'node:path';
    const root = join(import.meta.dirname, '..');
    export default { root, test: { projects: [{ root, test: { name: 'small', include: ['test/*.test.ts'] } }] } };`,
  'mixed.test.ts': `import { test, expect } from 'vitest';
    test('holds', () => expect(1).toBe(1));
    test('holds as well', () => expect(1).toBe(1));
    test('fails', () => expect(1).toBe(2));
    test('has no device', ({ skip }) => skip('no GPU on this machine'));
    test.skip('is left out (there is no such machine)', () => undefined);`,
  'broken.test.ts': `import './missing.ts';`,
  'late.test.ts': `import { afterAll, test } from 'vitest';
    test('holds until its end', () => undefined);
    afterAll(() => { throw new Error('not released'); });`,
};

let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'ravine-tests-'));
  mkdirSync(join(project, 'test'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(project, 'test', file), text);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** In a process of its own: a run of tests inside a run of tests would share its state. */
async function tally(filters: readonly string[]): Promise<Tally> {
  const code = `import { runTests } from ${JSON.stringify(join(root, 'scripts/tests.ts'))};
    const tally = await runTests(${JSON.stringify(project)}, ['small'], ${JSON.stringify(filters)});
    console.log('\\n' + JSON.stringify(tally));
    process.exitCode = 0;`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Tally;
}

test('every test counts once, and a file that fails outside its tests counts as a failure', async () => {
  const { passed, failed, skipped } = await tally([]);
  expect({ passed, failed }).toEqual({ passed: 3, failed: 3 });
  expect(skipped).toEqual([
    { name: 'test/mixed.test.ts > has no device', reason: 'no GPU on this machine' },
    { name: 'test/mixed.test.ts > is left out (there is no such machine)', reason: null },
  ]);
});

test('a path that names no test is a failure, not a success of nothing', async () => {
  expect(await tally(['nowhere'])).toEqual({ passed: 0, failed: 1, skipped: [] });
});
