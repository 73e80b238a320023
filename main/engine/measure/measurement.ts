import { cycle } from '../../../app/dynamics/cycle.ts';
import { edge, gauge } from '../../../app/dynamics/edge.ts';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { RunEvent } from '../../../app/run/run.ts';
import type { LanczosResult } from '../curvature/lanczos.ts';
import { LeadingEigenpairs } from '../curvature/leading.ts';
import { alignment, inner, length } from '../curvature/vector.ts';
import type { Session } from '../execute/executor.ts';
import { midpoint, type Neighbourhood } from './iterates.ts';

/** What one measurement found. */
export interface Measurement {
  readonly step: number;
  /** Values by series name. */
  readonly values: Readonly<Record<string, number>>;
  readonly events: readonly RunEvent[];
}

/** The measurer's memory between measurements, kept in checkpoints. */
export interface MeasurerState {
  /** Measurements so far. */
  readonly count: number;
  /** λ₁ at the last measured iterate; 0 before the first. */
  readonly sharpness: number;
  /** Eigenvectors at the last measured iterate. */
  readonly iterate: readonly Float64Array[];
  /** Eigenvectors at the last midpoint: the directions whose oscillation is followed. */
  readonly midpoint: readonly Float64Array[];
}

const COLD_EVERY = 16; // measurements between cold Lanczos starts, which owe nothing to the last eigenvectors

/**
 * Measures curvature along a run: leading eigenvalues at the iterate (`sharpness`…, with edge, gauge and alignments, which belong to
 * w_t) and at the midpoint of three iterates (`midpointSharpness`, and the directions of the oscillation, which belong to the ravine:
 * at raw iterates they swing from side to side; theory, section 5).
 */
export class Measurer {
  readonly #session: Session;
  readonly #experiment: Experiment;
  readonly #evaluations: readonly string[];
  readonly #leading: LeadingEigenpairs;
  #count = 0;
  #sharpness = 0;
  #iterate: readonly Float64Array[] = [];
  #midpoint: readonly Float64Array[] = [];

  constructor(session: Session, experiment: Experiment, evaluations: readonly string[]) {
    this.#session = session;
    this.#experiment = experiment;
    this.#evaluations = evaluations;
    this.#leading = new LeadingEigenpairs(session, experiment.seed, experiment.measure.sharpness);
  }

  get state(): MeasurerState {
    return {
      count: this.#count,
      sharpness: this.#sharpness,
      iterate: this.#iterate,
      midpoint: this.#midpoint,
    };
  }

  set state({ count, sharpness, iterate, midpoint }: MeasurerState) {
    this.#count = count;
    this.#sharpness = sharpness;
    this.#iterate = iterate;
    this.#midpoint = midpoint;
  }

  /** Eigenvectors at the last measured iterate, largest eigenvalue first; as many as the experiment asks for. */
  get eigenvectors(): readonly Float64Array[] {
    return this.#iterate.slice(0, this.#experiment.measure.sharpness.count);
  }

  /** Directions of the oscillation; as many as the experiment asks for. */
  get directions(): readonly Float64Array[] {
    return this.#midpoint.slice(0, this.#experiment.measure.sharpness.count);
  }

  /** @throws RangeError where the Hessian is not finite. */
  async at(step: number, neighbourhood: Neighbourhood): Promise<Measurement> {
    const cold = this.#count % COLD_EVERY === 0;
    this.#count++;
    const middle = midpoint(neighbourhood);
    const between = middle
      ? await this.#leading.at({
          point: middle,
          last: this.#midpoint,
          cold,
          label: `midpoint/${step}`,
        })
      : null;
    const here = await this.#leading.at({
      point: neighbourhood.here,
      last: this.#iterate,
      cold,
      label: `iterate/${step}`,
    });
    const values = {
      ...this.#spectrum(here),
      ...(await this.#gradients(here, between)),
      ...this.#followed(between),
      ...(await this.#evaluated()),
    };
    this.#iterate = vectors(here);
    this.#sharpness = here.pairs[0]!.value;
    if (between) this.#midpoint = vectors(between);
    else if (this.#midpoint.length === 0) this.#midpoint = this.#iterate;
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

  /** Edge, gauge and alignments at the iterate; the session's `point` is there. */
  async #gradients(here: LanczosResult, between: LanczosResult | null): Promise<Record<string, number>> {
    const { optimizer } = this.#experiment;
    const { gradient, ascentGradient } = await this.#session.run('gradients', {});
    const norm = length(gradient!);
    const { value, vector } = here.pairs[0]!;
    const values: Record<string, number> = {};
    if (norm === 0) return values; // SAM has no edge there, and a zero gradient no direction
    values['edge'] = edge(optimizer, norm);
    values['gauge'] = gauge(optimizer, value, norm);
    values['gradientAlignment'] = alignment(gradient!, vector);
    if (optimizer.kind === 'gd' || !ascentGradient) return values;
    values['ascentAlignment'] = alignment(ascentGradient, vector);
    const predicted = cycle(
      optimizer.stepSize,
      optimizer.radius,
      between?.pairs[0]?.value ?? value,
    )?.amplitude;
    if (predicted !== undefined) values['cycleAmplitude'] = predicted;
    return values;
  }

  /** Sharpness at the midpoint and the overlap of its eigenvector with the last one. */
  #followed(between: LanczosResult | null): Record<string, number> {
    const leading = between?.pairs[0];
    if (!leading) return {};
    const last = this.#midpoint[0];
    return {
      midpointSharpness: leading.value,
      ...(last ? { overlap: Math.abs(inner(leading.vector, last)) } : {}),
    };
  }

  async #evaluated(): Promise<Record<string, number>> {
    if (this.#evaluations.length === 0) return {};
    const values = await this.#session.run('evaluate', {});
    return Object.fromEntries(this.#evaluations.map((name) => [name, values[name]![0]!]));
  }
}

function vectors({ pairs }: LanczosResult): Float64Array[] {
  return pairs.map(({ vector }) => vector);
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
