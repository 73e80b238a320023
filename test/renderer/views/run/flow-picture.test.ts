import { expect, test } from 'vitest';
import type { Flow } from '../../../../app/study/flow.ts';
import { flowPicture } from '../../../../renderer/views/run/flow-picture.ts';
import { run, sam } from '../../run.ts';

const flow = {
  step: Float64Array.of(0, 10, 20, 30),
  distance: Float64Array.of(0, 0.5, NaN, NaN),
} as Flow;

test('the distance is drawn as far as the flow was followed, in the colour of the optimizer', () => {
  const [curve] = flowPicture(run('a'), flow).curves;
  expect(curve).toMatchObject({ under: 'gd', step: Float64Array.of(0, 10), value: Float64Array.of(0, 0.5) });
  expect(flowPicture(run('b', {}, { optimizer: sam(0.1, 0.05) }), flow).curves[0]?.under).toBe('sam');
});
