import { cycle } from '../../../app/dynamics/cycle.ts';
import { edge, gauge } from '../../../app/dynamics/edge.ts';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { RunEvent } from '../../../app/run/run.ts';
import type { LanczosResult } from '../curvature/lanczos.ts';
import type { Eigenvectors } from '../curvature/history.ts';
import { LeadingEigenpairs } from '../curvature/leading.ts';
import { alignment, inner, length } from '../curvature/vector.ts';
import type { Session } from '../execute/executor.ts';
import type { Sampling } from '../run/sampling.ts';
import { midpoint, type Neighbourhood } from './iterates.ts';

/** What one measurement found. */
export interface Measurement {
  readonly step: number;
  /** Values by series name. */
  readonly values: Readonly<Record<string, number>>;
  readonly events: readonly RunEvent[];
}

/** g at an iterate and, where the optimizer has one, g⁺; flat [parameters]. */
export interface Gradients {
  readonly gradient: Float64Array;
  readonly ascentGradient: Float64Array | undefined;
  /** ℓ there, where steps take mini-batches. */
  readonly loss?: number | undefined;
}

/** The measurer's memory between measurements, kept in checkpoints. */
export interface MeasurerState {
  /** Measurements so far. */
  readonly count: number;
  /** λ₁ at the last measured iterate; 0 before the first. */
  readonly sharpness: number;
  /** Eigenvectors at the last measured iterates, newest first. */
  readonly iterate: readonly Eigenvectors[];
  /** Eigenvectors at the last midpoints, newest first: the newest are the directions whose oscillation is followed. */
  readonly midpoint: readonly Eigenvectors[];
}

const COLD_MEASUREMENTS = 16; // between cold Lanczos starts, which owe nothing to the last eigenvectors
const COLD_STEPS = 64; // at least, too: in fewer little changes

/**
 * Measures curvature along a run: leading eigenvalues at the iterate (`sharpness`…, with edge, gauge and alignments, which belong to
 * w_t) and at the midpoint of three iterates (`midpointSharpness`, and the directions of the oscillation, which belong to the ravine:
 * at raw iterates they swing from side to side; theory, section 5).
 */
export class Measurer {
  readonly #session: Session;
  readonly #experiment: Experiment;
  readonly #evaluations: readonly string[];
  readonly #inBatches: boolean;
  readonly #atIterate: LeadingEigenpairs;
  readonly #atMidpoint: LeadingEigenpairs;
  readonly #coldEvery: number;
  #count = 0;
  #sharpness = 0;

  constructor(
    session: Session,
    experiment: Experiment,
    { evaluations, sampling }: { readonly evaluations: readonly string[]; readonly sampling: Sampling },
  ) {
    this.#session = session;
    this.#experiment = experiment;
    this.#evaluations = evaluations;
    const { seed, measure } = experiment;
    this.#inBatches = sampling.batch !== null;
    this.#atIterate = new LeadingEigenpairs(session, seed, measure.sharpness);
    this.#atMidpoint = new LeadingEigenpairs(session, seed, measure.sharpness);
    this.#coldEvery = Math.max(COLD_MEASUREMENTS, Math.ceil(COLD_STEPS / measure.sharpness.every));
  }

  get state(): MeasurerState {
    return {
      count: this.#count,
      sharpness: this.#sharpness,
      iterate: this.#atIterate.history.sets,
      midpoint: this.#atMidpoint.history.sets,
    };
  }

  set state({ count, sharpness, iterate, midpoint }: MeasurerState) {
    this.#count = count;
    this.#sharpness = sharpness;
    this.#atIterate.history.sets = iterate;
    this.#atMidpoint.history.sets = midpoint;
  }

  /** Eigenvectors at the last measured iterate, largest eigenvalue first; as many as the experiment asks for. */
  get eigenvectors(): readonly Float64Array[] {
    return this.#atIterate.history.last.slice(0, this.#experiment.measure.sharpness.count);
  }

  /** Directions of the oscillation; as many as the experiment asks for. */
  get directions(): readonly Float64Array[] {
    return this.#atMidpoint.history.last.slice(0, this.#experiment.measure.sharpness.count);
  }

