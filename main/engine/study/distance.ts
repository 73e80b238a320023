import type { NamedArray } from '../../../app/run/checkpoint.ts';
import { DISTANCE } from '../../../app/study/distance.ts';
import { difference, length } from '../curvature/vector.ts';
import { EngineError } from '../problem.ts';
import type { StudySubject } from '../protocol.ts';
import { Replay } from './replay.ts';
import type { TellShare } from './tell.ts';

/** ‖w_t − w′_t‖ of two runs at the steps from their start to `last`. @throws EngineError */
export async function pairDistance(
  subjects: readonly [StudySubject, StudySubject],
  last: number,
  tell: TellShare,
): Promise<NamedArray> {
  const opened: Replay[] = [];
  try {
    for (const subject of subjects) opened.push(await Replay.open(subject));
    const [one, other] = opened as [Replay, Replay];
    if (one.w.length !== other.w.length)
      throw new EngineError(
        'not-paired',
        `The runs have ${one.w.length} and ${other.w.length} parameters: there is no distance between them.`,
      );
    const values = new Float64Array(last + 1);
    for (let step = 0; ; step++) {
      values[step] = length(difference(one.w, other.w));
      if (step === last) return { name: DISTANCE, shape: [values.length], values };
      tell(step / last, 'both runs, step by step');
      await one.advance();
      await other.advance();
    }
  } finally {
    for (const replay of opened) await replay.release();
  }
}
