import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import type { TestCase, TestModule } from 'vitest/node';

/** What a run of the tests came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string | null }[];
}

/** A skipped test's name, and what it gave `skip` as its reason; where that is nothing, the name says why. */
function skippedTest(test: TestCase): Tally['skipped'][number] {
  const result = test.result();
  return {
    name: `${test.module.relativeModuleId} > ${test.fullName}`,
    reason: result.state === 'skipped' ? (result.note ?? null) : null,
  };
}

/** A file that failed outside its tests (it could not be loaded, a hook threw) counts as one failure. */
function brokenOutsideTests(module: TestModule): boolean {
  return module.state() === 'failed' && [...module.children.allTests('failed')].length === 0;
}

/**
 * Runs the tests of the named projects (test/vitest.config.ts) whose file paths contain one of `filters`, or all.
 * Finding no test at all is a failure.
 */
export async function runTests(
  root: string,
  projects: readonly string[],
  filters: readonly string[],
): Promise<Tally> {
  const vitest = await startVitest('test', [...filters], {
    root,
    config: join(root, 'test/vitest.config.ts'),
    project: [...projects],
    watch: false,
  });
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const outside = modules.filter(brokenOutsideTests).length + vitest.state.getUnhandledErrors().length;
  await vitest.close();
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + outside + (modules.length === 0 ? 1 : 0),
    skipped: tests.filter((test) => test.result().state === 'skipped').map(skippedTest),
  };
}
