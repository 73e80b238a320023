import { asymmetry } from '../../../../app/dynamics/drift.ts';
import { driftOf } from '../../../../app/dynamics/drift-of.ts';
import type { Precision } from '../../../../app/experiment/experiment.ts';
import { accumulate, cosine, inner, length, normalize } from '../../curvature/vector.ts';
import type { Session } from '../../execute/executor.ts';
import { offsetAlong, type Neighbourhood } from '../iterates.ts';
import type { Findings, Moment, Probe } from './probe.ts';

/** What the probe remembers between measurements, kept in checkpoints. */
export interface DriftState {
  readonly step: number;
  /** λ₁ at the midpoint. */
  readonly sharpness: number;
  /** What theory expects λ₁ to change by in a step; null where nothing bounced. */
  readonly rate: number | null;
}

const RESOLVED = 20; // rounding errors of a displacement that a drift has to be above
const ROUNDING: Record<Precision, number> = { float32: 2 ** -24, float64: 2 ** -53 };

/**
 * Claims 2 and 3 of paper A at a measured step: how the middle of the bounce moves, what of it is the slope of the loss, and what is the drift
 * −κ∇λ₁ (theory.md sections 3 and 7). Over two steps the middle moves by D = ½(w_{t+1} + w_t − w_{t−1} − w_{t−2}); its gradient part is
 * −2η(∇ℓ + (ρ/‖g‖)∇²ℓ(∇ℓ + ½δ²∇λ₁)) for SAM, whose ascent turns the slope as it is on the average of both sides, and −2η∇ℓ for GD (others: drift-of.ts), taken in the middle of that way; ∇λ₁ = D³ℓ(u₁,u₁,·) there. With momentum β these are the
 * parts of D less β times the D of a step before. What lies along u₁ is the bounce itself and is left out.
 */
export class DriftProbe implements Probe {
  readonly name = 'drift';
  state: DriftState | null = null;
  readonly #session: Session;
  readonly #precision: Precision;

  constructor(session: Session, precision: Precision) {
    this.#session = session;
    this.#precision = precision;
  }

  async at(moment: Moment): Promise<Findings> {
    const parts = await this.#ascentParts(moment);
    const { neighbourhood, between, optimizer } = moment;
    const leading = between?.pairs[0];
    const way = displacement(neighbourhood, moment.optimizer.momentum);
    if (!leading || !way) return { values: parts };
    const offset = offsetAlong(neighbourhood, leading.vector) ?? 0;
    const amplitude = Math.abs(offset);
    const { gradient, turned, third, otherNorm } = await this.#session.run('drift', {
      point: way.middle,
      vector: leading.vector,
      spread: Float64Array.of(amplitude ** 2 / 2),
      ...(optimizer.kind === 'gd' ? {} : { other: way.other }),
    });
    const sideways = (vector: Float64Array): Float64Array => withoutPart(vector, leading.vector);
    const sharpnessGradient = third!;
    const values: Record<string, number> = {
      ...parts,
      sharpnessGradientNorm: length(sharpnessGradient),
      ...this.#change(moment.step, leading.value),
    };
    const { stepSize } = optimizer;
    if (optimizer.kind === 'sam' && optimizer.momentum === 0) {
      const { radius } = optimizer;
      const off = asymmetry({ stepSize, radius, sharpness: leading.value }, inner(third!, leading.vector));
      if (off !== null) values['asymmetry'] = off;
    }
    const drift = driftOf(optimizer, {
      sharpness: leading.value,
      gradientNorm: otherNorm ? sidesMean(length(moment.gradients.gradient), otherNorm[0]!) : 0,
      amplitude,
    });
    // Without a bounce there is nothing that would descend on λ₁: what is left of the way is the remainder of the slope.
    if (drift === null || !(offset * (offsetBefore(neighbourhood, leading.vector) ?? 0) < 0)) {
      this.state = { step: moment.step, sharpness: leading.value, rate: null };
      return { values };
    }
    const slope = sideways(
      gradient!.map((value, i) => -2 * stepSize * (drift.plain * value + drift.turned * turned![i]!)),
    );
    const predicted = sideways(sharpnessGradient).map((value) => -2 * drift.rate * value);
    const perStep =
      (inner(slope, sharpnessGradient) + inner(predicted, sharpnessGradient)) /
      (2 * (1 - optimizer.momentum));
    const { state } = this;
    if (state?.rate != null) values['predictedSharpnessRate'] = (state.rate + perStep) / 2;
    this.state = { step: moment.step, sharpness: leading.value, rate: perStep };
    const measured = sideways(way.length);
    accumulate(measured, -1, slope);
    const rounding = ROUNDING[this.#precision] * length(neighbourhood.here);
    if (length(predicted) <= RESOLVED * rounding) return { values };
    return {
      values: {
        ...values,
        driftAlignment: cosine(measured, predicted),
        driftRatio: inner(measured, predicted) / inner(predicted, predicted),
      },
    };
  }

  /** The measured change of λ₁ at the midpoint by a step, since the last measurement. */
  #change(step: number, sharpness: number): Record<string, number> {
    const { state } = this;
    return state ? { sharpnessRate: (sharpness - state.sharpness) / (step - state.step) } : {};
  }

  /** g⁺ − g in its parts, where the rule has one ascent along ĝ. */
  async #ascentParts({ optimizer, neighbourhood, gradients }: Moment): Promise<Record<string, number>> {
    const unit = gradients.gradient.slice();
    if (optimizer.kind !== 'sam' || normalize(unit) === 0) return {};
    const { parts } = await this.#session.run('ascentParts', {
      point: neighbourhood.here,
      vector: unit,
      radius: Float64Array.of(optimizer.radius),
    });
    const [change, bounce, third, rest] = parts!;
    return { ascentChange: change!, bouncePart: bounce!, thirdPart: third!, ascentRest: rest! };
  }
}

/** A way of the middle of a bounce. */
interface Way {
  readonly length: Float64Array;
  readonly middle: Float64Array;
  /** The iterate before, on the other side. */
  readonly other: Float64Array;
}

/** ‖g‖ of both sides as the ascents by ρ/‖g‖ go on the average; 0 where one has none. */
function sidesMean(here: number, other: number): number {
  return here > 0 && other > 0 ? (2 * here * other) / (here + other) : 0;
}

/**
 * How the middle of a bounce moves over two steps, less what momentum repeats of the two before: a bounce, its growth and its slow turning cancel. And
 * the middle of that way, in which bounce and growth cancel.
 */
function displacement(
  { earliest, earlier, before, here, after }: Neighbourhood,
  momentum: number,
): Way | null {
  if (!earlier || !before || !after || (momentum > 0 && !earliest)) return null;
  const length = here.map((value, i) => 0.5 * (after[i]! + value - before[i]! - earlier[i]!));
  if (earliest && momentum > 0)
    for (let i = 0; i < length.length; i++)
      length[i]! -= 0.5 * momentum * (here[i]! + before[i]! - earlier[i]! - earliest[i]!);
  return {
    length,
    other: before,
    middle: here.map((value, i) => 0.125 * (after[i]! + 3 * value + 3 * before[i]! + earlier[i]!)),
  };
}

/** δ of the step before. */
function offsetBefore({ earlier, before, here }: Neighbourhood, u: Float64Array): number | null {
  if (!before) return null;
  return offsetAlong({ earliest: null, earlier: null, before: earlier, here: before, after: here }, u);
}

function withoutPart(vector: Float64Array, u: Float64Array): Float64Array {
  const result = vector.slice();
  accumulate(result, -inner(vector, u), u);
  return result;
}
