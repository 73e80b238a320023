import { describe, expect, test } from 'vitest';
import type { Executor, Session } from '../../../../main/engine/execute/executor.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import {
  add,
  concat,
  constant,
  gather,
  input,
  matmul,
  mul,
  reshape,
  sub,
  tanh,
} from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { scattered } from '../graph/evaluate.ts';
import { networkModule, start } from '../graph/network.ts';
import { backends } from './engines.ts';

const precisions = ['float32', 'float64'] as const;

const a = input('a', [2]);
const b = input('b', [2]);
const rate = input('rate', []);
const noise = input('noise', [2]);
// Parts that are the same in every run, that depend on the run's row alone, and on what the last run left.
const moved = tanh(add(mul(mul(rate, rate), a), mul(noise, noise)));

/** Two variables, and programs that exchange them, drift, and look. */
const pair: Module = {
  variables: { a: [2], b: [2] },
  programs: {
    exchange: { inputs: {}, outputs: { before: a }, updates: { a: b, b: a } },
    drift: {
      inputs: { rate: [] },
      rows: { noise: [2] },
      outputs: { a, moved },
      updates: { a: add(moved, mul(0.25, b)) },
    },
    look: { inputs: {}, outputs: { both: concat([a, reshape(b, [2])], 0) }, updates: {} },
    at: { inputs: { index: [] }, outputs: { a: gather(a, input('index', [])) }, updates: {} },
  },
};

