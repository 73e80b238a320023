import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Module, Program } from '../../graph/program.ts';
import { simplifyProgram } from '../../graph/simplify.ts';
import type { Value } from '../lowering.ts';
import { dependentOn, Schedule } from '../schedule.ts';
import { GraphWriter } from './graph-writer.ts';
import { lower } from './lower/lower.ts';
import { encodeModel } from './proto.ts';

/** A program as an ONNX model. */
export interface Model {
  readonly bytes: Uint8Array;
  /** The inputs, rows and variables that it is fed, by their names in the program. */
  readonly fed: readonly string[];
}

/** The input that says how many times the program runs: an int64 scalar. */
export const COUNT = 'count';

/** The name in a model of what is fed, of an output, and of a variable's next value. */
export const fedName = (name: string): Value => `in:${name}`;
export const outputName = (name: string): Value => `out:${name}`;
export const nextName = (name: string): Value => `next:${name}`;
const carriedName = (name: string): Value => `carried:${name}`;

/**
 * The model that runs a program any number of times by one Loop: the variables that it updates are carried from run to run, the others are
 * seen from inside, each run takes its row of the stacked rows by its number, and the outputs come back stacked. What is the same in every
 * run is computed once, before the loop.
 */
export function writeModel(source: Program, variables: Module['variables'], precision: Precision): Model {
  const program = simplifyProgram(source);
  const rows = new Map(Object.entries(program.rows ?? {}));
  const carried = Object.keys(program.updates);
  const isChanging = dependentOn(new Set([...carried, ...rows.keys()]));
  const schedule = new Schedule(program, (tensor) => lower(tensor, precision, (one) => !isChanging(one)));

  const around = new GraphWriter(precision, 't');
  const body = new GraphWriter(precision, 'b');
  around.input(COUNT, [], 'int64');
  const fed = new Map([...schedule.fed, ...carried.map((name) => [name, variables[name] ?? []] as const)]);
  for (const [name, shape] of fed) around.input(fedName(name), rows.has(name) ? [COUNT, ...shape] : shape);

  const number = body.input('number', [], 'int64');
  const goesOn = body.input('goesOn', [], 'bool');
  for (const name of carried) body.input(carriedName(name), variables[name] ?? []);
  const valueOf = schedule.write({
    fedAs: (name) => {
      if (rows.has(name)) return body.node('Gather', [fedName(name), number], { axis: 0 });
      return carried.includes(name) ? carriedName(name) : fedName(name);
    },
    writerOf: (tensor) => (isChanging(tensor) ? body : around),
  });
  body.output('goesOnStill', goesOn, [], 'bool');
  const updates = Object.entries(program.updates);
  const outputs = Object.entries(program.outputs);
  for (const [name, tensor] of updates) body.output(`carry:${name}`, valueOf(tensor, body), tensor.shape);
  for (const [name, tensor] of outputs) body.output(`scan:${name}`, valueOf(tensor, body), tensor.shape);

  const results = around.loop(
    [COUNT, around.truth(), ...carried.map(fedName)],
    body.graph(),
    updates.length + outputs.length,
  );
  const result = (index: number): Value => results[index] ?? '';
  updates.forEach(([name, { shape }], i) => around.output(nextName(name), result(i), shape));
  outputs.forEach(([name, { shape }], i) =>
    around.output(outputName(name), result(updates.length + i), [COUNT, ...shape]),
  );
  return { bytes: encodeModel(around.graph()), fed: [...fed.keys()] };
}
