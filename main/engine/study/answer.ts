import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { KeptPoint, PointQuestion } from '../../../app/study/study.ts';
import { flatPoint } from '../kept-point.ts';
import { EngineError } from '../problem.ts';
import type { ToEngine } from '../protocol.ts';
import { pairDistance } from './distance.ts';
import { followFlow } from './flow.ts';
import { openStudy, type OpenStudy } from './open.ts';
import { measureSlice } from './slice.ts';
import { measureSpectrum } from './spectrum.ts';
import { seldom, type TellShare } from './tell.ts';

type Study = Omit<Extract<ToEngine, { type: 'study' }>, 'type'>;

/** Answers a question about a run, as the arrays it is kept as. @throws EngineError */
export async function answerStudy(
  { question, about, beside }: Study,
  tell: TellShare,
): Promise<NamedArray[]> {
  if (question.kind === 'distance') {
    if (!beside) throw new EngineError('not-paired', 'The question of a distance is about two runs.');
    return [await pairDistance([about, beside], question.last, seldom(tell))];
  }
  const open = await openStudy(about.experiment, about.begun, productsWanted(question));
  try {
    return await measure(open, question, about.points, seldom(tell));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EngineError(
      'not-finite',
      `There is no ${question.kind} at step ${about.points[0]?.step}: ${error.message}`,
      {
        cause: error,
      },
    );
  } finally {
    await open.session.release();
  }
}

function measure(
  open: OpenStudy,
  question: PointQuestion,
  points: readonly KeptPoint[],
  tell: TellShare,
): Promise<NamedArray[]> {
  const kept = points.map((point) => ({ step: point.step, w: flatPoint(point, open.objective) }));
  const [first] = kept;
  if (!first) throw new EngineError('bad-point', 'The question is about no point.');
  switch (question.kind) {
    case 'spectrum':
      return measureSpectrum(
        {
          ...open,
          precision: open.experiment.precision,
          together: open.programs.together,
        },
        first.w,
        question,
        tell,
      );
    case 'slice':
      return measureSlice(open, first, question, tell);
    case 'flow':
      return followFlow(open, kept, question, tell);
  }
}

/** Hessian-vector products that a call should make: as many as Lanczos takes at a time. */
function productsWanted({ kind }: PointQuestion): number {
  switch (kind) {
    case 'spectrum':
      return 8;
    case 'slice':
      return 3;
    case 'flow':
      return 2; // what LeadingEigenpairs takes for one eigenvalue
  }
}
