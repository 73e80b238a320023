import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Program } from '../../graph/program.ts';
import { simplifyProgram } from '../../graph/simplify.ts';
import { GraphWriter } from './graph-writer.ts';
import { fedName, nextName, outputName, type Model } from './model.ts';
import { encodeModel } from './proto.ts';
import { Schedule } from './schedule.ts';

/** The model that runs a program once. */
export function writeRunModel(source: Program, precision: Precision): Model {
  const program = simplifyProgram(source);
  const schedule = new Schedule(program);
  const writer = new GraphWriter(precision, 't');
  for (const [name, shape] of schedule.fed) writer.input(fedName(name), shape);
  const valueOf = schedule.write(fedName, () => writer);
  for (const [name, tensor] of Object.entries(program.outputs))
    writer.output(outputName(name), valueOf(tensor), tensor.shape);
  for (const [name, tensor] of Object.entries(program.updates))
    writer.output(nextName(name), valueOf(tensor), tensor.shape);
  return { bytes: encodeModel(writer.graph()), fed: [...schedule.fed.keys()] };
}