  /**
   * @param gradients at the iterate, where they are known already
   * @throws RangeError where the Hessian is not finite.
   */
  async at(step: number, neighbourhood: Neighbourhood, gradients?: Gradients): Promise<Measurement> {
    const cold = this.#count % this.#coldEvery === 0;
    this.#count++;
    const middle = midpoint(neighbourhood);
    const [last] = this.#atMidpoint.history.last;
    const between = middle
      ? await this.#atMidpoint.at({ point: middle, cold, label: `midpoint/${step}` })
      : null;
    const here = await this.#atIterate.at({ point: neighbourhood.here, cold, label: `iterate/${step}` });
    const values = {
      ...this.#spectrum(here),
      ...this.#edge(gradients ?? (await this.#gradients(neighbourhood.here)), here, between),
      ...followed(between, last),
      ...(await this.#evaluated(neighbourhood.here)),
    };
    this.#sharpness = here.pairs[0]!.value;
    if (!between && !last) this.#atMidpoint.history.add(this.#atIterate.history.last);
    return { step, values, events: [unresolved(step, here, this.#experiment.measure.sharpness)].flat() };
  }

  #spectrum({ pairs }: LanczosResult): Record<string, number> {
    const values: Record<string, number> = {};
    pairs.slice(0, this.#experiment.measure.sharpness.count).forEach(({ value, residual }, i) => {
      values[i === 0 ? 'sharpness' : `sharpness${i + 1}`] = value;
      if (i === 0 && value !== 0) values['sharpnessResidual'] = residual / Math.abs(value);
    });
    return values;
  }

  async #gradients(point: Float64Array): Promise<Gradients> {
    const { gradient, ascentGradient, loss } = await this.#session.run('gradients', { point });
    return { gradient: gradient!, ascentGradient, loss: loss?.[0] };
  }

  /**
   * Edge, gauge and alignments at the iterate. With mini-batches the loss of all examples, and neither edge, gauge nor cycle, which are of steps
   * on all examples.
   */
  #edge(
    { gradient, ascentGradient, loss }: Gradients,
    here: LanczosResult,
    between: LanczosResult | null,
  ): Record<string, number> {
    const { optimizer } = this.#experiment;
    const norm = length(gradient);
    const { value, vector } = here.pairs[0]!;
    const values: Record<string, number> = loss === undefined ? {} : { fullLoss: loss };
    if (norm === 0) return values; // SAM has no edge there, and a zero gradient no direction
    if (!this.#inBatches) {
      values['edge'] = edge(optimizer, norm);
      values['gauge'] = gauge(optimizer, value, norm);
    }
    values['gradientAlignment'] = alignment(gradient, vector);
    if (optimizer.kind === 'gd' || !ascentGradient) return values;
    values['ascentAlignment'] = alignment(ascentGradient, vector);
    if (this.#inBatches) return values;
    const predicted = cycle(
      optimizer.stepSize,
      optimizer.radius,
      between?.pairs[0]?.value ?? value,
    )?.amplitude;
    if (predicted !== undefined) values['cycleAmplitude'] = predicted;
    return values;
  }

  async #evaluated(point: Float64Array): Promise<Record<string, number>> {
    if (this.#evaluations.length === 0) return {};
    const values = await this.#session.run('evaluate', { point });
    return Object.fromEntries(this.#evaluations.map((name) => [name, values[name]![0]!]));
  }
}

/** Sharpness at the midpoint and the overlap of its eigenvector with the last one. */
function followed(between: LanczosResult | null, last: Float64Array | undefined): Record<string, number> {
  const leading = between?.pairs[0];
  if (!leading) return {};
  return {
    midpointSharpness: leading.value,
    ...(last ? { overlap: Math.abs(inner(leading.vector, last)) } : {}),
  };
}

function unresolved(
  step: number,
  { converged, pairs, products }: LanczosResult,
  { count, tolerance }: { count: number; tolerance: number },
) {
  if (converged) return [];
  const wanted = pairs.slice(0, count).map((pair) => pair.residual);
  const residual = Math.max(...wanted) / Math.abs(pairs[0]!.value);
  const sentence =
    `After ${products} Hessian-vector products the eigenvalues are known to a residual of ${residual.toPrecision(2)}·|λ₁| only, ` +
    `not the ${tolerance} asked for; ask for fewer eigenvalues or a larger tolerance.`;
  return [{ step, kind: 'unresolved-sharpness', sentence }];
}
