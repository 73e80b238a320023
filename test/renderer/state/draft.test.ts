import { expect, test } from 'vitest';
import { Draft } from '../../../renderer/state/draft.svelte.ts';

/** Each problem's place, and the text it points at. */
function pointed(draft: Draft): [string | undefined, string][] {
  return draft.findings.map(({ problem, range }) => [
    problem.place,
    draft.text.slice(range.start, range.end),
  ]);
}

test('the text to begin with runs, alone and as a pair', () => {
  const draft = new Draft();
  expect(draft.findings).toEqual([]);
  expect(draft.experiments).toHaveLength(1);
  expect(draft.pair).toHaveLength(2);
});

test('all problems are found, each with its place in the text', () => {
  const draft = new Draft();
  draft.text = draft.text.replace('0.05', '-1').replace('"points": 20', '"points": 1.5');
  expect(pointed(draft)).toEqual(
    expect.arrayContaining([
      ['optimizer.stepSize', '-1'],
      ['objective.data.points', '1.5'],
    ]),
  );
  expect(draft.findings).toHaveLength(2);
  expect(draft.experiments).toEqual([]);
  expect(draft.pair).toBeNull();
});

test('what is not JSON yet is shown where it breaks off', () => {
  const draft = new Draft();
  draft.text = '{\n  "version": 1,\n  "steps": }';
  expect(draft.findings).toHaveLength(1);
  expect(draft.findings[0]?.problem).toMatchObject({ place: 'line 3, column 12' });
  expect(draft.findings[0]?.range.start).toBe(draft.text.indexOf('}'));
  draft.text = '';
  expect(draft.findings).toHaveLength(1);
});

test('several experiments are checked one by one, and are no pair', () => {
  const draft = new Draft();
  const one: unknown = JSON.parse(draft.text);
  draft.edit([one, one]);
  expect(draft.experiments).toHaveLength(2);
  expect(draft.pair).toBeNull();
  draft.text = draft.text.replace(/"steps": 10000(?![^]*"steps")/, '"steps": 0');
  expect(pointed(draft)).toEqual([['[1].steps', '0']]);
  draft.text = '[]';
  expect(draft.findings).toHaveLength(1);
});
