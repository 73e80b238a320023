import { beforeEach, expect, test } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import type { Spectrum } from '../../../app/study/spectrum.ts';
import { Studies, type StudyRequest } from '../../../renderer/state/studies.svelte.ts';
import { StillLab } from '../still-lab.ts';

const request = (id: string): StudyRequest => ({ study: 'spectrum', params: { id, point: 40, vectors: 3 } });

let lab: StillLab;
let studies: Studies;
/** Ends what is being computed. */
let answer: (problem?: LabError) => void;

beforeEach(() => {
  lab = new StillLab({
    'runs.spectrum': () =>
      new Promise((resolve, reject) => {
        answer = (problem) => (problem ? reject(problem) : resolve({ step: 40 } as Spectrum));
      }),
    'runs.cancelStudies': () => {
      answer(new LabError([{ place: '', code: 'cancelled', message: 'It was called off.' }]));
      return null;
    },
  });
  studies = new Studies(lab);
});

test('a question is put as it was asked, says how far it is, and where it was answered', async () => {
  expect(studies.of('a')).toBeNull();
  const asked = studies.ask(request('a'));
  expect(studies.of('a')).toEqual({ kind: 'computing', study: 'spectrum', share: 0, what: '' });
  lab.tell({ type: 'study', id: 'a', study: 'spectrum', share: 0.4, what: 'probes' });
  lab.tell({ type: 'study', id: 'a', study: 'slice', share: 0.9, what: 'a slice' });
  lab.tell({ type: 'study', id: 'b', study: 'spectrum', share: 0.9, what: 'probes' });
  expect(studies.of('a')).toEqual({ kind: 'computing', study: 'spectrum', share: 0.4, what: 'probes' });
  expect(studies.of('b')).toBeNull();
  answer();
  await asked;
  expect(lab.questions('runs.spectrum')).toEqual([{ id: 'a', point: 40, vectors: 3 }]);
  expect(studies.of('a')).toEqual({ kind: 'answered', study: 'spectrum', step: 40, plane: null });
  lab.tell({ type: 'study', id: 'a', study: 'spectrum', share: 1, what: 'of somebody else' });
  expect(studies.of('a')?.kind).toBe('answered');
});

test('one question a run is asked at a time', async () => {
  const first = studies.ask(request('a'));
  await studies.ask(request('a'));
  expect(lab.questions('runs.spectrum')).toHaveLength(1);
  answer();
  await first;
});

test('a refusal is kept with its run, and calling off is none', async () => {
  const refused = studies.ask(request('a'));
  const problem = { place: '', code: 'zero-gradient', message: 'The gradient is 0.' };
  answer(new LabError([problem]));
  await refused;
  expect(studies.of('a')).toEqual({ kind: 'refused', study: 'spectrum', problem });
  const calledOff = studies.ask(request('a'));
  await studies.cancel('a');
  await calledOff;
  expect(studies.of('a')).toBeNull();
  await studies.cancel('a'); // nothing is left to call off
  expect(lab.questions('runs.cancelStudies')).toEqual([{ ids: ['a'] }]);
});
