import type { Experiment } from './experiment.ts';
import { placeWithin } from './parse/place.ts';
import { canonicalJson } from './hash.ts';
import { isSchedule } from './schedule.ts';

/** A place in the experiment file and what stands there; lists and schedules are one value. */
export type Setting = readonly [place: string, value: unknown];

/** One place and its value in each of several experiments; null where an experiment has no such place. */
interface Row {
  readonly place: string;
  readonly values: readonly unknown[];
}

/** Every setting of an experiment in the file's order, without its version and name. */
export function settings({ version: _version, name: _name, ...experiment }: Experiment): Setting[] {
  return leaves(experiment, '');
}

/** The settings in which several experiments differ, and those that they share. */
export function compareSettings(experiments: readonly Experiment[]): {
  readonly differing: readonly Row[];
  readonly shared: readonly Row[];
} {
  const all = experiments.map((experiment) => new Map(settings(experiment)));
  const places = new Set(all.flatMap((one) => [...one.keys()]));
  const rows = [...places].map((place) => ({ place, values: all.map((one) => one.get(place) ?? null) }));
  const differs = ({ values }: Row): boolean => new Set(values.map(canonicalJson)).size > 1;
  return { differing: rows.filter(differs), shared: rows.filter((row) => !differs(row)) };
}

function leaves(value: unknown, place: string): Setting[] {
  const isOne = typeof value !== 'object' || value === null || Array.isArray(value) || isSchedule(value);
  if (isOne) return [[place, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, placeWithin(place, key)));
}
