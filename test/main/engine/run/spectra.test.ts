import { describe, expect, test } from 'vitest';
import { spectrumOf, spectrumQuestion } from '../../../../app/study/spectrum.ts';
import { ran } from '../study/studied.ts';
import { collect, stepsOf, valuesOf } from './collect.ts';

const network = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [12], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 10 },
  },
  optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
  steps: 40,
  backend: 'reference',
  seed: 3,
};

describe('the spectrum along a run', () => {
  test('of a quadratic: its trace and its least eigenvalue, at the steps asked for', async () => {
    const eigenvalues = [2, 1, 0.5, -0.25];
    const run = await collect({
      objective: { kind: 'quadratic', eigenvalues },
      optimizer: { kind: 'gd', stepSize: 0.1 },
      steps: 12,
      backend: 'reference',
      measure: { spectrum: { at: [12, 0, 7, 7] } },
    });
    expect(stepsOf(run, 'trace')).toEqual([0, 7, 12]);
    for (const trace of valuesOf(run, 'trace')) expect(trace).toBeCloseTo(3.25, 10);
    for (const least of valuesOf(run, 'leastEigenvalue')) expect(least).toBeCloseTo(-0.25, 10);
    expect(valuesOf(run, 'traceError')).toEqual([0, 0, 0]); // all eigenvalues were found
    expect(run.done.costs).toContainEqual(expect.objectContaining({ probe: 'spectrum', measurements: 3 }));
  });

  test('is what the study of the same settings finds at the parameters of the step, which are kept', async () => {
    const asked = { vectors: 3, steps: 10, count: 2 };
    const { run, ask, at } = await ran({ ...network, measure: { spectrum: { at: [13, 40], ...asked } } });
    for (const step of [13, 40]) {
      expect(at(step)).toHaveLength(37);
      const found = await ask(spectrumQuestion(asked, { seed: 3 }), step);
      const kept = (name: string) => run.arrays.get(`spectrum/${step}/${name}`)?.values;
      for (const name of ['nodes', 'weights', 'probes', 'trace', 'settings'])
        expect(kept(name), name).toEqual(found.get(name));
      expect([...found.keys()].filter((name) => !kept(name))).toEqual([]);
      // These come of blocks of as many vectors as the run's programs take, and agree as far as they are resolved.
      const eigenvalues = [...kept('eigenvalues')!];
      eigenvalues.forEach((value, i) => expect(value).toBeCloseTo(found.get('eigenvalues')![i]!, 9));
      const { trace, traceError, least } = spectrumOf(step, found);
      expect(run.series.get('trace')?.get(step)).toBe(trace);
      expect(run.series.get('traceError')?.get(step)).toBe(traceError);
      expect(run.series.get('leastEigenvalue')?.get(step)).toBeCloseTo(least, 9);
    }
  });

  test('changes nothing else of the run', async () => {
    const [bare, measured] = [
      await collect(network),
      await collect({ ...network, measure: { spectrum: { at: [0, 13], vectors: 1, steps: 10 } } }),
    ];
    for (const [name, points] of bare.series) expect(measured.series.get(name)).toEqual(points);
    expect(measured.series.has('traceError')).toBe(false); // one probe tells no error
    expect(bare.series.has('trace')).toBe(false);
  });

  test('where the Hessian is not finite there is none, and the run says so', async () => {
    const run = await collect({
      objective: { kind: 'expression', variables: ['x', 'y'], formula: '(x^2)^0.75 + y^2', start: [0, 1] },
      optimizer: { kind: 'gd', stepSize: 0.1 },
      steps: 5,
      backend: 'reference',
      measure: { spectrum: { at: [0, 5] } },
    });
    const missing = run.events.filter(({ kind }) => kind === 'unmeasurable');
    expect(missing.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/^No spectrum was measured: .*not finite/),
    );
    expect(run.series.has('trace')).toBe(false);
  });
});

test('a question about a step where the run measured has the settings it had there', () => {
  const measured = { at: [5], vectors: 2, steps: 9, count: 1 };
  const at = (step: number) => spectrumQuestion({}, { seed: 4, step, measured });
  expect(at(5)).toEqual({ kind: 'spectrum', vectors: 2, steps: 9, count: 1, seed: 4 });
  expect(at(6)).toEqual({ kind: 'spectrum', vectors: 10, steps: 80, count: 5, seed: 4 });
  expect(spectrumQuestion({ steps: 30 }, { seed: 4, step: 5, measured })).toMatchObject({
    vectors: 2,
    steps: 30,
  });
});
