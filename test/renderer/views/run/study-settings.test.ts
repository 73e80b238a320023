import { expect, test } from 'vitest';
import { figures } from '../../../../app/figure/figures/list.ts';
import { figureOf, studyFields, studyRequest } from '../../../../renderer/views/run/study-settings.ts';
import { run } from '../../run.ts';

const at = { id: 'a', point: 40 };

test('what is left empty is left out, and the flow is asked of the whole run', () => {
  expect(studyRequest('spectrum', at, {})).toEqual({ study: 'spectrum', params: at });
  expect(studyRequest('spectrum', at, { vectors: ' 3 ', count: '', steps: '20' })).toEqual({
    study: 'spectrum',
    params: { ...at, vectors: 3, steps: 20 },
  });
  expect(studyRequest('slice', at, { points: '51', extent: '0.5' })).toEqual({
    study: 'slice',
    params: { ...at, points: 51, extent: 0.5 },
  });
  expect(studyRequest('slice', at, { plane: 'u1,g', points: '21' })).toEqual({
    study: 'slice',
    params: { ...at, plane: 'u1,g', points: 21 },
  });
  expect(studyRequest('flow', at, { tolerance: '1e-8' })).toEqual({
    study: 'flow',
    params: { id: 'a', tolerance: 1e-8 },
  });
});

test('what is wrong is said at its field, with what is expected', () => {
  expect(studyRequest('spectrum', at, { vectors: '0', steps: 'many', count: '2' })).toEqual(
    new Map([
      ['vectors', 'Expected a whole number at least 1 and at most 1000, got 0.'],
      ['steps', 'Expected a whole number at least 2 and at most 500, got many.'],
    ]),
  );
  expect(studyRequest('slice', at, { extent: '−1' })).toEqual(
    new Map([['extent', 'Expected a finite number greater than 0, got −1.']]),
  );
  expect(studyRequest('flow', at, { evaluations: '1.5' })).toEqual(
    new Map([['evaluations', 'Expected a whole number at least 100 and at most 1000000000, got 1.5.']]),
  );
});

test('the grey numbers are those of the run itself where it measured at the step', () => {
  const measured = { at: [40], vectors: 4, steps: 33, count: 2 };
  const { measure } = run('a').experiment;
  const own = run('a', {}, { measure: { ...measure, spectrum: measured } });
  const usual = (step: number) => studyFields('spectrum', own, step).map((field) => field.usual);
  expect(usual(40)).toEqual(['4', '33', '2']);
  expect(usual(0)).toEqual(['10', '80', '5']);
});

test('an answer is drawn by the figure of what was asked', () => {
  const drawn = (['u1', 'u1,u2', 'u1,g'] as const).map((plane) => figureOf('slice', plane));
  expect(drawn).toEqual(['slice', 'slicePlane', 'sliceGradient']);
  expect([figureOf('spectrum', null), figureOf('flow', null)]).toEqual(['spectrum', 'flow']);
  const names = figures.map(({ name }) => name);
  for (const name of [...drawn, 'spectrum', 'flow']) expect(names).toContain(name);
});
