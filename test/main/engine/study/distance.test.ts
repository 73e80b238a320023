import { expect, test } from 'vitest';
import { answerStudy } from '../../../../main/engine/study/answer.ts';
import type { StudySubject } from '../../../../main/engine/protocol.ts';
import { backends } from '../execute/engines.ts';
import { ran, type Ran } from './studied.ts';

const quadratic = {
  objective: { kind: 'quadratic', eigenvalues: [2, 0.5], start: [1, -3], rotate: false },
  optimizer: { kind: 'gd', stepSize: 0.1 },
  steps: 60,
  backend: 'reference',
};

async function distances(
  one: Ran,
  other: Ran,
  last: number,
  change: Partial<StudySubject> = {},
): Promise<Float64Array> {
  const [answer] = await answerStudy(
    {
      question: { kind: 'distance', other: 'b', last },
      about: { ...one.subject('a'), ...change },
      beside: other.subject('b'),
    },
    () => undefined,
  );
  expect(answer!.name).toBe('distance');
  return answer!.values;
}

test('of two step sizes on a quadratic it is the closed form, at every step', async () => {
  const one = await ran(quadratic);
  const other = await ran({ ...quadratic, optimizer: { kind: 'gd', stepSize: 0.3 } });
  const found = await distances(one, other, 60);
  expect(found).toHaveLength(61);
  found.forEach((value, t) => {
    const apart = [2, 0.5].map((l, i) => [1, -3][i]! * ((1 - 0.1 * l) ** t - (1 - 0.3 * l) ** t));
    expect(value).toBeCloseTo(Math.hypot(...apart), 12);
  });
});

const network = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [5], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  },
  steps: 50,
  seed: 4,
};

test.each(backends)(
  'with batches, noise, momentum, schedules and measurements on the way it is that of the iterates (%s)',
  async (backend) => {
    const one = await ran({
      ...network,
      backend,
      noise: 1e-3,
      optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05, momentum: 0.5, batch: 3 },
      measure: { sharpness: { every: 3, count: 2 } },
    });
    const stepSize = { kind: 'warm-up', to: 0.1, steps: 20 };
    const other = await ran({ ...network, backend, optimizer: { kind: 'gd', stepSize } });
    const found = await distances(one, other, 50);
    expect(found[0]).toBe(0);
    for (const step of one.keptSteps)
      expect(found[step]).toBeCloseTo(
        Math.hypot(...one.at(step).map((value, i) => value - other.at(step)[i]!)),
        13,
      );
    expect(one.keptSteps.length).toBeGreaterThan(10);
  },
);

test('a run that diverged is followed to where it did', async () => {
  const one = await ran(quadratic);
  const wild = await ran({ ...quadratic, optimizer: { kind: 'gd', stepSize: 3 } });
  const { status, step } = wild.run.done;
  expect(status).toBe('diverged');
  const found = await distances(one, wild, step);
  const apart = [2, 0.5].map((l, i) => [1, -3][i]! * ((1 - 0.1 * l) ** step - (1 - 3 * l) ** step));
  expect(found.at(-1)! / Math.hypot(...apart)).toBeCloseTo(1, 12);
});

test('a run that is not itself when it is computed again is told, not measured', async () => {
  const [one, other] = [await ran(quadratic), await ran({ ...quadratic, steps: 30 })];
  const points = one.subject('a').points.map(({ step, layers }) => ({
    step,
    layers:
      step === 21
        ? new Map([...layers].map(([name, values]) => [name, values.map((x) => x + 1e-15)]))
        : layers,
  }));
  await expect(distances(one, other, 30, { points })).rejects.toMatchObject({
    code: 'not-reproduced',
    message: expect.stringContaining('run a is not itself at step 21') as string,
  });
  await expect(distances(one, other, 30, { points: points.slice(1) })).rejects.toMatchObject({
    code: 'bad-point',
    message: 'The start of run a is not kept.',
  });
});
