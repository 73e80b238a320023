import { expect, test } from 'vitest';
import type { SessionOptions, Use } from '../../../../main/engine/execute/executor.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { add, input, mul, tanh } from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { backends } from './engines.ts';

const w = input('w', [3]);
const noise = input('noise', [3]);
const module: Module = {
  variables: { w: [3] },
  programs: {
    go: { inputs: {}, rows: { noise: [3] }, outputs: { w }, updates: { w: tanh(add(mul(2, w), noise)) } },
    set: { inputs: { to: [3] }, outputs: { w }, updates: { w: mul(1, input('to', [3])) } },
    look: { inputs: { scale: [] }, outputs: { y: mul(input('scale', []), w) }, updates: {} },
  },
};
const uses: Use[] = [
  { program: 'go', call: 'iterate' },
  { program: 'set', call: 'run' },
  { program: 'look', call: 'run' },
  { program: 'look', call: 'iterate' },
];

const ways = backends.flatMap((backend): [typeof backend, NonNullable<SessionOptions['mode']>][] =>
  backend === 'tensorflow'
    ? [
        [backend, 'plain'],
        [backend, 'xla'],
      ]
    : [[backend, 'plain']],
);

test.each(ways)(
  'what is prepared leaves variables as they are, and computes the same (%s %s)',
  async (backend, mode) => {
    const executor = await openExecutor(backend);
    const start = Float64Array.of(0.5, -1, 2);
    const rows = Float64Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const after = async (prepared: boolean) => {
      const session = await executor.open(module, { precision: 'float64', threads: 1, mode });
      await session.write({ w: start });
      if (prepared) await session.prepare(uses);
      expect((await session.read(['w']))['w']).toEqual(start);
      const results = [
        await session.iterate('go', 5, { noise: rows }),
        await session.run('look', { scale: start.slice(0, 1) }),
      ];
      await session.release();
      return results;
    };
    expect(await after(true)).toEqual(await after(false));
  },
);

test.each(backends)('a program that is not there cannot be prepared (%s)', async (backend) => {
  const session = await (await openExecutor(backend)).open(module, { precision: 'float64', threads: 1 });
  await expect(session.prepare([{ program: 'jump', call: 'run' }])).rejects.toMatchObject({
    code: 'program',
    message: 'There is no program jump; there are: go, set, look.',
  });
  await session.release();
  await expect(session.prepare(uses)).rejects.toMatchObject({ code: 'released' });
});
