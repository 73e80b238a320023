import { modes, wayText, type Way } from '../../../app/run/execution.ts';
import { gpuModels } from '../execute/tensorflow/gpu.ts';
import { describeProblem } from '../problem.ts';
import { tellWays, type Tell } from '../run/tell.ts';
import { openWay, timeWay, type Opened, type Task } from './open-way.ts';
import type { Timing } from './timing.ts';
import { patience, tryApart } from './try-apart.ts';
import type { Attempt } from './weigh.ts';

// Seconds that trying costs, measured on two busy cores (docs/engine.md), what is taken then opened included.
const PLAIN_LOOPS_COST = 0.2;
const ONNX_COST = 0.5;
const TENSORFLOW_COST = 12; // a process that loads it and compiles the programs in both modes; then the same here
const XLA_COST = 9; // the same without the plain mode

const FEW_PARAMETERS = 64; // and no data: a step takes plain loops about 10 µs, less than one call of a library
const LITTLE_WORK = 20_000; // parameters × examples: from there on plain loops are slower than a library (docs/performance.md)

/** What another way may save of a run's time: two thirds were seen on processors, nearly all on a GPU. */
export const savableShare = (): number => (gpuModels().length > 0 ? 0.95 : 2 / 3);

const plainLoops: Way = { backend: 'reference', mode: null };
const onnx: Way = { backend: 'onnx', mode: null };
const tensorflow = modes.map((mode): Way => ({ backend: 'tensorflow', mode }));

/** Tries ways to compute a run, and holds what was opened for it in this process. */
export class Attempts {
  /** By `wayText`. Whoever has these tried releases them. */
  readonly opened = new Map<string, Opened>();
  /** What is worth remembering. */
  readonly measured: { readonly way: Way; readonly timing: Timing }[] = [];
  readonly #task: Task;
  readonly #tell: Tell;

  constructor(task: Task, tell: Tell) {
    this.#task = task;
    this.#tell = tell;
  }

  /** Those of a backend that is asked for, or of `auto`: what opens at once comes first. TensorFlow decides between its modes. */
  of(backend: 'auto' | 'tensorflow'): readonly Attempt[] {
    const [plain, xla] = tensorflow;
    if (backend === 'tensorflow') return [this.#here(plain!, ONNX_COST), this.#apart([xla!], XLA_COST)];
    const { experiment, objective } = this.#task;
    const examples = Math.max(1, ...objective.data.map(({ shape }) => shape[0] ?? 1));
    const few = experiment.objective.kind !== 'network' && objective.start.length <= FEW_PARAMETERS;
    const little = objective.start.length * examples <= LITTLE_WORK;
    const loops = this.#here(plainLoops, PLAIN_LOOPS_COST);
    const runtime = this.#here(onnx, ONNX_COST);
    const rest = this.#apart(tensorflow, TENSORFLOW_COST);
    if (few) return [loops, runtime, rest];
    if (little) return [runtime, loops, rest];
    return [
      runtime,
      rest,
      { ...loops, lastResort: 'not tried: plain loops are quick for small objectives only' },
    ];
  }

  #here(way: Way, cost: number): Attempt {
    return {
      ways: [way],
      cost,
      try: async () => {
        await tellWays(this.#tell, 'choosing', [way]);
        try {
          const opened = await openWay(this.#task, way);
          this.opened.set(wayText(way), opened);
          const { timing, thorough } = await timeWay(this.#task, opened);
          if (thorough) this.measured.push({ way, timing });
          return [{ way, timing, open: true }];
        } catch (error) {
          return [{ way, problem: describeProblem(error) }];
        }
      },
    };
  }

  #apart(ways: readonly Way[], cost: number): Attempt {
    return {
      ways,
      cost,
      try: async (seconds) => {
        await tellWays(this.#tell, 'choosing', ways);
        const { experiment, threads } = this.#task;
        const findings = await tryApart({ experiment, threads, ways }, patience(seconds));
        for (const finding of findings) if ('timing' in finding) this.measured.push(finding);
        return findings;
      },
    };
  }
}
