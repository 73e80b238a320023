import { beforeEach, expect, test } from 'vitest';
import { Draft } from '../../../renderer/state/draft.svelte.ts';

beforeEach(() => localStorage.clear());

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

test('what is written survives a reload, with the preset it began as', () => {
  const draft = new Draft(localStorage);
  draft.edit([{ steps: 1 }], 'the-bounce');
  expect(draft.isWritten([])).toBe(true);
  draft.text = draft.text.replace('1', '2');
  const again = new Draft(localStorage);
  expect([again.text, again.preset]).toEqual(['{ "steps": 2 }\n', 'the-bounce']);
  again.edit([{ steps: 3 }]);
  expect(new Draft(localStorage).preset).toBeNull();
  expect(new Draft().text).not.toContain('"steps": 3');
});

test('a preset that nothing was changed of is not called written', () => {
  const draft = new Draft();
  const preset = { name: 'a', title: 'A', sentence: '', experiments: [{ steps: 1 }, { steps: 2 }] };
  expect(draft.isWritten([preset])).toBe(false);
  draft.edit(preset.experiments, 'a');
  expect(draft.isWritten([preset])).toBe(false);
  draft.text += ' ';
  expect(draft.isWritten([preset])).toBe(true);
});

test('a storage that takes nothing is no failure, and is said', () => {
  const full = {
    ...localStorage,
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as Storage;
  const draft = new Draft(full);
  expect(draft.kept).toBe(true);
  draft.text = '{}';
  expect([draft.text, draft.kept]).toEqual(['{}', false]);
});
