import { join } from 'node:path';
import { provideAddon } from './addon.ts';
import { provideBrowser } from './browser.ts';
import { buildRenderer } from './build.ts';
import { checks, run } from './checks.ts';
import { runTests } from './tests.ts';
import type { Finding } from './checks.ts';

// `npm test`: everything. `npm test -- PATH…`: only the tests whose file paths contain one of these.

const root = join(import.meta.dirname, '..');
const filters = process.argv.slice(2);

let passed = 0;
let failed = 0;

/** Runs one stage and prints how it went; a stage counts as one. Later stages run whatever becomes of it. */
async function stage(name: string, work: () => Promise<Finding>): Promise<boolean> {
  const started = performance.now();
  const finding = await work().catch((error: unknown) => ({ passed: false, output: String(error) }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${finding.passed ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`);
  if (!finding.passed) console.log(finding.output.replaceAll(/^/gm, '        '));
  if (finding.passed) passed++;
  else failed++;
  return finding.passed;
}

const projects = ['unit', 'renderer', 'process', 'desktop'];
// Side by side: none writes what another reads, and each uses one core.
if (filters.length === 0) await Promise.all(checks.map((check) => stage(check.name, () => run(check, root))));
if (filters.length === 0 || filters.some((filter) => filter.includes('browser'))) {
  await stage('build of the screens', async () => {
    await buildRenderer(root);
    return { passed: true, output: '' };
  });
  const browser = await stage('a browser for the browser tests', () =>
    Promise.resolve({ passed: provideBrowser() !== '', output: '' }),
  );
  if (browser) projects.push('browser');
}

/** Without it the tests of the backend tensorflow are skipped, and say so. */
function provideNative(): void {
  const say = (line: string): void => console.log(`        ${line}`);
  try {
    provideAddon(root, 'tensorflow-cpu', say);
  } catch (error) {
    console.log('without  the native part of the backend tensorflow');
    say(error instanceof Error ? error.message : String(error));
  }
}

provideNative();
const tally = await runTests(root, projects, filters);
for (const { name, reason } of tally.skipped)
  console.log(`skipped  ${name}${reason === null ? '' : `: ${reason}`}`);
passed += tally.passed;
failed += tally.failed;
const skipped = tally.skipped.length;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
