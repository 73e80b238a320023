import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Module, Program } from '../../graph/program.ts';
import { simplifyProgram } from '../../graph/simplify.ts';
import { GraphWriter, type Value } from './graph-writer.ts';
import { COUNT, fedName, nextName, outputName, type Model } from './model.ts';
import { encodeModel } from './proto.ts';
import { Schedule } from './schedule.ts';

const carriedName = (name: string): Value => `carried:${name}`;

/**
 * The model that runs a program any number of times by one Loop: the variables that it updates are carried from run to run, the others are
 * seen from inside, each run takes its row of the stacked rows by its number, and the outputs come back stacked. What is the same in every
 * run is computed once, before the loop.
 */
export function writeLoopModel(source: Program, variables: Module['variables'], precision: Precision): Model {
  const program = simplifyProgram(source);
  const schedule = new Schedule(program);
  const rows = new Map(Object.entries(program.rows ?? {}));
  const carried = Object.keys(program.updates);
  const changing = schedule.dependentOn(new Set([...carried, ...rows.keys()]));

  const around = new GraphWriter(precision, 't');
  const body = new GraphWriter(precision, 'b');
  around.input(COUNT, [], 'int64');
  const fed = new Map([...schedule.fed, ...carried.map((name) => [name, variables[name] ?? []] as const)]);
  for (const [name, shape] of fed) around.input(fedName(name), rows.has(name) ? [COUNT, ...shape] : shape);

  const number = body.input('number', [], 'int64');
  const goesOn = body.input('goesOn', [], 'bool');
  for (const name of carried) body.input(carriedName(name), variables[name] ?? []);
  const valueOf = schedule.write(
    (name) => {
      if (rows.has(name)) return body.node('Gather', [fedName(name), number], { axis: 0 });
      return carried.includes(name) ? carriedName(name) : fedName(name);
    },
    (tensor) => (changing.has(tensor) ? body : around),
  );
  body.output('goesOnStill', goesOn, [], 'bool');
  const updates = Object.entries(program.updates);
  const outputs = Object.entries(program.outputs);
  for (const [name, tensor] of updates) body.output(`carry:${name}`, valueOf(tensor), tensor.shape);
  for (const [name, tensor] of outputs) body.output(`scan:${name}`, valueOf(tensor), tensor.shape);

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
