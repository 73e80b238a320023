import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A tool that reads the whole tree and either has nothing to say or says what is wrong. */
export interface Check {
  readonly name: string;
  /** The tool's entry inside node_modules, run by this very Node: no shell, on every system the same. */
  readonly tool: string;
  readonly args: readonly string[];
}

/** Everything `npm test` checks before it runs a test. */
export const checks = [
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-b'] },
  {
    name: 'types in components',
    tool: 'svelte-check/bin/svelte-check',
    args: ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  { name: 'lint', tool: 'eslint/bin/eslint.js', args: ['.', '--max-warnings=0'] },
  { name: 'format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '.', '--log-level', 'warn'] },
  { name: 'unused code', tool: 'knip/bin/knip.js', args: [] },
] as const satisfies readonly Check[];

export interface Finding {
  readonly passed: boolean;
  /** What the tool printed. */
  readonly output: string;
}

/** Runs a check in the tree at `root`, whose node_modules hold the tools. @throws where the tool cannot be started. */
export async function run(check: Check, root: string): Promise<Finding> {
  const file = join(root, 'node_modules', check.tool);
  const child = spawn(process.execPath, [file, ...check.args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ passed: code === 0, output: output.trim() }));
  });
}
