import type { Assignment } from '../../../app/experiment/fork.ts';
import { optimizerRules } from '../../../app/experiment/optimizer-rules.ts';
import type { Experiment, Optimizer } from '../../../app/experiment/experiment.ts';

export type Kind = Optimizer['kind'];

/** What is asked of a fork, as it is written in the fields. */
export interface ForkFields {
  kind: Kind;
  stepSize: string;
  radius: string;
  steps: string;
}

export const kinds = Object.entries(optimizerRules).map(([kind, { name }]) => ({ kind: kind as Kind, name }));

const FIRST_RADIUS = '0.05'; // of a fork of GD: there is none to go on with

/** The fields of a fork that changes nothing, for as many steps again. */
export function fieldsOf({ optimizer, steps }: Experiment): ForkFields {
  return {
    kind: optimizer.kind,
    stepSize: JSON.stringify(optimizer.stepSize),
    radius: optimizer.kind === 'gd' ? FIRST_RADIUS : JSON.stringify(optimizer.radius),
    steps: String(steps),
  };
}

/** What the fields change of an experiment. What is no JSON goes to the lab as it is written, which says what it expects. */
export function assignments(fields: ForkFields): Assignment[] {
  return [
    { path: ['optimizer', 'kind'], value: fields.kind },
    { path: ['optimizer', 'stepSize'], value: valueOf(fields.stepSize) },
    ...(fields.kind === 'gd' ? [] : [{ path: ['optimizer', 'radius'], value: valueOf(fields.radius) }]),
    { path: ['steps'], value: valueOf(fields.steps) },
  ];
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text.trim()) as unknown;
  } catch {
    return text;
  }
}
