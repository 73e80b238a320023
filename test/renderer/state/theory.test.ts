import { expect, test } from 'vitest';
import { stepScales, unknownSharpness } from '../../../renderer/state/theory.ts';
import { timeEstimate } from '../../../renderer/state/time-estimate.ts';
import { completed } from '../../app/experiment/completed.ts';
import { expression, network, quadratic } from '../../app/experiment/written.ts';
import { run, sam } from '../run.ts';

const scales = (written: object) => stepScales(completed(written));
const sentence = (stepSize: number, kind = 'sam'): string | undefined =>
  scales({
    ...quadratic,
    optimizer: { kind, stepSize, ...(kind === 'gd' ? {} : { radius: 0.1 }) },
  })[0]?.sentence;

test('ηλ₁ lies among the regimes ½, 1 and 2, with who showed what', () => {
  expect(scales({ ...quadratic, optimizer: { kind: 'sam', stepSize: 0.3, radius: 0.1 } })).toMatchObject([
    { value: 0.3, limit: 2, stepSize: 0.3 },
  ]);
  expect(sentence(0.3)).toContain('Bartlett');
  expect(sentence(0.7)).toContain('Wen');
  expect(sentence(1.5)).toContain('derived');
  expect(sentence(2)).toContain('Beyond');
  expect(sentence(0.7, 'gd')).toContain('one side');
  expect(sentence(1.7, 'gd')).toContain('changing sides');
});

test('with momentum the limit is 2(1+β); with a schedule both ends are told, but not a step size of 0', () => {
  const optimizer = { kind: 'gd', stepSize: 0.5, momentum: 0.5 };
  expect(scales({ ...quadratic, optimizer })).toMatchObject([{ limit: 3 }]);
  const stepSize = { kind: 'warm-up', to: 0.4, steps: 10 };
  expect(scales({ ...quadratic, optimizer: { kind: 'gd', stepSize } })).toMatchObject([
    { when: 'at the end', value: 0.4 },
  ]);
});

test('what is not known of λ₁ before a run is said', () => {
  expect(unknownSharpness(completed(quadratic))).toBeNull();
  expect(unknownSharpness(completed(expression))).toMatch(/is that of the start/);
  expect(unknownSharpness(completed(network()))).toMatch(/^λ₁ is not known before a run: .* every 51 steps/);
  expect(scales(network())).toMatchObject([{ value: null }]);
});

test('the time is told from a run of the same objective, by steps and gradients a step, and else not at all', () => {
  const gd = run('a', { step: 1000, seconds: 2 });
  const same = { ...gd.experiment, steps: 5000 };
  expect(timeEstimate(same, [gd])).toEqual({ seconds: 10, run: gd });
  expect(timeEstimate({ ...same, optimizer: sam(0.1, 0.1) }, [gd])?.seconds).toBe(20);
  expect(timeEstimate(same, [])).toBeNull();
  expect(timeEstimate({ ...same, precision: 'float32' }, [gd])).toBeNull();
  expect(timeEstimate(same, [run('a', { step: 3, seconds: 2 })])).toBeNull();
});
