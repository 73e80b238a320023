import { openRun } from '../../../main/engine/run/open.ts';
import { written } from '../networks/written.ts';

// usage: step.ts EXPERIMENT, as JSON. Prints, as JSON, milliseconds a step in calls as a run makes them, and by which executor.

const SECONDS = 2; // of calls
const CALL = 0.03; // seconds of a call, as of a run's (main/engine/run/pace.ts)

const experiment = written(JSON.parse(process.argv[2] ?? '') as object);
const { session, objective, execution } = await openRun(experiment);
const { start } = objective;
await session.write({ w: start, start, reference: start, lossLimit: Float64Array.of(Infinity) });
const timed = async (steps: number): Promise<number> => {
  const begin = performance.now();
  await session.iterate('step', steps, {});
  return (performance.now() - begin) / steps;
};
await timed(1); // compiles
const steps = Math.max(1, Math.floor((1000 * CALL) / (await timed(1))));
const milliseconds: number[] = [];
const end = performance.now() + 1000 * SECONDS;
do milliseconds.push(await timed(steps));
while (performance.now() < end);
await session.release();
const { backend, threads } = execution;
process.stdout.write(
  `${JSON.stringify({ milliseconds, executor: `${backend}, ${threads} thread${threads > 1 ? 's' : ''}` })}\n`,
);
