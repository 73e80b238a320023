import { csvCell } from '../format/csv.ts';
import { numberText } from '../format/number-text.ts';
import type { RunEvent } from '../run/run.ts';
import type { PlaneLayer } from './plane.ts';

/** The points of layers in a plane, `run,curve,step,x,y,words` a line; what a layer has none of is left empty, and of lines of equal value the words are the value. @param names of the runs, by their ids */
export function planeTable(layers: readonly PlaneLayer[], names: ReadonlyMap<string, string>): string {
  const rows = layers.flatMap(({ run, symbol, shape, x, y, step, words, level }) =>
    Array.from(x, (across, i) =>
      [
        csvCell(names.get(run) ?? run),
        csvCell(symbol),
        step ? String(step[i]) : '',
        numberText(across),
        shape === 'verticals' ? '' : numberText(y[i] ?? NaN),
        level ? numberText(level[i] ?? NaN) : csvCell(words?.[i] ?? ''),
      ].join(','),
    ),
  );
  return ['run,curve,step,x,y,words', ...rows, ''].join('\n');
}

interface RunEvents {
  readonly run: string;
  readonly events: readonly RunEvent[];
}

/** Events, `run,step,kind,sentence` a line. */
export function eventTable(runs: readonly RunEvents[]): string {
  const rows = runs.flatMap(({ run, events }) =>
    events.map(({ step, kind, sentence }) => [csvCell(run), String(step), kind, csvCell(sentence)].join(',')),
  );
  return ['run,step,kind,sentence', ...rows, ''].join('\n');
}
