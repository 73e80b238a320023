import * as v from 'valibot';
import { isOptional } from '../../../../app/experiment/parse/schema.ts';
import type { ObjectShape, Shape } from '../../../../app/experiment/parse/shapes.ts';
import { isSchedule } from '../../../../app/experiment/schedule.ts';
import { DEFAULT_RADIUS } from '../../../state/pair.ts';

/** What a value begins with depends on. */
export interface Surroundings {
  /** What stood at the place before. */
  readonly before: unknown;
  /** What stood there in the new shape, when it was left for another; undefined where it never was. */
  readonly left: unknown;
  /** Steps of the experiment. */
  readonly steps: number;
}

type Beginning = number | string | object | ((surroundings: Surroundings) => unknown);

/** What settings that have no default begin with when their kind is chosen, by `owner.key`; a path and a target column are the user's to say. */
const beginnings: Readonly<Record<string, Beginning>> = {
  'quadratic.eigenvalues': [1, 0.5, 0.2],
  'expression.variables': ['x', 'y'],
  'expression.formula': '0.5*(1+y^2)*x^2',
  'expression.start': [0.05, 2],
  'chain.depth': 4,
  'network.network': { kind: 'mlp', hidden: [50, 50] },
  'network.data': { kind: 'chebyshev' },
  'mlp.hidden': [50, 50],
  'deep-linear.hidden': [50, 50],
  'cnn.blocks': [{ filters: 8, pool: 2 }],
  'blocks.filters': 8,
  dimension: 50,
  'negative.value': -0.5,
  stepSize: 0.05,
  radius: DEFAULT_RADIUS,
  'gsam.alpha': 0.5,
  'm-sam.shard': 10,
  'n-step-sam.ascentSteps': 2,
  'partial-sam.fraction': 0.5,
  'warm-up.to': ({ before }: Surroundings) => levelOf(before),
  'cosine.from': ({ before }: Surroundings) => levelOf(before),
  'cosine.to': 0,
  'warm-up.steps': ({ steps }: Surroundings) => Math.max(1, Math.round(steps / 10)),
  'cosine.steps': ({ steps }: Surroundings) => steps,
  'piecewise.values': ({ before }: Surroundings) => [levelOf(before), levelOf(before) / 2],
  'piecewise.at': ({ steps }: Surroundings) => [Math.max(1, Math.round(steps / 2))],
  'spectrum.at': ({ steps }: Surroundings) => [0, steps],
};

/** What another shape begins with at a place, by the place's key and the shape's name. */
const shapeBeginnings: Readonly<Record<string, Beginning>> = {
  'stepSize number': ({ before }: Surroundings) => levelOf(before),
  'radius number': ({ before }: Surroundings) => levelOf(before),
  'eigenvalues list': [1, 0.5, 0.2],
  'start list': [1, 1, 1],
  'formula list': ({ before }: Surroundings) => [typeof before === 'string' ? before : 'x^2'],
  'formula text': ({ before }: Surroundings) => (Array.isArray(before) ? String(before[0] ?? 'x^2') : 'x^2'),
  'target list': ({ before }: Surroundings) => (typeof before === 'string' ? [before] : ['target']),
  'target text': ({ before }: Surroundings) =>
    Array.isArray(before) ? String(before[0] ?? 'target') : 'target',
  'batch number': 10,
  'threads number': 1,
  'chunk number': 100,
  'epsilon number': 1e-12,
  'sparsity number': 5,
  'rank number': 1,
  'train number': 1000,
};

/**
 * What a place holds when a shape is chosen for it: settings that the old and the new kind share are kept where they fit, others that have no
 * default begin with a usual value.
 * @param owner kind or key of the object that the place is in
 * @param key the last key of the place
 */
export function beginning(shape: Shape, owner: string, key: string, surroundings: Surroundings): unknown {
  switch (shape.type) {
    case 'word':
      return shape.word;
    case 'object':
      return objectBeginning(shape, key, surroundings);
    case 'flag':
      return false;
    case 'choice':
      return shape.options[0];
    case 'number':
    case 'text':
    case 'list':
      return (
        surroundings.left ??
        made(shapeBeginnings[`${key} ${shape.name}`] ?? beginnings[`${owner}.${key}`], surroundings)
      );
  }
}

function objectBeginning(shape: ObjectShape, key: string, surroundings: Surroundings): object {
  const { before, left } = surroundings;
  const owner = shape.tag === null ? key : shape.name;
  const entries = Object.entries(shape.entries).flatMap(([name, schema]): [string, unknown][] => {
    const kept = isObject(before) ? before[name] : undefined;
    if (kept !== undefined && v.is(schema, kept)) return [[name, kept]];
    if (isObject(left) && left[name] !== undefined) return [[name, left[name]]];
    if (isOptional(schema)) return [];
    const begun = made(beginnings[`${owner}.${name}`] ?? beginnings[name], surroundings);
    return begun === undefined ? [] : [[name, begun]];
  });
  return Object.fromEntries([...(shape.tag === null ? [] : [[shape.tag, shape.name]]), ...entries]) as object;
}

function made(begin: Beginning | undefined, surroundings: Surroundings): unknown {
  return typeof begin === 'function' ? begin(surroundings) : begin;
}

/** The number that a setting was, or the largest of its schedule. */
function levelOf(before: unknown): number {
  if (typeof before === 'number') return before;
  if (!isSchedule(before)) return DEFAULT_RADIUS;
  return before.kind === 'piecewise' ? Math.max(...before.values) : Math.max(before.from, before.to);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
