import { parseExperiment } from '../../app/experiment/parse.ts';
import { openRun } from '../../main/engine/run/open.ts';
import type { Bench } from './bench.ts';

/** The networks whose speed is promised (docs/performance.md), and how many steps one call takes. */
const networks = [
  {
    name: '1-50-50-1, 20 points',
    hidden: [50, 50],
    data: { kind: 'chebyshev', degree: 5, points: 20 },
    steps: 500,
  },
  {
    name: '20-32-32-32-10, 256 points',
    hidden: [32, 32, 32],
    data: { kind: 'mixture', classes: 10, dimension: 20, points: 256 },
    steps: 100,
  },
  {
    name: '784-200-200-10, 1000 points',
    hidden: [200, 200],
    data: { kind: 'fashion-mnist', train: 1000 },
    steps: 4,
  },
] as const;

const engines = [
  { backend: 'onnx', precision: 'float32' },
  { backend: 'onnx', precision: 'float64' },
  { backend: 'reference', precision: 'float64' },
] as const;

const SECONDS = 2; // of calls for every figure; the fastest and the median call are told

/** Microseconds a step of SAM takes with all its scalars, in fused calls as a run makes them. */
export const bench: Bench = {
  name: 'steps',
  run: async (print) => {
    print('SAM step with its scalars, µs: median (fastest)');
    for (const network of networks) {
      print(network.name);
      for (const engine of engines) {
        const { threads, times } = await time(network, engine);
        const [median, fastest] = [times[Math.floor(times.length / 2)] ?? NaN, times[0] ?? NaN];
        const what = `${engine.backend} ${engine.precision}, ${threads} thread${threads > 1 ? 's' : ''}`;
        print(`  ${what.padEnd(32)} ${median.toFixed(1).padStart(10)} (${fastest.toFixed(1)})`);
      }
    }
  },
};

async function time(
  { hidden, data, steps }: (typeof networks)[number],
  engine: (typeof engines)[number],
): Promise<{ readonly threads: number; readonly times: readonly number[] }> {
  const parsed = parseExperiment({
    version: 1,
    steps: 1_000_000,
    ...engine,
    objective: { kind: 'network', network: { kind: 'mlp', hidden, activation: 'tanh' }, data },
    optimizer: { kind: 'sam', stepSize: 0.01, radius: 0.05 },
  });
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  const { session, objective, execution } = await openRun(parsed.experiment);
  try {
    const { start } = objective;
    await session.write({ w: start, start, reference: start, lossLimit: Float64Array.of(1e8) });
    await session.iterate('step', steps, {});
    const times: number[] = [];
    const end = performance.now() + 1000 * SECONDS;
    while (performance.now() < end) {
      const begin = performance.now();
      await session.iterate('step', steps, {});
      times.push((1000 * (performance.now() - begin)) / steps);
    }
    return { threads: execution.threads, times: times.sort((a, b) => a - b) };
  } finally {
    await session.release();
  }
}
