import type { SessionOptions } from '../executor.ts';
import type { Value } from '../lowering.ts';
import type { EntryWriter } from './entry.ts';
import { GraphWriter } from './graph-writer.ts';
import { elementTypes, type ElementType, type FunctionProto } from './proto.ts';

/** A value and what it consists of. */
export interface TypedValue {
  readonly value: Value;
  readonly type: ElementType;
}

export type Mode = NonNullable<SessionOptions['mode']>;

/**
 * Grappler leaves a function alone that is said to be tf.data's. Else it rewrites large ones by operations that XLA has none for
 * (`TemporaryVariable`, of sums of many terms), and what must be compiled then fails; XLA does what Grappler would.
 */
const untouched = { _tf_data_function: { b: true } } as const;

/** The functions of a graph. */
export class FunctionLibrary {
  readonly functions: FunctionProto[] = [];

  /** Adds a function. @returns its name */
  add(write: (name: string) => FunctionProto): string {
    const name = `f${this.functions.length}`;
    this.functions.push(write(name));
    return name;
  }
}

/** What lowering needs to know beside the graph that it writes into. */
export interface Context {
  readonly mode: Mode;
  /** Takes the functions of loops. */
  readonly library: FunctionLibrary;
}

/**
 * Writes a computation into an entry's graph; for XLA into a function of its own, which is compiled as one when it first runs.
 * @param write writes it on values that stand for the arguments, and returns its results
 */
export function compute(
  { mode, library }: Context,
  entry: EntryWriter,
  values: readonly TypedValue[],
  write: (writer: GraphWriter, values: readonly Value[]) => readonly TypedValue[],
): readonly Value[] {
  if (mode === 'plain')
    return write(
      entry.graph,
      values.map(({ value }) => value),
    ).map(({ value }) => value);
  const inside = new GraphWriter(entry.graph.precision, 'n', 'function');
  const inputs = values.map(({ type }, i) => ({ name: `a${i}`, type }));
  const results = write(
    inside,
    inputs.map(({ name }) => name),
  );
  const outputs = results.map((result, i) => ({ ...result, name: `r${i}` }));
  const called = library.add((name) => ({ ...inside.function(name, inputs, outputs), attr: untouched }));
  const types = (of: readonly { readonly type: ElementType }[]) => ({
    list: { type: of.map(({ type }) => elementTypes[type]) },
  });
  const call = entry.graph.place(
    'PartitionedCall',
    values.map(({ value }) => value),
    { Tin: types(inputs), Tout: types(outputs), f: { func: { name: called } }, _XlaMustCompile: { b: true } },
  );
  return outputs.map((_, i) => entry.graph.result('PartitionedCall', call, i));
}
