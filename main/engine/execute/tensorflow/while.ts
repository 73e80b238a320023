import type { Value } from '../lowering.ts';
import type { Context } from './compiled.ts';
import { GraphWriter } from './graph-writer.ts';
import { int32 } from './lower/lowering.ts';
import { elementTypes, type Attribute, type ElementType } from './proto.ts';

/** A value that goes through a loop: what it is before, and after a turn. */
export interface LoopVariable {
  /** Its name in the body. */
  readonly name: string;
  readonly type: ElementType;
  readonly first: Value;
  readonly next: Value;
}

/**
 * Writes a StatelessWhile of `count` (int32) turns. The body, written but for its end, knows the number of its turn as `i`.
 * @returns the value of each variable after the last turn, by its place
 */
export function writeWhile(
  { mode, library }: Context,
  around: GraphWriter,
  body: GraphWriter,
  count: Value,
  carried: readonly LoopVariable[],
): (place: number) => Value {
  const advanced = body.typed('AddV2', ['i', body.integer(1)], { T: int32 });
  const variables: readonly LoopVariable[] = [
    { name: 'i', type: 'int32', first: around.integer(0), next: advanced },
    { name: 'count', type: 'int32', first: count, next: 'count' },
    ...carried,
  ];
  const returned = variables.map(({ type, next }, i) => ({ name: `o${i}`, type, value: next }));
  const step = library.add((name) => body.function(name, variables, returned));
  const condition = new GraphWriter(around.precision, 'n', 'function');
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
  return (place) => around.result('StatelessWhile', loop, 2 + place);
}

/** Into single operations: else a run of a small program takes a third longer. XLA takes the loop as it is. */
const LOWERED: Readonly<Record<string, Attribute>> = { _lower_using_switch_merge: { b: true } };

/** The row of a turn's number in stacked rows. */
export function rowAt(body: GraphWriter, stacked: Value): Value {
  return body.typed('GatherV2', [stacked, 'i', body.integer(0)], {
    Tparams: { type: elementTypes[body.precision] },
    Tindices: int32,
    Taxis: int32,
  });
}
