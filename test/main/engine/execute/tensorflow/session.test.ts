import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Session } from '../../../../../main/engine/execute/executor.ts';
import { openExecutor } from '../../../../../main/engine/execute/executors.ts';
import { removeLeftFolders } from '../../../../../main/engine/execute/tensorflow/folder.ts';
import { loadLibrary } from '../../../../../main/engine/execute/tensorflow/library.ts';
import {
  add,
  broadcast,
  input,
  mul,
  reshape,
  sin,
  sum,
  tanh,
} from '../../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../../main/engine/graph/program.ts';
import { distance, evaluate, scattered } from '../../graph/evaluate.ts';
import { networkModule, start } from '../../graph/network.ts';
import { convolutionCases } from '../../graph/cases/convolution.ts';
import { poolingCases } from '../../graph/cases/pooling.ts';
import { describeTensorflow } from '../engines.ts';

const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('ravine-graph-'));

const w = input('w', [3]);
/** A recursion with noise whose runs exceed one stack of what XLA compiles. */
const recursion: Module = {
  variables: { w: [3] },
  programs: {
    go: {
      inputs: {},
      rows: { noise: [3] },
      outputs: { w },
      updates: { w: tanh(add(mul(1.7, w), input('noise', [3]))) },
    },
  },
};

describeTensorflow('tensorflow', () => {
  test.each(['float32', 'float64'] as const)(
    'compiled by XLA, steps are the reference’s and the same bit for bit however they are cut (%s)',
    async (precision) => {
      const module = networkModule('squared');
      const { sam } = module.programs;
      const steps = { ...module, programs: { sam: sam! } };
      const after = async (
        backend: 'tensorflow' | 'reference',
        go: (session: Session) => Promise<unknown>,
      ) => {
        const executor = await openExecutor(backend);
        const session = await executor.open(steps, { precision, threads: 1, mode: 'xla' });
        await session.write({ w: start });
        await go(session);
        const found = (await session.read(['w']))['w']!;
        await session.release();
        return found;
      };
      const whole = await after('tensorflow', (session) => session.iterate('sam', 20, {}));
      const cut = await after('tensorflow', async (session) => {
        for (const count of [3, 16]) await session.iterate('sam', count, {});
        await session.run('sam', {});
      });
      expect(cut).toEqual(whole);
      const expected = await after('reference', (session) => session.iterate('sam', 20, {}));
      expect(distance(whole, expected)).toBeLessThan(precision === 'float32' ? 1e-5 : 1e-10);
    },
  );

  test.each([
    { precision: 'float64', bound: 1e-10 },
    { precision: 'float32', bound: 1e-5 },
  ] as const)(
    'convolutions and pooling by XLA are what they are by hand ($precision)',
    async ({ precision, bound }) => {
      const cases = [...convolutionCases, ...poolingCases];
      const values = Object.fromEntries(
        cases.flatMap(({ shapes }, i) => shapes.map((shape, j) => [`${i}.${j}`, scattered(shape, j)])),
      );
      const tensors = cases.map(({ shapes, build }, i) =>
        build(...shapes.map((shape, j) => input(`${i}.${j}`, shape))),
      );
      const executor = await openExecutor('tensorflow');
      const results = await evaluate(tensors, values, executor, { precision, threads: 1, mode: 'xla' });
      cases.forEach(({ shapes, compute }, i) =>
        expect(distance(results[i]!, compute(...shapes.map((shape, j) => scattered(shape, j))))).toBeLessThan(
          bound,
        ),
      );
    },
  );

  test('XLA compiles sums of many large terms, which TensorFlow by itself would add up in place', async () => {
    const [count, terms] = [4e6, 8];
    const x = reshape(input('x', [count]), [count / 10, 10]); // a shape that TensorFlow knows before it runs
    const total = sum(Array.from({ length: terms }, (_, i) => sin(mul(i + 1, x))).reduce(add), [0, 1]);
    const module = {
      variables: {},
      programs: { go: { inputs: { x: [count] }, outputs: { total }, updates: {} } },
    };
    const executor = await openExecutor('tensorflow');
    const session = await executor.open(module, { precision: 'float64', threads: 1, mode: 'xla' });
    const found = await session.run('go', { x: new Float64Array(count).fill(0.3) });
    await session.release();
    // Σ sin(ix) = sin(nx/2) sin((n + 1)x/2)/sin(x/2)
    const expected = (Math.sin(terms * 0.15) * Math.sin((terms + 1) * 0.15)) / Math.sin(0.15);
    expect(found['total']![0]! / count).toBeCloseTo(expected, 10);
  });

  test.each(['plain', 'xla'] as const)(
    'thousands of runs in one call see their own rows (%s)',
    async (mode) => {
      const count = 2500;
      const noise = scattered([count, 3], 5);
      const executor = await openExecutor('tensorflow');
      const session = await executor.open(recursion, { precision: 'float64', threads: 1, mode });
      const { w: found } = await session.iterate('go', count, { noise });
      await session.release();
      const expected: number[] = [];
      let state = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        expected.push(...state);
        state = state.map((value, j) => Math.tanh(1.7 * value + noise[3 * i + j]!));
      }
      expect(distance(found!, expected)).toBeLessThan(1e-10);
    },
  );

  test('graphs are gone when their sessions are released, and their folders when they are loaded', async () => {
    const library = await loadLibrary(1);
    const executor = await openExecutor('tensorflow');
    const before = library.sessions;
    const session = await executor.open(recursion, { precision: 'float32', threads: 1 });
    expect(library.sessions).toBe(before + 1);
    expect(folders().filter((name) => name.includes(`-${process.pid}-`))).toEqual([]);
    await session.release();
    expect(library.sessions).toBe(before);
  });

  test('folders of processes that died are removed, those of living ones stay', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const [dead, living] = [pid, process.ppid].map((owner) => join(tmpdir(), `ravine-graph-${owner}-test`));
    for (const folder of [dead!, living!]) mkdirSync(folder, { recursive: true });
    removeLeftFolders();
    expect(existsSync(dead!)).toBe(false);
    expect(existsSync(living!)).toBe(true);
    spawnSync('rm', ['-r', living!]);
  });

  test('another number of threads than it was loaded for is refused', async () => {
    const executor = await openExecutor('tensorflow');
    await expect(executor.open(recursion, { precision: 'float32', threads: 2 })).rejects.toMatchObject({
      name: 'EngineError',
      code: 'threads',
    });
  });

  test('memory that cannot be had is told with what to do, and the session goes on', async () => {
    const x = input('x', [1]);
    const program = (size: number) => ({
      inputs: { x: [1] },
      outputs: { y: broadcast(x, [size]) },
      updates: {},
    });
    const executor = await openExecutor('tensorflow');
    const module = { variables: {}, programs: { large: program(2 ** 20), small: program(2) } };
    const session = await executor.open(module, { precision: 'float64', threads: 1 });
    const fed = { x: Float64Array.of(1) };
    await expect(session.iterate('large', 2 ** 30, fed)).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(await session.run('small', fed)).toEqual({ y: Float64Array.of(1, 1) });
    await session.release();
  });
});
