import type { Program } from '../../graph/program.ts';
import { size, type Shape, type Tensor } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import { dependentOn, type Schedule } from '../schedule.ts';
import type { Context, TypedValue } from './compiled.ts';
import { GraphWriter } from './graph-writer.ts';
import { lower } from './lower/lower.ts';
import { int32 } from './lower/lowering.ts';
import { rowAt, writeWhile, type LoopVariable } from './while.ts';

/** What a loop runs on. */
export interface LoopValues {
  /** How many times it runs: int32. */
  readonly count: Value;
  /** The length of the stacks of outputs, at least the count: an int32 vector of one element. */
  readonly length: Value;
  /** The values that stand for variables, inputs and stacked rows. */
  readonly of: (name: string) => Value;
}

/**
 * Writes a program that runs any number of times by one StatelessWhile. The variables it updates are carried from run to run; each run takes
 * its row of the stacked rows by its number and writes its outputs into their row of the stacks. What is the same in every run is computed
 * once, before the loop.
 * @returns the updated variables, then the stacks of the outputs
 */
export function writeLoop(
  context: Context,
  around: GraphWriter,
  program: Program,
  schedule: Schedule<GraphWriter>,
  values: LoopValues,
): readonly TypedValue[] {
  const { precision } = around;
  const updates = Object.entries(program.updates);
  const outputs = Object.entries(program.outputs);
  const carried = new Map(updates.map(([name], i) => [name, `c${i}`]));
  const rows = new Set(Object.keys(program.rows ?? {}));
  const isChanging = dependentOn(new Set([...carried.keys(), ...rows]));

  const body = new GraphWriter(precision, 'n', 'function');
  const captured = new Map<Value, string>();
  const capture = (value: Value): Value => {
    const name = captured.get(value) ?? `k${captured.size}`;
    captured.set(value, name);
    return name;
  };
  const valueOf = schedule.write({
    fedAs: (name) =>
      rows.has(name) ? rowAt(body, capture(values.of(name))) : (carried.get(name) ?? values.of(name)),
    writerOf: (tensor) => (isChanging(tensor) ? body : around),
    enter: (tensor, value, into) =>
      isSmall(tensor) ? lower(tensor, context).write(into, []) : capture(value),
  });
  const results = [
    ...updates.map(([, tensor]) => valueOf(tensor, body)),
    ...outputs.map(([, tensor], i) => writeRow(body, `s${i}`, tensor.shape, valueOf(tensor, body))),
  ];

  const carriedThrough: readonly LoopVariable[] = [
    ...updates.map(([name], i) => ({
      name: `c${i}`,
      type: precision,
      first: values.of(name),
      next: results[i] ?? '',
    })),
    ...outputs.map(([, { shape }], i) => ({
      name: `s${i}`,
      type: precision,
      first: zeros(around, values.length, shape),
      next: results[updates.length + i] ?? '',
    })),
    ...[...captured].map(([first, name]) => ({ name, type: precision, first, next: name })),
  ];
  const last = writeWhile(context, around, body, values.count, carriedThrough);
  return results.map((_, i) => ({ value: last(i), type: precision }));
}

/** Constants that are written again inside the loop instead of being carried through it. */
function isSmall({ operation, shape }: Tensor): boolean {
  return operation.op === 'constant' && size(shape) <= LARGEST_REPEATED_CONSTANT;
}

const LARGEST_REPEATED_CONSTANT = 64;

/** A stack with its row of the present run written. */
function writeRow(body: GraphWriter, stack: Value, shape: Shape, value: Value): Value {
  const index = body.typed('Reshape', ['i', body.integers([1, 1])], { T: int32, Tshape: int32 });
  const row = body.node('Reshape', [value, body.integers([1, ...shape])], { Tshape: int32 });
  return body.node('TensorScatterUpdate', [stack, index, row], { Tindices: int32 });
}

/** A stack of zeros. */
function zeros(around: GraphWriter, length: Value, shape: Shape): Value {
  return around.node('Fill', [stackedShape(around, length, shape), around.number(0)], { index_type: int32 });
}

/** The shape of a stack whose length is known when the graph is run. */
export function stackedShape(writer: GraphWriter, length: Value, shape: Shape): Value {
  return writer.typed('ConcatV2', [length, writer.integers(shape), writer.integer(0)], {
    T: int32,
    N: { i: 2 },
    Tidx: int32,
  });
}
