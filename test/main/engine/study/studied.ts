import { settingsOf, type PointQuestion, type StudyArrays } from '../../../../app/study/study.ts';
import { answerStudy } from '../../../../main/engine/study/answer.ts';
import type { StudySubject } from '../../../../main/engine/protocol.ts';
import { snapshotsOf } from '../../../../main/lab/paired-distance.ts';
import { collect, type Collected } from '../run/collect.ts';

/** A run that was made to be asked about. */
export interface Ran {
  readonly run: Collected;
  /** Asks about the parameters at a step, `flow` about all that are kept. */
  readonly ask: (question: PointQuestion, step?: number) => Promise<StudyArrays>;
  /** As the lab would put it to an engine. */
  readonly subject: (id: string) => StudySubject;
  /** Steps at which its parameters are kept, rising. */
  readonly keptSteps: readonly number[];
  /** Flat parameters at a step. */
  readonly at: (step: number) => Float64Array;
}

/** Runs an experiment; its parameters are kept as the lab keeps them. */
export async function ran(file: Record<string, unknown>): Promise<Ran> {
  const run = await collect(file);
  const kept = snapshotsOf(run.arrays.values(), run.done.step);
  const points = [...kept].map(([step, layers]) => ({ step, layers })).sort((a, b) => a.step - b.step);
  const subject = (id: string): StudySubject => ({
    ...{ id, experiment: run.experiment, begun: run.execution, points },
  });
  return {
    run,
    subject,
    keptSteps: points.map(({ step }) => step),
    ask: async (question, step = run.done.step) => {
      const about = question.kind === 'flow' ? points : points.filter((point) => point.step === step);
      const study = { question, about: { ...subject('a'), points: about }, beside: null };
      const arrays = await answerStudy(study, () => undefined);
      const settings = settingsOf(
        question,
        about.map((point) => point.step),
      );
      return new Map([...arrays.map(({ name, values }) => [name, values] as const), ['settings', settings]]);
    },
    at: (step) => Float64Array.from([...kept.get(step)!.values()].flatMap((values) => [...values])),
  };
}
