import { distanceOf } from '../../app/study/distance.ts';
import { flowOf, flowQuestion } from '../../app/study/flow.ts';
import { sliceOf, sliceQuestion } from '../../app/study/slice.ts';
import { spectrumOf, spectrumQuestion } from '../../app/study/spectrum.ts';
import type { Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import { forkPoints, keptPoint, keptPoints } from './kept-parameters.ts';
import { refuse } from './problem.ts';
import { knownRun } from './queries.ts';
import type { Studies } from './studies.ts';

type StudyAnswers = Pick<
  Answers,
  'runs.spectrum' | 'runs.slice' | 'runs.flow' | 'runs.distance' | 'runs.cancelStudies'
>;

/** The methods that measure something of a whole run. */
export function studyAnswers(store: Store, studies: Studies): StudyAnswers {
  return {
    'runs.spectrum': async ({ id, point = 'final', ...given }) => {
      const run = knownRun(store, id);
      const kept = keptPoint(run, forkPoints(store, run), point);
      const question = spectrumQuestion(given, {
        seed: run.experiment.seed,
        step: kept.step,
        measured: run.experiment.measure.spectrum,
      });
      return spectrumOf(kept.step, await studies.answer(run, question, [kept]));
    },
    'runs.slice': async ({ id, point = 'final', ...given }) => {
      const run = knownRun(store, id);
      const kept = keptPoint(run, forkPoints(store, run), point);
      const question = sliceQuestion(given);
      return sliceOf(kept.step, question.plane, await studies.answer(run, question, [kept]));
    },
    'runs.flow': async ({ id, ...given }) => {
      const run = knownRun(store, id);
      const kept = keptPoints(store, run);
      keptPoint(run, kept, 'start');
      return flowOf(await studies.answer(run, flowQuestion(given), kept));
    },
    'runs.distance': async ({ id, other }) => {
      const pair = [knownRun(store, id), knownRun(store, other)] as const;
      const [one, two] = pair;
      if (id === other || one.startHash !== two.startHash)
        throw refuse(
          'not-paired',
          id === other
            ? `A distance is between two runs, and run ${id} was given twice.`
            : `Runs ${id} and ${other} are no pair: they differ in objective, data, seed, precision or the point they begin at.`,
        );
      const [points, besides] = pair.map((run) => {
        const kept = keptPoints(store, run);
        keptPoint(run, kept, 'start');
        return kept;
      });
      const question = { kind: 'distance', other, last: Math.min(one.step, two.step) } as const;
      return distanceOf(id, question, await studies.answer(one, question, points!, [two, besides!]));
    },
    'runs.cancelStudies': ({ ids }) => {
      studies.cancel(ids.map((id) => knownRun(store, id).id));
      return null;
    },
  };
}
