import type { Program } from '../../graph/program.ts';
import { size, type Shape, type Tensor } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import { dependentOn, type Schedule } from '../schedule.ts';
import type { FunctionLibrary, Mode, TypedValue } from './compiled.ts';
import { GraphWriter } from './graph-writer.ts';
import { lower } from './lower/lower.ts';
import { int32 } from './lower/lowering.ts';
import { elementTypes, type Attribute, type ElementType } from './proto.ts';

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
  mode: Mode,
  around: GraphWriter,
  library: FunctionLibrary,
  program: Program,
  schedule: Schedule<GraphWriter>,
  values: LoopValues,
): readonly TypedValue[] {
  const { precision } = around;
  const updates = Object.entries(program.updates);
  const outputs = Object.entries(program.outputs);
  const carried = new Map(updates.map(([name], i) => [name, `c${i}`]));
  const rows = new Set(Object.keys(program.rows ?? {}));
  const changing = dependentOn(new Set([...carried.keys(), ...rows]), program);

  const body = new GraphWriter(precision, 'n', 'function');
  const captured = new Map<Value, string>();
  const capture = (value: Value): Value => {
    const name = captured.get(value) ?? `k${captured.size}`;
    captured.set(value, name);
    return name;
  };
  const valueOf = schedule.write({
    fedAs: (name) =>
      rows.has(name) ? rowOf(body, capture(values.of(name))) : (carried.get(name) ?? values.of(name)),
    writerOf: (tensor) => (changing.has(tensor) ? body : around),
    enter: (tensor, value, into) => (isSmall(tensor) ? lower(tensor).write(into, []) : capture(value)),
  });
  const results = [
    ...updates.map(([, tensor]) => valueOf(tensor, body)),
    ...outputs.map(([, tensor], i) => writeRow(body, `s${i}`, tensor.shape, valueOf(tensor, body))),
  ];

  const next = body.typed('AddV2', ['i', body.integer(1)], { T: int32 });
  const variables: readonly {
    readonly name: string;
    readonly type: ElementType;
    readonly first: Value;
    readonly value: Value;
  }[] = [
    { name: 'i', type: 'int32', first: around.integer(0), value: next },
    { name: 'count', type: 'int32', first: values.count, value: 'count' },
    ...updates.map(([name], i) => ({
      name: `c${i}`,
      type: precision,
      first: values.of(name),
      value: results[i] ?? '',
    })),
    ...outputs.map(([, { shape }], i) => ({
      name: `s${i}`,
      type: precision,
      first: zeros(around, values.length, shape),
      value: results[updates.length + i] ?? '',
    })),
    ...[...captured].map(([first, name]) => ({ name, type: precision, first, value: name })),
  ];
  const returned = variables.map(({ type, value }, i) => ({ name: `o${i}`, type, value }));
  const step = library.add((name) => body.function(name, variables, returned));
  const condition = new GraphWriter(precision, 'n', 'function');
  const less = condition.typed('Less', ['i', 'count'], { T: int32 });
  const goesOn = library.add((name) =>
    condition.function(name, variables, [{ name: 'on', type: 'bool', value: less }]),
  );
  const loop = around.place(
    'StatelessWhile',
    variables.map(({ first }) => first),
    {
      T: { list: { type: variables.map(({ type }) => elementTypes[type]) } },
      cond: { func: { name: goesOn } },
      body: { func: { name: step } },
      parallel_iterations: { i: 1 },
      ...(mode === 'plain' ? LOWERED : {}),
    },
  );
  return results.map((_, i) => ({ value: around.result('StatelessWhile', loop, 2 + i), type: precision }));
}

/** Into single operations: else a run of a small program takes a third longer. XLA takes the loop as it is. */
const LOWERED: Readonly<Record<string, Attribute>> = { _lower_using_switch_merge: { b: true } };

/** Constants that are written again inside the loop instead of being carried through it. */
function isSmall({ operation, shape }: Tensor): boolean {
  return operation.op === 'constant' && size(shape) <= LARGEST_REPEATED_CONSTANT;
}

const LARGEST_REPEATED_CONSTANT = 64;

/** The present run's row of stacked rows. */
function rowOf(body: GraphWriter, stacked: Value): Value {
  const type = { type: elementTypes[body.precision] };
  return body.typed('GatherV2', [stacked, 'i', body.integer(0)], {
    Tparams: type,
    Tindices: int32,
    Taxis: int32,
  });
}

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
