import type { Run, RunEvent } from '../../run/run.ts';
import type { Figure } from '../figure.ts';
import type { PlaneSource } from '../plane.ts';
import { single } from '../subject.ts';
import { eventBody } from './events.ts';
import { page } from './page.ts';
import { planeBody } from './plane.ts';
import { stepBody, type StepDrawing } from './steps.ts';

/** What a drawing is made of. */
export interface Drawing extends StepDrawing, PlaneSource {
  readonly figure: Figure;
  readonly events: (run: Run) => readonly RunEvent[];
  /** Of Ravine, for the caption. */
  readonly version: string;
}

/**
 * A figure as an SVG drawing, written as vectors from the series: title, axes with their units, lines with dash and marker, legend, and a caption that
 * holds the settings of every run, so that it can be told later what it shows. The same series give the same text.
 */
export function drawFigure(drawing: Drawing): string {
  const { figure, subjects, looks, version } = drawing;
  // Only lines over the steps are drawn of seeds as one.
  const captioned =
    figure.kind === 'steps' && !figure.beside
      ? subjects
      : [...new Set(subjects.flatMap((subject) => subject.runs))].map(single);
  return page(figure, { subjects: captioned, looks, version }, bodyOf(figure, drawing));
}

function bodyOf(figure: Figure, drawing: Drawing): ReturnType<typeof stepBody> {
  switch (figure.kind) {
    case 'steps':
      return stepBody(figure, drawing);
    case 'plane':
      return planeBody(figure, { ...drawing, runs: runsOf(drawing) });
    case 'events':
      return eventBody({ ...drawing, runs: runsOf(drawing) });
  }
}

function runsOf({ subjects }: Drawing): readonly Run[] {
  return subjects.flatMap(({ runs }) => runs);
}
