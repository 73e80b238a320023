import type { Command } from 'commander';
import type { Spectrum } from '../../../app/study/spectrum.ts';
import { spectrumDefaults } from '../../../app/experiment/spectrum.ts';
import type { Point } from '../../../app/study/study.ts';
import { jsonLine, short, table } from '../format.ts';
import { spectrumHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { DECADES, densityPicture } from '../picture.ts';
import { findRun } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { askStudy, pointNamed } from '../study.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

interface SpectrumOptions extends CommonOptions {
  readonly at?: Point;
  readonly vectors?: number;
  readonly steps?: number;
  readonly count?: number;
  readonly seed?: number;
}

/** `ravine spectrum ID`: the eigenvalues of the Hessian at kept parameters of a run. */
export function addSpectrum(program: Command, terminal: Terminal): void {
  const { vectors, steps, count } = spectrumDefaults;
  common(program.command('spectrum').summary('measure the spectrum of the Hessian at a point of a run'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .option('--at <point>', 'start, final, or a step at which the run keeps its parameters', pointNamed)
    .option('--vectors <number>', `probe vectors (default: ${vectors})`, Number)
    .option('--steps <number>', `Lanczos steps a probe (default: ${steps})`, Number)
    .option('--count <number>', `leading eigenvalues (default: ${count})`, Number)
    .option('--seed <number>', "of the probes (default: the run's)", Number)
    .addHelpText('after', spectrumHelp)
    .action((given: string, { at: point, vectors, steps, count, seed, ...options }: SpectrumOptions) =>
      withLab(terminal, options, async (lab) => {
        const id = findRun(await knownIds(lab), given);
        const question = { id, point, vectors, steps, count, seed };
        const spectrum = await askStudy(lab, 'runs.spectrum', question, options, terminal);
        print(terminal, options.json ? jsonLine({ id, ...spectrum }) : text(spectrum));
      }),
    );
}

function text(spectrum: Spectrum): string {
  const { step, parameters, exact, eigenvalues, residuals, least, leastResidual } = spectrum;
  const by = exact
    ? 'all of them'
    : `quadrature of ${spectrum.vectors} probe${spectrum.vectors === 1 ? '' : 's'}, ${spectrum.steps} steps each`;
  const { trace, traceError, grid, density, products } = spectrum;
  const values = [
    ['', '', 'RESIDUAL'],
    ...Array.from(eigenvalues, (value, i) => [`λ${i + 1}`, short(value), short(residuals[i])]),
    ['λmin', short(least), short(leastResidual)],
  ];
  const ends = `${short(grid[0])} … ${short(grid.at(-1))}`;
  return [
    `Step ${step}: ${parameters} eigenvalues, ${by}, ${products} Hessian-vector products`,
    table(values),
    `trace ${short(trace)} ± ${short(traceError)}`,
    `${densityPicture(density)}\n${ends}, density on a logarithmic scale of ${DECADES} decades`,
  ].join('\n\n');
}
