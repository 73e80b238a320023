import { flowTime, LEAST_TOLERANCE_FLOAT32 } from '../../../app/experiment/flow.ts';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import { flowEndings, type FlowEnding, type FlowQuestion } from '../../../app/study/flow.ts';
import { LeadingEigenpairs } from '../curvature/leading.ts';
import { difference, length } from '../curvature/vector.ts';
import { GradientFlow } from '../measure/gradient-flow.ts';
import { EngineError } from '../problem.ts';
import { scalar, vector } from './arrays.ts';
import type { OpenStudy } from './open.ts';
import type { TellShare } from './tell.ts';

const SHARPNESS_TOLERANCE = 1e-3; // of λ₁, as a run's default

/** The run's parameters at a step. */
interface RunPoint {
  readonly step: number;
  readonly w: Float64Array;
}

/** The columns of the answer, a value for each kept point. */
const columns = [
  'time',
  'distance',
  'loss',
  'runLoss',
  'sharpness',
  'steps',
  'rejected',
  'evaluations',
] as const;
type Row = Readonly<Record<(typeof columns)[number], number>>;

/**
 * Follows the gradient flow from the run's start and compares it with the run at its kept points (docs/studies.md).
 * @param points of the run in rising order of step, its start first
 * @throws EngineError `tolerance` where the run's precision does not resolve it
 * @throws RangeError where gradient or Hessian are not finite
 */
export async function followFlow(
  open: OpenStudy,
  points: readonly RunPoint[],
  { tolerance, evaluations }: FlowQuestion,
  tell: TellShare,
): Promise<NamedArray[]> {
  const { session, experiment } = open;
  if (experiment.precision === 'float32' && tolerance < LEAST_TOLERANCE_FLOAT32)
    throw new EngineError(
      'tolerance',
      `The run was computed in float32, which resolves no tolerance below ${LEAST_TOLERANCE_FLOAT32}, and ${tolerance} was asked for.`,
    );
  const { stepSize } = experiment.optimizer;
  const last = flowTime(stepSize, points.at(-1)!.step);
  const flow: GradientFlow = new GradientFlow(
    async (point) => {
      tell(last > 0 ? flow.time / last : 1, 'gradient flow');
      return (await session.run('gradient', { point }))['gradient']!;
    },
    points[0]!.w,
    { tolerance, evaluations },
  );
  const leading = new LeadingEigenpairs({ ...open, model: null }, experiment.seed, {
    count: 1,
    tolerance: SHARPNESS_TOLERANCE,
  });
  const rows: Row[] = [];
  let ending: FlowEnding = 'reached';
  for (const { step, w } of points) {
    const time = flowTime(stepSize, step);
    const runLoss = await lossAt(open, w);
    if (ending === 'reached') ending = await flow.to(time);
    rows.push({ ...unreached, time, runLoss, ...(ending === 'reached' && (await compared(w, step))) });
  }
  return [
    vector(
      'step',
      points.map(({ step }) => step),
    ),
    ...columns.map((name) =>
      vector(
        name,
        rows.map((row) => row[name]),
      ),
    ),
    scalar('ending', flowEndings.indexOf(ending)),
    scalar('reached', flow.time),
    vector('totals', [flow.steps, flow.rejected, flow.evaluations]),
  ];

  async function compared(w: Float64Array, step: number): Promise<Omit<Row, 'time' | 'runLoss'>> {
    const { pairs } = await leading.at({
      point: flow.point,
      count: 1,
      cold: rows.length === 0,
      label: `flow/${step}`,
    });
    return {
      distance: length(difference(w, flow.point)),
      loss: await lossAt(open, flow.point),
      sharpness: pairs[0]!.value,
      steps: flow.steps,
      rejected: flow.rejected,
      evaluations: flow.evaluations,
    };
  }
}

const unreached = { distance: NaN, loss: NaN, sharpness: NaN, steps: NaN, rejected: NaN, evaluations: NaN };

async function lossAt({ session }: OpenStudy, point: Float64Array): Promise<number> {
  const { loss } = await session.run('gradient', { point });
  return loss![0]!;
}
