import process from 'node:process';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { openExecutor } from '../../../main/engine/execute/executors.ts';
import { buildObjective } from '../../../main/engine/objective/build.ts';
import { buildPrograms } from '../../../main/engine/run/programs.ts';
import { chooseThreads } from '../../../main/engine/run/threads.ts';
import type { Engine, Network, Times } from '../steps.ts';

// A process of its own for every figure: TensorFlow's threads are those it was loaded for.

const SECONDS = 2; // of calls for every figure

async function measure({ hidden, data, steps }: Network, { mode, ...engine }: Engine): Promise<Times> {
  const parsed = parseExperiment({
    version: 1,
    steps: 1_000_000,
    ...engine,
    objective: { kind: 'network', network: { kind: 'mlp', hidden, activation: 'tanh' }, data },
    optimizer: { kind: 'sam', stepSize: 0.01, radius: 0.05 },
  });
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  const { experiment } = parsed;
  const objective = await buildObjective(experiment);
  const threads = chooseThreads(experiment, objective);
  const executor = await openExecutor(engine.backend, threads);
  const { module } = buildPrograms(experiment, objective, experiment.measure.sharpness.count);
  const options = { precision: engine.precision, threads };
  const session = await executor.open(module, mode ? { ...options, mode } : options);
  try {
    const { start } = objective;
    await session.write(Object.fromEntries(objective.data.map(({ name, values }) => [name, values])));
    await session.write({ w: start, start, reference: start, lossLimit: Float64Array.of(1e8) });
    const opened = performance.now();
    await session.iterate('step', steps, {});
    const first = performance.now() - opened;
    const times: number[] = [];
    const end = performance.now() + 1000 * SECONDS;
    while (performance.now() < end) {
      const begin = performance.now();
      await session.iterate('step', steps, {});
      times.push((1000 * (performance.now() - begin)) / steps);
    }
    return { threads, first, times: times.sort((a, b) => a - b) };
  } finally {
    await session.release();
  }
}

process.on('message', (asked) => {
  const { network, engine } = asked as { readonly network: Network; readonly engine: Engine };
  measure(network, engine)
    .catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }))
    .then((answer) => process.send?.(answer, () => process.disconnect()))
    .catch(() => process.exit(1));
});
