import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import type { Way } from '../../../../app/run/execution.ts';
import { patience, tryApart } from '../../../../main/engine/choose/try-apart.ts';
import { scripted } from '../../lab/experiments.ts';

const ways = (['plain', 'xla'] as const).map((mode): Way => ({ backend: 'tensorflow', mode }));

function attempt(script: string, seconds = 60) {
  const parsed = parseExperiment(scripted(script));
  if ('problems' in parsed) throw new Error('The experiment of this test is wrong.');
  const request = { experiment: parsed.experiment, threads: 1, ways };
  return tryApart(request, seconds, join(import.meta.dirname, 'fake-trial.ts'));
}

const timing = { device: 'CPU', microsecondsPerStep: 50, microsecondsPerMeasurement: 900, openingSeconds: 1 };
const [plain, xla] = ways;

test('what is measured comes back', async () => {
  expect(await attempt('plain xla')).toEqual(ways.map((way) => ({ way, timing, open: false })));
});

test.each([
  ['plain crash', /^The process that tried it was ended by SIGSEGV\.$/],
  ['plain mutter exit', /^The process that tried it ended with code 3\. tensorflow: out of luck$/],
  ['plain', /^The process that tried it said nothing of it\.$/],
])('what was measured before it ended (%s) stays', async (script, words) => {
  const problem = { code: 'trial', message: expect.stringMatching(words) as string };
  expect(await attempt(script)).toEqual([
    { way: plain, timing, open: false },
    { way: xla, problem },
  ]);
});

test('one that hangs is ended', async () => {
  const message = 'The process that tried it took longer than 0.2 s and was ended.';
  expect(await attempt('hang', 0.2)).toMatchObject([{ problem: { code: 'trial', message } }]);
});

test('a backend that cannot even be loaded is one failure, not one a mode', async () => {
  const backend = { backend: 'tensorflow', mode: null };
  expect(await attempt('refuse')).toEqual([
    { way: backend, problem: { code: 'backend-missing', message: 'It is not there.' } },
  ]);
  expect(await attempt('crash')).toMatchObject([{ way: backend, problem: { code: 'trial' } }]);
});

test('it may take what can be saved, within bounds', () => {
  expect([1, 60, 1e6, Infinity].map(patience)).toEqual([30, 60, 300, 300]);
});
