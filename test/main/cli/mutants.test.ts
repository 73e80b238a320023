import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ravine } from '../../../main/cli/program.ts';
import { mutants } from './mutants.ts';
import { testTerminal } from './streams.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-mutants-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ended = ['finished', 'converged', 'diverged'];

it('runs any experiment file, or exits 2 naming the place', { timeout: 120_000 }, async () => {
  const texts = mutants(200);
  const outcomes = { ran: 0, refused: 0 };
  const next = texts.entries();
  /** A few at a time: each run that is valid has an engine process of its own. */
  async function worker(): Promise<void> {
    for (const [index, text] of next) {
      const file = join(folder, `${index}.json`);
      await writeFile(file, text);
      const terminal = testTerminal();
      const store = join(folder, 'mutants.sqlite');
      const status = await ravine(['run', file, '--store', store, '--json', '--quiet'], terminal);
      const told = { text, status, out: terminal.out(), err: terminal.err() };
      if (status === 0) {
        outcomes.ran++;
        expect(told.err, text).toBe('');
        expect(ended, JSON.stringify(told)).toContain((JSON.parse(told.out) as { status: string }).status);
      } else {
        outcomes.refused++;
        expect(told).toMatchObject({ status: 2, out: '' });
        for (const line of told.err.trimEnd().split('\n'))
          expect(line.startsWith(`${file}: `) && line.length > file.length + 10, JSON.stringify(told)).toBe(
            true,
          );
      }
    }
  }
  await Promise.all([worker(), worker(), worker()]);
  expect(outcomes.ran).toBeGreaterThan(20);
  expect(outcomes.refused).toBeGreaterThan(100);
});
