import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { wayText, type Execution } from '../../../../app/run/execution.ts';
import { choose, openRecorded, type Chosen } from '../../../../main/engine/choose/choose.ts';
import { conditionsOf } from '../../../../main/engine/choose/conditions.ts';
import { timingFile } from '../../../../main/engine/choose/memory.ts';
import type { Task } from '../../../../main/engine/choose/open-way.ts';
import { describeTensorflow } from '../execute/engines.ts';
import { ownCache, remember, taskOf } from './task.ts';

/** What is chosen, and what was said meanwhile; the session is released. */
async function chosen(task: Task): Promise<Chosen & { readonly told: readonly string[] }> {
  const told: string[] = [];
  const found = await choose(task, (kind, what) => {
    told.push(`${kind}: ${what}`);
    return Promise.resolve();
  });
  await found.session.release();
  return { ...found, told };
}

const quadratic = { kind: 'quadratic', eigenvalues: [3, 1] };
const untried = /^not tried: it could save .* at most, and trying takes /;

test.each([
  ['few parameters without data', { objective: quadratic }, 'reference', 'onnx'],
  ['a network', {}, 'onnx', 'reference'],
])(
  'a short run on %s is computed by what opens at once, and the record says so',
  async (_on, file, first, second) => {
    ownCache();
    const { way, reason, candidates, told } = await chosen(await taskOf(file));
    expect(way).toEqual({ backend: first, mode: null });
    expect(reason).toMatch(
      /^auto: 100 steps take about [\d.]+ m?s, and trying others costs more than they could save$/,
    );
    expect(candidates.map((candidate) => wayText(candidate))).toEqual([
      first,
      second,
      'tensorflow plain',
      'tensorflow xla',
    ]);
    expect(candidates[0]).toMatchObject({
      device: 'CPU',
      note: expect.stringMatching(/^measured, /) as string,
    });
    expect(candidates[0]?.microsecondsPerStep).toBeGreaterThan(0);
    for (const { note, microsecondsPerStep } of candidates.slice(1)) {
      expect(note).toMatch(untried);
      expect(microsecondsPerStep).toBeNull();
    }
    expect(told).toEqual(first === 'onnx' ? ['choosing: measuring onnx'] : []);
  },
);

test('a large network is left to libraries', async () => {
  ownCache();
  const data = { kind: 'mixture', points: 2000 };
  const objective = { kind: 'network', network: { kind: 'mlp', hidden: [20] }, data };
  const { way, candidates } = await chosen(await taskOf({ objective, steps: 4 }));
  expect(way.backend).toBe('onnx');
  expect(candidates.find(({ backend }) => backend === 'reference')?.note).toMatch(/^not tried: plain loops/);
});

test('what is asked for is taken, without a choice', async () => {
  for (const backend of ['onnx', 'reference'] as const) {
    const { way, reason, candidates, told } = await chosen(await taskOf({ backend }));
    expect({ way, reason, candidates }).toEqual({
      way: { backend, mode: null },
      reason: 'asked for',
      candidates: [],
    });
    expect(told).toEqual(backend === 'onnx' ? ['compiling: onnx'] : []);
  }
});

test('what was measured before decides without a trial', async () => {
  ownCache();
  const task = await taskOf({ steps: 1_000_000 });
  const others = { 'tensorflow plain': {}, 'tensorflow xla': {}, onnx: {} };
  const slow = { microsecondsPerStep: 90 };
  remember(task, { ...others, 'tensorflow plain': slow, 'tensorflow xla': slow, onnx: slow, reference: {} });
  const { way, told, candidates } = await chosen(task);
  expect(way.backend).toBe('reference');
  expect(told).toEqual([]);
  expect(candidates.map(({ note }) => note)).toEqual(Array(4).fill('measured before, opened in 0 ms'));
});

test('what was measured thoroughly is remembered', async () => {
  ownCache();
  const task = await taskOf({ steps: 100_000 });
  const slow = { microsecondsPerStep: 1e6 };
  remember(task, { reference: slow, 'tensorflow plain': slow, 'tensorflow xla': slow });
  expect((await chosen(task)).told).toEqual(['choosing: measuring onnx']);
  expect((await chosen(task)).told).toEqual(['compiling: onnx']);
});

test('a damaged memory costs a measurement, and that is said', async () => {
  ownCache();
  const task = await taskOf();
  const file = timingFile(conditionsOf(task));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '{"version":1,"timings":{"onnx":');
  const { way, reason, told } = await chosen(task);
  expect(way.backend).toBe('onnx');
  expect(told).toEqual(['choosing: measuring onnx']);
  expect(reason).toMatch(/\. What was measured before could not be read: .*JSON/);
});

test('a run that is resumed goes on by what it was begun by', async () => {
  const task = await taskOf();
  const begun: Execution = {
    backend: 'reference',
    mode: null,
    library: 'plain loops',
    precision: 'float64',
    device: 'CPU',
    threads: 1,
    reason: 'auto: it was quick',
    candidates: [],
    epsilon: null,
    parameters: 25,
    chunk: null,
    batch: null,
    memoryEstimate: null,
  };
  const { way, reason, session } = await openRecorded(task, begun, () => Promise.resolve());
  expect({ way, reason }).toEqual({
    way: { backend: 'reference', mode: null },
    reason: 'auto: it was quick',
  });
  await session.release();
});

describeTensorflow('TensorFlow', () => {
  test('is tried in a process of its own, in both modes, and what is found is remembered', async () => {
    ownCache();
    const task = await taskOf({ steps: 1_000_000_000 });
    const { candidates, told } = await chosen(task);
    for (const { note, microsecondsPerStep, device } of candidates) {
      expect(note).toMatch(/^measured, opened in /);
      expect(microsecondsPerStep).toBeGreaterThan(0);
      expect(device).not.toBeNull();
    }
    expect(candidates.map(wayText).sort()).toEqual([
      'onnx',
      'reference',
      'tensorflow plain',
      'tensorflow xla',
    ]);
    expect(told.slice(0, 2)).toEqual([
      'choosing: measuring onnx',
      'choosing: measuring tensorflow plain, tensorflow xla',
    ]);
    const again = await chosen(task);
    expect(again.told.filter((phase) => phase.startsWith('choosing'))).toEqual([]);
    expect(again.way).toEqual(candidates[0] && { backend: candidates[0].backend, mode: candidates[0].mode });
  });

  test('that is asked for decides between its modes', async () => {
    ownCache();
    const short = await taskOf({ backend: 'tensorflow' });
    const plain = await chosen(short);
    expect(plain.way).toEqual({ backend: 'tensorflow', mode: 'plain' });
    expect(plain.reason).toMatch(/^asked for; 100 steps take about .* trying others costs more/);
    expect(plain.candidates[1]).toMatchObject({
      mode: 'xla',
      note: expect.stringMatching(untried) as string,
    });

    const long = await taskOf({ backend: 'tensorflow', steps: 1_000_000 });
    remember(long, {
      'tensorflow plain': { microsecondsPerStep: 300 },
      'tensorflow xla': { microsecondsPerStep: 50 },
    });
    const { way, reason, told } = await chosen(long);
    expect(way).toEqual({ backend: 'tensorflow', mode: 'xla' });
    expect(reason).toBe(
      'asked for; 1,000,000 steps take about 50 s, opening included, against 5 min by tensorflow plain',
    );
    expect(told).toEqual(['compiling: tensorflow xla']);
  });
});
