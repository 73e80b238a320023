import { cycle } from '../../app/dynamics/cycle.ts';
import { contractionRate } from '../../app/dynamics/quadratic.ts';
import { plainSettings } from '../../app/experiment/optimizer-rules.ts';
import { summaryOf, valuesOf } from '../main/engine/run/collect.ts';
import type { Part } from './row.ts';

const eigenvalues = [1, 0.8, 0.5, 0.2, 0.05];
const radius = 0.05;

/** Claim 1 on a quadratic. */
export const bounce: Part = {
  title: 'The bounce',
  text:
    'Claim 1 of Bartlett, Long and Bousquet: on a convex quadratic SAM ends in a bounce across the minimum along the leading eigenvector, of amplitude a = ηρλ₁/(2 − ηλ₁), with gradient norm β₁ = λ₁a, flipping at every step. ' +
    'Proved for ηλ₁ < ½ there and for ηλ₁ < 1 by Wen, Ma and Li; up to 2 it is derived in theory.md. λ = 1, 0.8, 0.5, 0.2, 0.05, ρ = 0.05, a random rotation and start.',
  file: 'bounce',
  rows: (runs) =>
    runs.flatMap(({ name, run }) => {
      const { stepSize } = plainSettings(run.experiment.optimizer)!;
      const bounce = cycle(stepSize, radius, 1)!;
      const summary = summaryOf(run);
      const rises = valuesOf(run, 'energy').filter(
        (value, t, all) => t > 0 && value > all[t - 1]! + 1e-13 * Math.abs(all[0]!),
      );
      return [
        {
          of: name,
          quantity: 'gradient norm β₁ at the end',
          predicted: bounce.gradientNorm,
          measured: valuesOf(run, 'gradientNorm').at(-1)!,
          within: { relative: 1e-6 },
        },
        {
          of: name,
          quantity: 'amplitude |δ|, mean of the late steps',
          predicted: bounce.amplitude,
          measured: summary.oscillationAmplitude ?? NaN,
          within: { relative: 1e-6 },
        },
        {
          of: name,
          quantity: 'share of late steps that flip',
          predicted: 1,
          measured: summary.flipRate ?? NaN,
          within: { absolute: 0 },
        },
        {
          of: name,
          quantity: 'contraction a step, max|m|',
          predicted: contractionRate(stepSize, eigenvalues),
          measured: summary.contractionRate ?? NaN,
          within: { relative: 1e-4 },
        },
        {
          of: name,
          quantity: 'steps at which the energy J rose',
          predicted: 0,
          measured: rises.length,
          within: { absolute: 0 },
        },
      ];
    }),
};
