import { inOrder } from '../graph/order.ts';
import type { Module, Program } from '../graph/program.ts';
import { sameShape, shapeText } from '../graph/shape.ts';
import { size, type Shape } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import type { HeldValues } from './executor.ts';

type Shapes = Readonly<Record<string, Shape>>;

/**
 * Checks that all that a module's programs read is fed or a variable of the same shape, and that they update variables in their shapes.
 * @throws EngineError `program`, naming the program and the value
 */
export function checkModule({ variables, programs }: Module): void {
  for (const [name, program] of Object.entries(programs)) {
    const fed: Shapes = { ...variables, ...program.inputs, ...program.rows };
    const results = [...Object.values(program.outputs), ...Object.values(program.updates)];
    for (const { operation, shape } of inOrder(results))
      if (operation.op === 'input') checkShape(`Program ${name} reads`, operation.name, shape, fed);
    for (const [variable, { shape }] of Object.entries(program.updates))
      checkShape(`Program ${name} updates`, variable, shape, variables);
  }
}

function checkShape(what: string, name: string, shape: Shape, known: Shapes): void {
  const expected = known[name];
  if (!expected)
    throw new EngineError('program', `${what} ${name}, which is neither fed to it nor a variable.`);
  if (!sameShape(shape, expected))
    throw new EngineError('program', `${what} ${name} as ${shapeText(shape)}; it is ${shapeText(expected)}.`);
}

/** @throws EngineError `program` if the module has no such program. */
export function programNamed(module: Module, name: string): Program {
  const program = module.programs[name];
  if (program) return program;
  const known = Object.keys(module.programs).join(', ');
  throw new EngineError('program', `There is no program ${name}; there are: ${known}.`);
}

/** Checks that exactly the expected names are fed, each with its number of values. @throws EngineError `values` */
export function checkFed(program: string, expected: Shapes, values: HeldValues): void {
  const missing = Object.keys(expected).filter((name) => !values[name]);
  if (missing.length > 0)
    throw new EngineError('values', `Program ${program} is run without its input ${missing.join(', ')}.`);
  checkLengths(`Program ${program} has no input`, expected, values);
}

/** Checks names and lengths of values. @throws EngineError `values` */
export function checkLengths(unknown: string, shapes: Shapes, values: HeldValues): void {
  for (const [name, array] of Object.entries(values)) {
    const shape = shapes[name];
    if (!shape) throw new EngineError('values', `${unknown} ${name}.`);
    if (array.length !== size(shape))
      throw new EngineError(
        'values',
        `${name} is ${shapeText(shape)}: it takes ${size(shape)} values, not ${array.length}.`,
      );
  }
}

/** Shapes of what `iterate` is fed: a program's inputs, and its rows stacked. */
export function stackedShapes(program: Program, count: number): Shapes {
  const rows = Object.entries(program.rows ?? {}).map(([name, shape]) => [name, [count, ...shape]] as const);
  return { ...program.inputs, ...Object.fromEntries(rows) };
}

/** @throws EngineError `values` unless the count of runs is a whole number of at least 1. */
export function checkCount(program: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new EngineError('values', `Program ${program} is run at least once, not ${count} times.`);
}
