import { Experiment } from '../../../../app/experiment/experiment.ts';
import type { Entry } from './form.svelte.ts';

/** A part of the form: some of the experiment's own keys. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const parts: readonly (readonly [title: string, ...keys: string[]])[] = [
  ['Experiment', 'name', 'steps', 'seed', 'noise'],
  ['Objective', 'objective'],
  ['Optimizer', 'optimizer'],
  ['Measurements', 'measure'],
  ['Early end', 'stop'],
];

const placed = new Set(parts.flatMap(([, ...keys]) => keys));

/** All keys of an experiment, in parts; those that no part names are in the last. */
export const sections: readonly Section[] = [
  ...parts,
  ['Computation', ...Object.keys(Experiment.entries).filter((key) => !placed.has(key))] as const,
].map(([title, ...keys]) => ({ title, entries: keys.flatMap(entryOf) }));

function entryOf(key: string): Entry[] {
  const schema = Object.entries(Experiment.entries).find(([name]) => name === key)?.[1];
  return schema ? [{ place: key, key, owner: 'experiment', schema }] : [];
}
