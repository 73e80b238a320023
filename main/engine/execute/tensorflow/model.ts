import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Module, Program } from '../../graph/program.ts';
import { simplifyProgram } from '../../graph/simplify.ts';
import { size } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import { Schedule } from '../schedule.ts';
import { compute, FunctionLibrary, type Context, type Mode, type TypedValue } from './compiled.ts';
import { EntryWriter, type Entry } from './entry.ts';
import type { GraphWriter } from './graph-writer.ts';
import { stackedShape, writeLoop } from './loop.ts';
import { lower } from './lower/lower.ts';
import { int32 } from './lower/lowering.ts';
import { encodeSavedModel, shapeProto, typeAttribute, type NodeProto } from './proto.ts';

/** An entry that runs a program several times. */
export interface LoopEntry extends Entry {
  /**
   * What XLA compiles has fixed shapes: rows are fed, and outputs kept, in stacks of this length, which is the most runs of one call.
   * Null where any number of runs takes one call.
   */
  readonly capacity: number | null;
}

/** A module as a SavedModel: one graph, its variables, and the entries into it. */
export interface Model {
  readonly bytes: Uint8Array;
  /** Sets all variables to zero. */
  readonly clear: Entry;
  readonly write: ReadonlyMap<string, Entry>;
  readonly read: ReadonlyMap<string, Entry>;
  /**
   * Runs a program once. XLA may round differently inside a loop and outside: there only programs that update nothing are here, so that a
   * stretch of runs is the same bit for bit however it is cut.
   */
  readonly run: ReadonlyMap<string, Entry>;
  readonly iterate: ReadonlyMap<string, LoopEntry>;
}

