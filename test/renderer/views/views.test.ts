import { expect, test, vi } from 'vitest';
import type { ViewComponents } from '../../../renderer/views/views.svelte.ts';
import { Views } from '../../../renderer/views/views.svelte.ts';

/** Views whose scripts answer as told, and what there is to do when the page is idle. */
function viewsOf(answers: Partial<Record<keyof ViewComponents, () => Promise<unknown>>> = {}) {
  const names = ['runs', 'new', 'compare', 'run', 'landscape', 'learn'] as const;
  const loaders = Object.fromEntries(
    names.map((name) => [name, vi.fn(answers[name] ?? (() => Promise.resolve({ default: name })))]),
  );
  const idle: (() => void)[] = [];
  const views = new Views(loaders as never, (act) => void idle.push(act));
  return { views, loaders, idle };
}

test('the view that is shown is loaded first, the others when the page is idle, each once', async () => {
  const { views, loaders, idle } = viewsOf();
  await views.show('learn');
  expect(Object.keys(views.loaded)).toEqual(['learn']);
  for (const act of idle) act();
  await vi.waitFor(() => expect(Object.keys(views.loaded)).toHaveLength(6));
  await views.show('runs');
  for (const act of idle) act();
  for (const load of Object.values(loaders)) expect(load).toHaveBeenCalledTimes(1);
});

test('a view that fails says why; asked for again it is tried again', async () => {
  const answers = [() => Promise.reject(new Error('gone')), () => Promise.resolve({ default: 'new' })];
  const { views } = viewsOf({ new: () => answers.shift()!() });
  await views.show('new');
  expect(views.problems.new).toBe('gone');
  expect(views.loaded.new).toBeUndefined();
  await views.show('new');
  expect(views.loaded.new).toBe('new');
});

test('that others are loaded when the page is idle says nothing of the one that failed, and their failing nothing of it', async () => {
  const fail = () => Promise.reject(new Error('gone'));
  const { views, idle } = viewsOf({ learn: fail, new: fail });
  await views.show('learn');
  for (const act of idle) act();
  await vi.waitFor(() => expect(Object.keys(views.loaded)).toHaveLength(4));
  expect(views.problems).toEqual({ learn: 'gone', new: 'gone' });
});
