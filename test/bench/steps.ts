import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Backend, Precision } from '../../app/experiment/experiment.ts';
import type { Bench } from './bench.ts';

/** The networks whose speed is promised (docs/performance.md), and how many steps one call takes. */
const networks: readonly Network[] = [
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
];

export interface Network {
  readonly name: string;
  readonly hidden: readonly number[];
  readonly data: object;
  readonly steps: number;
}

export interface Engine {
  readonly backend: Backend;
  readonly precision: Precision;
  readonly mode?: 'plain' | 'xla';
}

/** What a process that measured answers: microseconds a step of each call, ascending; milliseconds of the first call, which compiles. */
export interface Times {
  readonly threads: number;
  readonly first: number;
  readonly times: readonly number[];
}

const engines: readonly Engine[] = [
  { backend: 'tensorflow', mode: 'plain', precision: 'float32' },
  { backend: 'tensorflow', mode: 'xla', precision: 'float32' },
  { backend: 'onnx', precision: 'float32' },
  { backend: 'tensorflow', mode: 'plain', precision: 'float64' },
  { backend: 'tensorflow', mode: 'xla', precision: 'float64' },
  { backend: 'onnx', precision: 'float64' },
  { backend: 'reference', precision: 'float64' },
];

/** Microseconds a step of SAM takes with all its scalars, in fused calls as a run makes them. */
export const bench: Bench = {
  name: 'steps',
  run: async (print) => {
    print('SAM step with its scalars, µs: median (fastest); first call, s');
    for (const network of networks) {
      print(network.name);
      for (const engine of engines) {
        const what = `${engine.backend} ${engine.mode ?? ''} ${engine.precision}`.replace('  ', ' ');
        const answer = await measure(network, engine);
        if ('failed' in answer) {
          print(`  ${what}: ${answer.failed}`);
          continue;
        }
        const { threads, first, times } = answer;
        const [median, fastest] = [times[Math.floor(times.length / 2)] ?? NaN, times[0] ?? NaN];
        const named = `${what}, ${threads} thread${threads > 1 ? 's' : ''}`;
        const figures = `${median.toFixed(1).padStart(10)} (${fastest.toFixed(1)})`;
        print(`  ${named.padEnd(40)} ${figures.padEnd(22)} ${(first / 1000).toFixed(2)}`);
      }
    }
  },
};

/** Measures in a process of its own, whose log is not shown. */
function measure(network: Network, engine: Engine): Promise<Times | { readonly failed: string }> {
  return new Promise((resolve, reject) => {
    const file = join(import.meta.dirname, 'steps/measure.ts');
    const child = fork(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    child.on('message', (answer) => resolve(answer as unknown as Times));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ failed: `ended by ${signal ?? code}` }));
    child.send({ network, engine });
  });
}