/** Writes a module for a precision and a mode. @throws EngineError `operation` naming what TensorFlow has no operation for */
export function writeModel(module: Module, precision: Precision, mode: Mode): Model {
  const names = Object.keys(module.variables);
  const handles = new Map(names.map((name, i) => [name, `variable${i}`]));
  const nodes: NodeProto[] = names.map((name, i) => handleNode(`variable${i}`, name, module, precision));
  const library = new FunctionLibrary();
  const context: Context = { mode, library };
  let entries = 0;
  const entry = (write: (writer: EntryWriter) => void): Entry => {
    const writer = new EntryWriter(precision, `e${entries++}/`, handles);
    write(writer);
    const finished = writer.finish();
    nodes.push(...finished.nodes);
    return finished.entry;
  };
  const each = <Known, Made>(
    of: Readonly<Record<string, Known>>,
    make: (name: string, known: Known) => Made,
  ) => new Map(Object.entries(of).map(([name, known]) => [name, make(name, known)]));
  const programs = each(module.programs, (_, program) => simplifyProgram(program));
  const model = {
    clear: entry((writer) => names.forEach((name) => writer.assign(name, zeros(writer.graph, module, name)))),
    write: each(module.variables, (name, shape) =>
      entry((writer) => writer.assign(name, writer.feed(name, shape))),
    ),
    read: each(module.variables, (name) => entry((writer) => writer.fetch(name, writer.variable(name)))),
    run: each(
      Object.fromEntries([...programs].filter(([, { updates }]) => mode === 'plain' || isEmpty(updates))),
      (_, program) => entry((writer) => writeRun(writer, context, program)),
    ),
    iterate: each(Object.fromEntries(programs), (_, program) => {
      const capacity = mode === 'xla' ? capacityOf(program) : null;
      return { ...entry((writer) => writeIterate(writer, context, program, capacity)), capacity };
    }),
  };
  return { ...model, bytes: encodeSavedModel(nodes, library.functions) };
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

function handleNode(node: string, name: string, module: Module, precision: Precision): NodeProto {
  const shape = shapeProto(module.variables[name] ?? []);
  const attr = { dtype: typeAttribute(precision), shape: { shape }, shared_name: { s: Buffer.from(name) } };
  return { name: node, op: 'VarHandleOp', input: [], attr };
}

function zeros(graph: GraphWriter, module: Module, name: string): Value {
  const shape = graph.integers(module.variables[name] ?? []);
  return graph.node('Fill', [shape, graph.number(0)], { index_type: int32 });
}

function writeRun(writer: EntryWriter, context: Context, program: Program): void {
  const schedule = new Schedule(program, (tensor) => lower(tensor, context));
  const names = [...schedule.fed.keys()];
  const inputs: Readonly<Record<string, readonly number[]>> = { ...program.inputs, ...program.rows };
  const fed = names.map((name) => {
    const shape = inputs[name];
    return shape ? writer.feed(name, shape) : writer.variable(name);
  });
  const type = writer.graph.precision;
  const results = compute(
    context,
    writer,
    fed.map((value) => ({ value, type })),
    (graph, values) => {
      const fedAs = (name: string): Value => values[names.indexOf(name)] ?? '';
      const valueOf = schedule.write({ fedAs, writerOf: () => graph });
      const tensors = [...Object.values(program.updates), ...Object.values(program.outputs)];
      return tensors.map((tensor) => ({ value: valueOf(tensor, graph), type }));
    },
  );
  leave(writer, program, results);
}

function writeIterate(
  writer: EntryWriter,
  context: Context,
  program: Program,
  capacity: number | null,
): void {
  const schedule = new Schedule(program, (tensor) => lower(tensor, context));
  const names = [...new Set([...schedule.fed.keys(), ...Object.keys(program.updates)])];
  const type = writer.graph.precision;
  const count = writer.count();
  const fed = names.map((name): TypedValue => {
    const row = program.rows?.[name];
    const shape = row ? [capacity ?? UNKNOWN, ...row] : program.inputs[name];
    return { value: shape ? writer.feed(name, shape) : writer.variable(name), type };
  });
  const results = compute(context, writer, [{ value: count, type: 'int32' }, ...fed], (graph, values) => {
    const [times = '', ...rest] = values;
    const length = capacity === null ? vector(graph, times) : graph.integers([capacity]);
    return writeLoop(context, graph, program, schedule, {
      ...{ count: times, length },
      of: (name) => rest[names.indexOf(name)] ?? '',
    });
  });
  const updated = Object.keys(program.updates).length;
  const shapes = Object.values(program.outputs).map(({ shape }) => shape);
  leave(
    writer,
    program,
    results.map((value, i) => {
      const shape = shapes[i - updated];
      if (!shape || capacity === null) return value;
      const [begin, length] = [
        writer.graph.integers([0, ...shape.map(() => 0)]),
        vector(writer.graph, count),
      ];
      return writer.graph.node('Slice', [value, begin, stackedShape(writer.graph, length, shape)], {
        Index: int32,
      });
    }),
  );
}

const UNKNOWN = -1;

/** Lets a program's results leave: first the updated variables, then the outputs. */
function leave(writer: EntryWriter, { updates, outputs }: Program, results: readonly Value[]): void {
  const updated = Object.keys(updates);
  updated.forEach((name, i) => writer.assign(name, results[i] ?? ''));
  Object.keys(outputs).forEach((name, i) => writer.fetch(name, results[updated.length + i] ?? ''));
}

/** A whole number as a vector of one. */
function vector(graph: GraphWriter, value: Value): Value {
  return graph.typed('Reshape', [value, graph.integers([1])], { T: int32, Tshape: int32 });
}

/** One run where runs are not put together; else as many as rows and outputs of a million numbers hold, at most a thousand or so. */
function capacityOf({ rows, outputs, alone }: Program): number {
  if (alone) return 1;
  const shapes = [...Object.values(rows ?? {}), ...Object.values(outputs).map(({ shape }) => shape)];
  const numbers = shapes.reduce((sum, shape) => sum + size(shape), 0);
  return Math.max(1, Math.min(1024, Math.floor(2 ** 20 / Math.max(1, numbers))));
}