async function withSession<T>(
  executor: Executor,
  module: Module,
  precision: 'float32' | 'float64',
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await executor.open(module, { precision, threads: 1 });
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

describe.each(backends)('%s', (backend) => {
  test('variables are zero until they are written, and keep what was written', async () => {
    await withSession(await openExecutor(backend), pair, 'float64', async (session) => {
      expect(await session.read(['a', 'b'])).toEqual({ a: Float64Array.of(0, 0), b: Float64Array.of(0, 0) });
      const mine = Float64Array.of(1, 2);
      await session.write({ a: mine });
      mine[0] = 7;
      expect(await session.run('look', {})).toEqual({ both: Float64Array.of(1, 2, 0, 0) });
      const { a: read } = await session.read(['a']);
      read![0] = 7;
      expect(await session.read(['a'])).toEqual({ a: Float64Array.of(1, 2) });
    });
  });

  test('all updates are made together, after the outputs', async () => {
    await withSession(await openExecutor(backend), pair, 'float64', async (session) => {
      await session.write({ a: Float64Array.of(1, 2), b: Float64Array.of(3, 4) });
      expect(await session.run('exchange', {})).toEqual({ before: Float64Array.of(1, 2) });
      expect(await session.read(['a', 'b'])).toEqual({ a: Float64Array.of(3, 4), b: Float64Array.of(1, 2) });
      expect(await session.iterate('exchange', 3, {})).toEqual({ before: Float64Array.of(3, 4, 1, 2, 3, 4) });
      expect(await session.read(['a', 'b'])).toEqual({ a: Float64Array.of(1, 2), b: Float64Array.of(3, 4) });
    });
  });

  test('a program may keep nothing, give nothing, or depend on nothing', async () => {
    const module: Module = {
      variables: { a: [2] },
      programs: {
        keeps: { inputs: {}, outputs: { a, twice: a }, updates: {} },
        gives: { inputs: { b: [2] }, outputs: {}, updates: { a: b } },
        depends: { inputs: {}, outputs: { one: constant(1, [2]) }, updates: { a: constant([3, 4], [2]) } },
      },
    };
    await withSession(await openExecutor(backend), module, 'float64', async (session) => {
      expect(await session.iterate('keeps', 2, {})).toEqual({
        a: new Float64Array(4),
        twice: new Float64Array(4),
      });
      expect(await session.iterate('gives', 2, { b: Float64Array.of(1, 2) })).toEqual({});
      expect(await session.run('keeps', {})).toMatchObject({ a: Float64Array.of(1, 2) });
      expect(await session.run('gives', { b: Float64Array.of(5, 6) })).toEqual({});
      expect(await session.read(['a'])).toEqual({ a: Float64Array.of(5, 6) });
      expect(await session.iterate('depends', 2, {})).toEqual({ one: Float64Array.of(1, 1, 1, 1) });
      expect(await session.run('depends', {})).toEqual({ one: Float64Array.of(1, 1) });
      expect(await session.read(['a'])).toEqual({ a: Float64Array.of(3, 4) });
    });
  });

  test.each(precisions)('in its own %s numbers are fed and come back as they are', async (precision) => {
    const doubled: Module = {
      variables: {},
      programs: { doubled: { inputs: { b: [2] }, outputs: { twice: mul(2, b) }, updates: {} } },
    };
    await withSession(await openExecutor(backend), doubled, precision, async (session) => {
      const Held = precision === 'float32' ? Float32Array : Float64Array;
      const given = Held.of(1 / 3, -7);
      const { twice } = await session.runHeld('doubled', { b: given });
      expect(twice).toEqual(Held.of(2 / 3, -14));
      expect(given).toEqual(Held.of(1 / 3, -7));
      const { twice: rounded } = await session.runHeld('doubled', { b: Float64Array.of(1 / 3, 1) });
      expect(rounded).toEqual(Held.of(2 / 3, 2));
      await expect(session.runHeld('doubled', { b: new Held(3) })).rejects.toMatchObject({ code: 'values' });
    });
  });

  test('float32 numbers are rounded to float32', async () => {
    await withSession(await openExecutor(backend), pair, 'float32', async (session) => {
      await session.write({ a: Float64Array.of(0.1, 1 / 3) });
      const { both } = await session.run('look', {});
      expect([...both!]).toEqual([Math.fround(0.1), Math.fround(1 / 3), 0, 0]);
    });
  });

  test.each(precisions)(
    'runs see their own row, and do not depend on how they are cut into calls (%s)',
    async (precision) => {
      const count = 12;
      const rows = scattered([count, 2], 3);
      const begin = { a: scattered([2], 1), b: scattered([2], 2) };
      const inputs = { rate: Float64Array.of(0.9) };
      const executor = await openExecutor(backend);
      const outputs = async (cuts: readonly number[], once: boolean) =>
        withSession(executor, pair, precision, async (session) => {
          await session.write(begin);
          const gone: number[] = [];
          let done = 0;
          for (const cut of cuts) {
            const fed = { ...inputs, noise: rows.slice(2 * done, 2 * (done + cut)) };
            const results = await (once ? session.run('drift', fed) : session.iterate('drift', cut, fed));
            gone.push(...results['moved']!);
            done += cut;
          }
          return { gone, ...(await session.read(['a'])) };
        });
      const whole = await outputs([count], false);
      expect(await outputs([5, 1, 6], false)).toEqual(whole);
      expect(await outputs(Array<number>(count).fill(1), true)).toEqual(whole);

      // And the numbers are those of the recursion itself.
      const expected: number[] = [];
      let [p, q] = [...begin.a];
      for (let i = 0; i < count; i++) {
        const [r, s] = [
          Math.tanh(0.81 * p! + rows[2 * i]! ** 2),
          Math.tanh(0.81 * q! + rows[2 * i + 1]! ** 2),
        ];
        expected.push(r, s);
        [p, q] = [r + 0.25 * begin.b[0]!, s + 0.25 * begin.b[1]!];
      }
      const bound = precision === 'float32' ? 1e-6 : 1e-14;
      whole.gone.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(bound));
    },
  );

  test.each(precisions)(
    'steps of a network are the same bit for bit, run or iterated (%s)',
    async (precision) => {
      const executor = await openExecutor(backend);
      const after = (go: (session: Session) => Promise<unknown>) =>
        withSession(executor, networkModule('crossEntropy'), precision, async (session) => {
          await session.write({ w: start });
          await go(session);
          return session.read(['w']);
        });
      const iterated = await after((session) => session.iterate('sam', 30, {}));
      const cut = await after(async (session) => {
        for (const count of [1, 17, 12]) await session.iterate('sam', count, {});
      });
      const run = await after(async (session) => {
        for (let i = 0; i < 30; i++) await session.run('sam', {});
      });
      expect(cut).toEqual(iterated);
      expect(run).toEqual(iterated);
    },
  );

  test.each(precisions)('large data give the same bits, run or iterated (%s)', async (precision) => {
    const [x, w] = [input('x', [400, 256]), input('w', [256, 3])];
    const gradient = matmul(x, tanh(matmul(x, w)), { transposeA: true });
    const module: Module = {
      variables: { x: [400, 256], w: [256, 3] },
      programs: { step: { inputs: {}, outputs: {}, updates: { w: sub(w, mul(0.001, gradient)) } } },
    };
    const executor = await openExecutor(backend);
    const after = (go: (session: Session) => Promise<unknown>) =>
      withSession(executor, module, precision, async (session) => {
        await session.write({ x: scattered([400, 256], 1), w: scattered([256, 3], 2) });
        await go(session);
        return session.read(['w']);
      });
    const iterated = await after((session) => session.iterate('step', 3, {}));
    const run = await after(async (session) => {
      for (let i = 0; i < 3; i++) await session.run('step', {});
    });
    expect(run).toEqual(iterated);
  });

  test('calls that are not awaited are served in their order', async () => {
    await withSession(await openExecutor(backend), pair, 'float64', async (session) => {
      const calls = [
        session.write({ a: Float64Array.of(1, 1), b: Float64Array.of(2, 2) }),
        session.run('exchange', {}),
        session.iterate('exchange', 2, {}),
        session.read(['a']),
      ];
      expect((await Promise.all(calls)).at(-1)).toEqual({ a: Float64Array.of(2, 2) });
    });
  });

  test('wrong use is refused with what is wrong, and the session goes on', async () => {
    await withSession(await openExecutor(backend), pair, 'float64', async (session) => {
      const refusals = [
        [session.write({ c: Float64Array.of(1) }), 'values', 'There is no variable c.'],
        [session.write({ a: Float64Array.of(1) }), 'values', 'a is [2]: it takes 2 values, not 1.'],
        [session.read(['c']), 'values', 'There is no variable c.'],
        [
          session.run('jump', {}),
          'program',
          'There is no program jump; there are: exchange, drift, look, at.',
        ],
        [
          session.run('drift', { noise: new Float64Array(2) }),
          'values',
          'Program drift is run without its input rate.',
        ],
        [session.run('look', { a: new Float64Array(2) }), 'values', 'Program look has no input a.'],
        [
          session.iterate('drift', 3, { rate: Float64Array.of(1), noise: new Float64Array(2) }),
          'values',
          'noise is [3, 2]: it takes 6 values, not 2.',
        ],
        [session.iterate('look', 0, {}), 'values', 'Program look is run at least once, not 0 times.'],
        [session.iterate('look', 1.5, {}), 'values', 'Program look is run at least once, not 1.5 times.'],
      ] as const;
      for (const [refused, code, message] of refusals)
        await expect(refused).rejects.toMatchObject({ name: 'EngineError', code, message });
      expect(await session.run('look', {})).toEqual({ both: new Float64Array(4) });
    });
  });

  test('an index outside the table fails, and the session goes on', async ({ skip }) => {
    const executor = await openExecutor(backend);
    skip(executor.device !== 'CPU' && backend === 'tensorflow', 'TensorFlow on a GPU takes 0 for it');
    await withSession(executor, pair, 'float64', async (session) => {
      await session.write({ a: Float64Array.of(5, 6) });
      await expect(session.run('at', { index: Float64Array.of(2) })).rejects.toThrow(/2/);
      await expect(session.run('at', { index: Float64Array.of(2) })).rejects.toMatchObject({
        name: 'EngineError',
      });
      expect(await session.run('at', { index: Float64Array.of(1) })).toEqual({ a: Float64Array.of(6) });
    });
  });

  test('a module that does not fit together is refused when it is opened', async () => {
    const executor = await openExecutor(backend);
    const open = (module: Module) => executor.open(module, { precision: 'float64', threads: 1 });
    const program = { inputs: {}, outputs: { a }, updates: {} };
    await expect(open({ variables: {}, programs: { p: program } })).rejects.toMatchObject({
      code: 'program',
      message: 'Program p reads a, which is neither fed to it nor a variable.',
    });
    await expect(open({ variables: { a: [3] }, programs: { p: program } })).rejects.toMatchObject({
      message: 'Program p reads a as [2]; it is [3].',
    });
    await expect(
      open({ variables: { a: [2] }, programs: { p: { ...program, updates: { c: a } } } }),
    ).rejects.toMatchObject({
      message: 'Program p updates c, which is neither fed to it nor a variable.',
    });
    await expect(
      open({ variables: { a: [2], r: [] }, programs: { p: { ...program, updates: { r: sub(a, a) } } } }),
    ).rejects.toMatchObject({ message: 'Program p updates r as [2]; it is [].' });
  });

  test('a released session refuses calls, and may be released again', async () => {
    const executor = await openExecutor(backend);
    const session = await executor.open(pair, { precision: 'float64', threads: 1 });
    await session.release();
    await session.release();
    await expect(session.run('look', {})).rejects.toMatchObject({
      code: 'released',
      message: 'The session is used after its release.',
    });
  });
});
