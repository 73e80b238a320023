import { openExecutor } from '../execute/executors.ts';
import { buildObjective } from '../objective/build.ts';
import { describeProblem } from '../problem.ts';
import { findParent } from '../parent.ts';
import { buildPrograms } from '../run/programs.ts';
import { openWay, timeWay } from './open-way.ts';
import type { TrialAnswer, TrialRequest } from './try-apart.ts';

const parent = findParent();

/** The process of `tryApart`. */
async function answer({ experiment, threads, ways }: TrialRequest): Promise<void> {
  const objective = await buildObjective(experiment);
  const programs = buildPrograms(experiment, objective);
  const task = { experiment, objective, programs, threads };
  let loading = 0;
  for (const way of ways) {
    try {
      const began = performance.now();
      await openExecutor(way.backend, threads); // a library is loaded once, and its time belongs to every way
      loading = Math.max(loading, (performance.now() - began) / 1000);
      const opened = await openWay(task, way);
      const { timing } = await timeWay(task, opened);
      await opened.session.release();
      await send({ way, timing: { ...timing, openingSeconds: loading + timing.openingSeconds } });
    } catch (error) {
      await send({ way, problem: describeProblem(error) });
    }
  }
  parent?.leave();
}

function send(message: TrialAnswer): Promise<void> {
  return parent?.send(message) ?? Promise.resolve();
}

parent?.receive((request) => void answer(request as TrialRequest));
