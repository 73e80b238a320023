import { beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import type { LabDescription } from '../../../app/contract/contract.ts';
import { Route } from '../../../renderer/state/route.svelte.ts';
import { Workspace } from '../../../renderer/state/workspace.svelte.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

const described: LabDescription = {
  version: '0.1.0',
  node: '24.0.0',
  machine: { cores: 2, memory: 1, platform: 'linux' },
  store: { file: 'ravine.db', readOnly: false, messages: [] },
  backends: [],
};

type Answers = ConstructorParameters<typeof StillLab>[0];

function opened(answers: Answers = {}): { lab: StillLab; workspace: Workspace } {
  const lab = new StillLab({
    'runs.list': () => [run('a'), run('b')],
    'lab.describe': () => described,
    'presets.list': () => [],
    'bookmarks.list': () => [],
    ...answers,
  });
  return { lab, workspace: new Workspace(lab, new Route()) };
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  location.hash = '';
});

test('what was started is shown as a comparison', async () => {
  const { workspace } = opened({ 'runs.start': () => ({ ids: ['x', 'y'] }) });
  await workspace.start([{}, {}]);
  expect(location.hash).toBe('#/compare?runs=x,y');
  expect(workspace.route.address).toMatchObject({ view: 'compare', runs: ['x', 'y'] });
});

test('a refused start says every reason with its place, and goes nowhere', async () => {
  const { workspace } = opened({
    'runs.start': () => {
      throw new LabError([
        { code: 'invalid', place: 'experiments[0].steps', message: 'got 0, expects at least 1' },
        { code: 'invalid', place: 'experiments[0].seed', message: 'got -1, expects at least 0' },
      ]);
    },
  });
  await workspace.start([{}]);
  expect(workspace.notices.list.map(({ sentence }) => sentence)).toEqual([
    'experiments[0].steps: got 0, expects at least 1',
    'experiments[0].seed: got -1, expects at least 0',
  ]);
  expect(workspace.route.address.view).toBe('runs');
});

test('deleted runs come back by Undo, and are no longer selected', async () => {
  const { lab, workspace } = opened({ 'runs.delete': () => null, 'runs.restore': () => null });
  workspace.table.toggle('a');
  await workspace.delete(['a']);
  expect(workspace.table.selected.size).toBe(0);
  const [notice] = workspace.notices.list;
  expect(notice?.sentence).toBe('The run was deleted.');
  notice?.action?.run();
  expect(lab.questions('runs.restore')).toEqual([{ ids: ['a'] }]);
});

test('after a lost connection everything is read again', async () => {
  const { lab, workspace } = opened();
  await vi.waitFor(() => expect(workspace.presets).not.toBeNull());
  lab.become('lost');
  expect(workspace.connection).toBe('lost');
  lab.become('open');
  expect(lab.questions('runs.list')).toHaveLength(2);
});
