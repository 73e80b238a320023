import type { NamedArray } from '../../app/run/checkpoint.ts';
import { DISTANCE, distanceSeries, type DistanceQuestion } from '../../app/study/distance.ts';
import {
  placeOf,
  SETTINGS,
  settingsOf,
  type PointQuestion,
  type Question,
  type StudyArrays,
} from '../../app/study/study.ts';
import type { Store } from '../store/store.ts';

/** A question, the run that it is about, and the steps at which it looks. */
export interface Asked {
  readonly run: string;
  readonly question: Question;
  readonly steps: readonly number[];
}

/** Names a question: equal ones have equal answers. */
export function keyOf({ run, question, steps }: Asked): string {
  if (question.kind === 'distance') return `${run}/${distanceSeries(question.other)}/${question.last}`;
  return `${run}/${placeOf(question, steps)}${settingsOf(question, steps).join()}`;
}

/** What is kept of an answer; null where the same was not asked before. */
export function keptAnswer(store: Store, { run, question, steps }: Asked): StudyArrays | null {
  return question.kind === 'distance'
    ? keptDistance(store, run, question)
    : keptArrays(store, run, question, steps);
}

/** Keeps an answer with the run, that of two runs with both. @returns its arrays as they will be read @throws StoreError */
export function keepAnswer(
  store: Store,
  { run, question, steps }: Asked,
  found: readonly NamedArray[],
): void {
  if (question.kind === 'distance') {
    const values = found.find(({ name }) => name === DISTANCE)!.values;
    keepSeries(store, run, distanceSeries(question.other), values);
    keepSeries(store, question.other, distanceSeries(run), values);
  } else {
    const place = placeOf(question, steps);
    store.saveArrays(
      run,
      found.map((array) => ({ ...array, name: place + array.name })),
    );
  }
}

/** The arrays of an answer, with the settings that it was asked with. */
export function withSettings({ question, steps }: Asked, found: readonly NamedArray[]): NamedArray[] {
  if (question.kind === 'distance') return [...found];
  const settings = settingsOf(question, steps);
  return [...found, { name: SETTINGS, shape: [settings.length], values: settings }];
}

function keptArrays(
  store: Store,
  run: string,
  question: PointQuestion,
  steps: readonly number[],
): StudyArrays | null {
  const place = placeOf(question, steps);
  const settings = settingsOf(question, steps);
  const arrays = new Map(
    store.readArrays(run, place).map(({ name, values }) => [name.slice(place.length), values]),
  );
  const kept = arrays.get(SETTINGS);
  const same = kept?.length === settings.length && kept.every((value, i) => Object.is(value, settings[i]));
  return same ? arrays : null;
}

/** A series of all steps up to the last that is asked about, or longer: a run that went on does not change what was before. */
function keptDistance(store: Store, run: string, { other, last }: DistanceQuestion): StudyArrays | null {
  const { step, value } = store.readSeries(run, distanceSeries(other), { to: last });
  return step.length === last + 1 ? new Map([[DISTANCE, value]]) : null;
}

function keepSeries(store: Store, id: string, name: string, values: Float64Array): void {
  const run = store.getRun(id);
  if (!run) return; // deleted meanwhile
  const steps = { kind: 'regular', first: 0, stride: 1, count: values.length } as const;
  store.append(id, [{ name, steps, values }], run);
}
