import type { DistanceQuestion } from './distance.ts';
import type { FlowQuestion } from './flow.ts';
import type { SliceQuestion } from './slice.ts';
import type { SpectrumQuestion } from './spectrum.ts';

/** What is measured of a whole run on demand, at parameters that are kept with it (docs/studies.md); every setting filled in. */
export type PointQuestion = SpectrumQuestion | SliceQuestion | FlowQuestion;

/** The same, or what is measured of two runs side by side. */
export type Question = PointQuestion | DistanceQuestion;

export type StudyKind = Question['kind'];

/** Where a study looks: the start of a run, its end, or a step between at which its parameters are kept. */
export type Point = 'start' | 'final' | number;

/** The parameters of a run at a step, layer by layer. */
export interface KeptPoint {
  readonly step: number;
  readonly layers: ReadonlyMap<string, Float64Array>;
}

/** The arrays of an answer by their names (docs/studies.md). */
export type StudyArrays = ReadonlyMap<string, Float64Array>;

/** One array of an answer. @throws if the answer has none of this name */
export function arrayOf(arrays: StudyArrays, name: string): Float64Array {
  const array = arrays.get(name);
  if (!array) throw new Error(`The answer has no array ${name}.`);
  return array;
}

/** One number of an answer, of an array of this name. */
export function numberOf(arrays: StudyArrays, name: string, index = 0): number {
  const value = arrayOf(arrays, name)[index];
  if (value === undefined) throw new Error(`The array ${name} of the answer has no entry ${index}.`);
  return value;
}

/** Under which prefix the arrays of an answer lie among those of the run. @param steps at which the study looks */
export function placeOf(question: PointQuestion, steps: readonly number[]): string {
  switch (question.kind) {
    case 'spectrum':
      return `spectrum/${steps[0]}/`;
    case 'slice':
      return `slice/${steps[0]}/${question.plane.replace(',', '-')}/`;
    case 'flow':
      return 'flow/';
  }
}

/** The array of an answer that `settingsOf` is kept as. */
export const SETTINGS = 'settings';

/** Everything that decides an answer besides the run and its place, as it is kept with it: NaN where a setting is left to the study. */
export function settingsOf(question: PointQuestion, steps: readonly number[]): Float64Array {
  switch (question.kind) {
    case 'spectrum':
      return Float64Array.of(question.vectors, question.steps, question.count, question.seed);
    case 'slice':
      return Float64Array.of(question.points, question.extent ?? NaN);
    case 'flow':
      return Float64Array.of(question.tolerance, question.evaluations, ...steps);
  }
}
