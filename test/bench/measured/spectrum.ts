import { precisions } from '../../../app/experiment/experiment.ts';
import type { Report } from '../bench.ts';
import { median } from '../figures/statistics.ts';
import { threeDigits, verdict } from '../figures/text.ts';
import { written } from '../networks/written.ts';
import { runInLab } from './lab-run.ts';

const STEPS = 4000;
const ROUNDS = 3;
const PROMISED = 2000; // steps a second

/** Steps a second of a stored run that measures λ₁ … λ₃ at every step, at iterate and midpoint. */
export async function tellSpectrum(report: Report): Promise<void> {
  const lines: string[][] = [];
  for (const precision of precisions) {
    const rates: number[] = [];
    let backend = '';
    for (let round = 0; round < ROUNDS; round++) {
      report.progress(`spectrum ${precision}: round ${round + 1} of ${ROUNDS}`);
      const { run, seconds } = await runInLab(
        written({
          objective: {
            kind: 'network',
            network: { kind: 'mlp', hidden: [30, 20], activation: 'tanh' },
            data: { kind: 'chebyshev', degree: 6, points: 20 },
          },
          optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 },
          steps: STEPS,
          precision,
          measure: { sharpness: { every: 1, count: 3 } },
        }),
      );
      rates.push(STEPS / seconds);
      backend = run.execution?.backend ?? '';
    }
    const rate = median(rates);
    const figures = `${threeDigits(rate)} (${threeDigits(Math.max(...rates))})`;
    lines.push([precision, backend, figures, verdict(rate, { least: PROMISED })]);
  }
  report.table({
    title: '1-30-20-1, Chebyshev T₆ at 20 points: steps a second with λ₁ … λ₃ at every step, median (best)',
    header: ['', 'executor', 'steps/s', 'target'],
    lines,
  });
}
