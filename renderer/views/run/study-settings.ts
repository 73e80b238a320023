import * as v from 'valibot';
import { sliceGradient, slicePlane } from '../../../app/figure/figures/plane-slice.ts';
import { slice } from '../../../app/figure/figures/slice.ts';
import type { Run } from '../../../app/run/run.ts';
import { flowQuestion, flowSettings } from '../../../app/study/flow.ts';
import { sliceDefaults, sliceSettings, type Plane } from '../../../app/study/slice.ts';
import { spectrumQuestion, spectrumSettings } from '../../../app/study/spectrum.ts';
import type { StudyName, StudyRequest } from '../../state/studies.svelte.ts';

/** A setting of a study that can be written in a field. */
export interface StudyField {
  readonly name: string;
  readonly title: string;
  /** What it is where nothing is written. */
  readonly usual: string;
  /** What it may be, where that is one of few, with their words; the usual one first. */
  readonly choices?: readonly (readonly [value: string, words: string])[];
}

interface Words {
  readonly button: string;
  readonly title: string;
  /** In a sentence, after "The". */
  readonly noun: string;
  readonly explanation: string;
  /** Name of the figure that draws it. */
  readonly figure: string;
  /** Whether it looks at one kept step. */
  readonly pointed: boolean;
}

/** The studies of one run, in the order in which they are offered. */
export const studyWords: Readonly<Record<StudyName, Words>> = {
  spectrum: {
    button: 'Measure spectrum…',
    title: 'Measure the spectrum of the Hessian',
    noun: 'spectrum',
    explanation: 'The density of the eigenvalues of ∇²ℓ by Lanczos quadrature, and the largest of them.',
    figure: 'spectrum',
    pointed: true,
  },
  slice: {
    button: 'Slice…',
    title: 'Slice the loss',
    noun: 'slice',
    explanation:
      'ℓ on the line along the leading eigenvector, or over a plane with it, with the next iterates.',
    figure: 'slice',
    pointed: true,
  },
  flow: {
    button: 'Flow…',
    title: 'Follow the gradient flow',
    noun: 'flow',
    explanation: 'ẇ = −∇ℓ(w) from the start of the run, compared at every step that the run keeps.',
    figure: 'flow',
    pointed: false,
  },
};

export const studyNames = Object.keys(studyWords) as readonly StudyName[];

/** The fields of a study. @param step at which it is asked for: a run may have settings of its own there */
export function studyFields(study: StudyName, { experiment }: Run, step: number): readonly StudyField[] {
  switch (study) {
    case 'spectrum': {
      const { seed, measure } = experiment;
      const { vectors, steps, count } = spectrumQuestion({}, { seed, step, measured: measure.spectrum });
      return [
        { name: 'vectors', title: 'probe vectors', usual: String(vectors) },
        { name: 'steps', title: 'Lanczos steps a probe', usual: String(steps) },
        { name: 'count', title: 'leading eigenvalues', usual: String(count) },
      ];
    }
    case 'slice':
      return [
        { name: 'plane', title: 'along', usual: sliceDefaults.plane, choices: planeChoices },
        {
          name: 'points',
          title: 'points',
          usual: `${sliceDefaults.points.line}, on a plane ${sliceDefaults.points.plane}²`,
        },
        { name: 'extent', title: 'extent X, W', usual: 'all marks' },
      ];
    case 'flow': {
      const { tolerance, evaluations } = flowQuestion({});
      return [
        { name: 'tolerance', title: 'tolerance', usual: String(tolerance) },
        { name: 'evaluations', title: 'gradients at most', usual: String(evaluations) },
      ];
    }
  }
}

const planeChoices: readonly (readonly [Plane, string])[] = [
  ['u1', 'u₁, a line'],
  ['u1,u2', 'u₁ and u₂'],
  ['u1,g', 'u₁ and the gradient'],
];

/** Name of the figure that draws an answer. */
export function figureOf(study: StudyName, plane: Plane | null): string {
  return plane === null ? studyWords[study].figure : sliceFigures[plane];
}

const sliceFigures: Readonly<Record<Plane, string>> = {
  u1: slice.name,
  'u1,u2': slicePlane.name,
  'u1,g': sliceGradient.name,
};

/** A sentence about each field that is wrong, by its name. */
export type StudyProblems = ReadonlyMap<string, string>;

/** The question that the fields ask, or what is wrong with them. @param written by the names of the fields; empty where nothing is */
export function studyRequest(
  study: StudyName,
  { id, point }: { readonly id: string; readonly point: number },
  written: Readonly<Record<string, string>>,
): StudyRequest | StudyProblems {
  const given = Object.fromEntries(
    Object.entries(written).flatMap(([name, text]) =>
      text.trim() === '' ? [] : [[name, name === 'plane' ? text : Number(text.trim().replace('−', '-'))]],
    ),
  );
  switch (study) {
    case 'spectrum': {
      const read = v.safeParse(v.strictObject(spectrumSettings), given);
      return read.success
        ? { study, params: { id, point, ...read.output } }
        : problemsOf(read.issues, written);
    }
    case 'slice': {
      const read = v.safeParse(v.strictObject(sliceSettings), given);
      return read.success
        ? { study, params: { id, point, ...read.output } }
        : problemsOf(read.issues, written);
    }
    case 'flow': {
      const read = v.safeParse(v.strictObject(flowSettings), given);
      return read.success ? { study, params: { id, ...read.output } } : problemsOf(read.issues, written);
    }
  }
}

function problemsOf(
  issues: readonly v.BaseIssue<unknown>[],
  written: Readonly<Record<string, string>>,
): StudyProblems {
  return new Map(
    issues.map((issue) => {
      const name = v.getDotPath(issue) ?? '';
      return [name, `Expected ${issue.message}, got ${written[name]?.trim()}.`];
    }),
  );
}
