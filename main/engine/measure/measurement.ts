import type { Experiment } from '../../../app/experiment/experiment.ts';
import { settingsAt, type OptimizerAtStep } from '../../../app/experiment/optimizer-rules.ts';
import type { RunEvent } from '../../../app/run/run.ts';
import type { Algebra } from '../curvature/algebra.ts';
import type { SearchResult } from '../curvature/search.ts';
import { HessianModel, type KnownVectors } from '../curvature/hessian-model.ts';
import type { Eigenvectors } from '../curvature/history.ts';
import { LeadingEigenpairs } from '../curvature/leading.ts';
import { inner, length } from '../curvature/vector.ts';
import type { Session } from '../execute/executor.ts';
import type { Numbers } from '../numbers.ts';
import type { Sampling } from '../run/sampling.ts';
import { scheduledValues } from '../run/schedules.ts';
import { census, CENSUS_TOLERANCE, isNear } from './census.ts';
import { eigenvalues } from './eigenvalues.ts';
import { FollowedVectors } from './followed.ts';
import { edgeValues, resolvedValues } from './edge-values.ts';
import { midpoint, type Neighbourhood } from './iterates.ts';
import { alignments } from './probe/alignment.ts';
import { DriftProbe, type DriftState } from './probe/drift.ts';
import type { Gradients, Moment, Probe } from './probe/probe.ts';
import { FlowProbe, type CompanionState } from './probe/flow.ts';
import { ToyProbe, type ToyState } from './probe/toy.ts';
import { ProbeCosts } from './probe-costs.ts';
import { unresolved } from './unresolved.ts';

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
  /** Eigenvectors at the last measured iterates, newest first. */
  readonly iterate: readonly Eigenvectors[];
  /** Eigenvectors at the last midpoints, newest first: the newest are the directions whose oscillation is followed. */
  readonly midpoint: readonly Eigenvectors[];
  /** What is known of the Hessian nearby. */
  readonly model: KnownVectors;
  /** Ranks of the eigenvectors that are followed since the start. */
  readonly places: readonly number[];
  readonly drift: DriftState | null;
  readonly toy: ToyState | null;
  readonly flow: CompanionState | null;
}

const COLD_MEASUREMENTS = 16; // between cold Lanczos starts, which owe nothing to the last eigenvectors
const CENSUS = 8; // measurements between two looks at how many eigenvalues are near the edge
const CENSUS_PARAMETERS = 1 << 18; // at most: beyond it a census takes minutes
const COLD_STEPS = 64; // at least, too: in fewer little changes

/**
 * Measures along a run: leading eigenvalues at the iterate (`sharpness`…, with edge and gauge, which belong to w_t) and at the midpoint of three
 * iterates (`midpointSharpness`, and the directions of the oscillation, which belong to the ravine: at raw iterates they swing from side to
 * side; theory, section 5); then what the probes find there.
 */
export class Measurer {
  readonly #session: Session;
  readonly #algebra: Algebra;
  readonly #model: HessianModel;
  readonly #experiment: Experiment;
  readonly #evaluations: readonly string[];
  readonly #inBatches: boolean;
  readonly #atIterate: LeadingEigenpairs;
  readonly #atMidpoint: LeadingEigenpairs;
  readonly #coldEvery: number;
  readonly #vectors: FollowedVectors;
  readonly #drift: DriftProbe | null;
  readonly #toy: ToyProbe | null;
  readonly #flow: FlowProbe | null;
  readonly #probes: readonly Probe[];
  readonly costs: ProbeCosts;
  #count = 0;
  #sharpness = 0;

  constructor(
    session: Session,
    experiment: Experiment,
    {
      algebra,
      heldAlgebra,
      evaluations,
      sampling,
      start,
    }: {
      readonly algebra: Algebra;
      /** In the numbers of the run. */
      readonly heldAlgebra: Algebra<Numbers>;
      readonly evaluations: readonly string[];
      readonly sampling: Sampling;
      /** w₀ as the session holds it. */
      readonly start: Float64Array;
    },
  ) {
    this.costs = new ProbeCosts();
    this.#session = session;
    this.#algebra = algebra;
    this.#model = new HessianModel(heldAlgebra, start.length);
    this.#experiment = experiment;
    this.#evaluations = evaluations;
    const { measure, precision } = experiment;
    this.#inBatches = sampling.batch !== null;
    this.#atIterate = this.#search(measure.sharpness.tolerance, this.#model);
    this.#atMidpoint = this.#search(measure.sharpness.tolerance, this.#model);
    this.#coldEvery = Math.max(COLD_MEASUREMENTS, Math.ceil(COLD_STEPS / measure.sharpness.every));
    this.#vectors = new FollowedVectors(Math.min(measure.sharpness.count, start.length));
    this.#drift = measure.drift ? new DriftProbe(session, precision) : null;
    this.#toy = ToyProbe.of(experiment);
    this.#flow = FlowProbe.of(session, experiment, start, () =>
      this.#search(measure.sharpness.tolerance, null),
    );
    this.#probes = [alignments, this.#drift, this.#toy, this.#flow].filter((probe) => probe !== null);
  }

  get state(): MeasurerState {
    return {
      count: this.#count,
      sharpness: this.#sharpness,
      iterate: this.#atIterate.history.sets,
      midpoint: this.#atMidpoint.history.sets,
      model: this.#model.known,
      places: this.#vectors.places,
      drift: this.#drift?.state ?? null,
      toy: this.#toy?.state ?? null,
      flow: this.#flow?.state ?? null,
    };
  }

  set state({ count, sharpness, iterate, midpoint, model, places, drift, toy, flow }: MeasurerState) {
    this.#count = count;
    this.#sharpness = sharpness;
    this.#atIterate.history.sets = iterate;
    this.#atMidpoint.history.sets = midpoint;
    this.#model.become(model);
    this.#vectors.places = places;
    if (this.#drift) this.#drift.state = drift;
    if (this.#toy) this.#toy.state = toy;
    if (this.#flow && flow) this.#flow.state = flow;
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
   * @param known gradients at the iterate, where they are known already
   * @throws RangeError where the Hessian is not finite.
   */
  async at(step: number, neighbourhood: Neighbourhood, known?: Gradients): Promise<Measurement> {
    this.#model.restore();
    const cold = this.#count % this.#coldEvery === 0;
    this.#count++;
    const optimizer = settingsAt(this.#experiment.optimizer, step);
    const middle = midpoint(neighbourhood);
    const last = this.#atMidpoint.history.last;
    const wanted = { count: this.#experiment.measure.sharpness.count, cold };
    const isCensus = this.#count % CENSUS === 1 && neighbourhood.here.length <= CENSUS_PARAMETERS;
    const { between, here, gradients } = await this.costs.of('curvature', async () => {
      const here = await this.#atIterate.at({
        ...{ ...wanted, point: neighbourhood.here },
        label: `iterate/${step}`,
      });
      // A search at the iterate that is cold owes nothing to earlier measurements, nor does what is guided by it.
      const between = middle
        ? await this.#atMidpoint.at({ ...wanted, cold: false, point: middle, label: `midpoint/${step}` })
        : null;
      return { between, here, gradients: known ?? (await this.#gradients(step, neighbourhood.here)) };
    });
    const moment: Moment = { step, optimizer, neighbourhood, middle, gradients, here, cold, between };
    // With mini-batches none of these, which are of steps on all examples.
    const ofEdge = this.#inBatches ? {} : edgeValues(moment);
    const { loss } = gradients;
    const ascent = await this.#ascent(moment, wanted);
    const values: Record<string, number> = {
      ...spectrum(here, wanted.count),
      ...(loss === undefined ? {} : { fullLoss: loss }),
      ...ofEdge,
      ...(isCensus ? await this.#census(moment, ofEdge['edge']) : {}),
      ...(this.#inBatches ? {} : resolvedValues(moment, this.#experiment.precision)),
      ...followed(between, last[0]),
      ...(ascent ? eigenvalues('ascentSharpness', ascent.pairs.slice(0, wanted.count)) : {}),
      ...(await this.#evaluated(neighbourhood.here)),
    };
    const events = this.#unresolved(step, { here, between, ascent });
    if (between) {
      if (this.#vectors.observe(last, between)) events.push(swapped(step, between));
      const pairs = this.#vectors.places.map((place) => between.pairs[place]);
      Object.assign(values, eigenvalues('followedSharpness', pairs));
    }
    for (const probe of this.#probes) {
      const found = await this.costs.of(probe.name, async () => probe.at(moment));
      Object.assign(values, found.values);
      events.push(...(found.events ?? []));
    }
    await this.costs.of('model of the Hessian', () => this.#model.settle(wanted.count + 1));
    this.#sharpness = here.pairs[0]!.value;
    if (!between && last.length === 0) this.#atMidpoint.history.add(this.#atIterate.history.last);
    return { step, values, events };
  }

  /** The eigenvalues near the edge beyond those asked for, where the next one is. */
  async #census(
    { step, neighbourhood, here }: Moment,
    edge: number | undefined,
  ): Promise<Record<string, number>> {
    const { measure } = this.#experiment;
    const { count } = measure.sharpness;
    if (edge === undefined || !isNear(here.pairs[count], edge)) return {};
    const tolerance = Math.max(measure.sharpness.tolerance, CENSUS_TOLERANCE);
    const found = await this.costs.of('census of the edge', () =>
      census(this.#search(tolerance, this.#model), {
        point: neighbourhood.here,
        ...{ asked: count, label: `census/${step}` },
      }),
    );
    const beyond = found.pairs.filter((pair, i) => i >= count && isNear(pair, edge));
    const values = spectrum({ ...found, pairs: [...found.pairs.slice(0, count), ...beyond] }, Infinity);
    // Those asked for are as measured with every measurement.
    const known = spectrum(here, count);
    return Object.fromEntries(Object.entries(values).filter(([name]) => !(name in known)));
  }

  async #gradients(step: number, point: Float64Array): Promise<Gradients> {
    const radius = scheduledValues(this.#experiment.optimizer, ['radius'], step);
    const { gradient, ascentGradient, loss } = await this.#session.run('gradients', {
      point,
      ...radius,
    });
    return { gradient: gradient!, ascentGradient, loss: loss?.[0] };
  }

  /** Eigenvalues at the ascent point w + ρĝ, where it is asked for and the rule has this one. */
  async #ascent(
    { step, optimizer, neighbourhood: { here: w }, gradients: { gradient }, here }: Moment,
    wanted: { readonly count: number; readonly cold: boolean },
  ): Promise<SearchResult | null> {
    const { measure } = this.#experiment;
    const norm = length(gradient);
    if (!measure.sharpness.ascent || !ascendsStraight(optimizer) || norm === 0) return null;
    const point = w.map((value, i) => value + (optimizer.radius / norm) * gradient[i]!);
    // It begins from the eigenvectors at w_t: a resumed run has them too.
    const search = this.#search(measure.sharpness.tolerance, this.#model);
    search.history.add(here.pairs.map(({ vector }) => vector.slice()));
    return this.costs.of('ascent point', () => search.at({ ...wanted, point, label: `ascent/${step}` }));
  }

  /** One event of the first search, in this order, that did not come to its tolerance. */
  #unresolved(
    step: number,
    {
      here,
      between,
      ascent,
    }: Record<'between' | 'ascent', SearchResult | null> & { readonly here: SearchResult },
  ): RunEvent[] {
    const { sharpness } = this.#experiment.measure;
    if (!here.converged) return unresolved(step, here, sharpness);
    if (between && !between.converged) return unresolved(step, between, sharpness, 'at the midpoint');
    return ascent ? unresolved(step, ascent, sharpness, 'at the ascent point') : [];
  }

  #search(tolerance: number, model: HessianModel | null): LeadingEigenpairs {
    const { seed, measure } = this.#experiment;
    const { count } = measure.sharpness;
    return new LeadingEigenpairs({ session: this.#session, algebra: this.#algebra, model }, seed, {
      count,
      tolerance,
    });
  }

  async #evaluated(point: Float64Array): Promise<Record<string, number>> {
    if (this.#evaluations.length === 0) return {};
    const values = await this.costs.of('evaluation', () => this.#session.run('evaluate', { point }));
    return Object.fromEntries(this.#evaluations.map((name) => [name, values[name]![0]!]));
  }
}

/** The largest eigenvalues, `count` of them, with their residuals, and the lowest Ritz value. */
function spectrum({ pairs, lowest }: SearchResult, count: number): Record<string, number> {
  return {
    ...(lowest === null ? {} : { lowestRitz: lowest }),
    ...eigenvalues('sharpness', pairs.slice(0, count)),
  };
}

/** Sharpness at the midpoint and the overlap of its eigenvector with the last one. */
function followed(between: SearchResult | null, last: Float64Array | undefined): Record<string, number> {
  const leading = between?.pairs[0];
  if (!leading) return {};
  return {
    ...eigenvalues('midpointSharpness', [leading]),
    ...(last ? { overlap: Math.abs(inner(leading.vector, last)) } : {}),
  };
}

function swapped(step: number, { pairs }: SearchResult): RunEvent {
  const [first, second] = pairs.map(({ value }) => value);
  return {
    step,
    kind: 'rank-swap',
    sentence:
      'An eigenvector has overtaken another: the leading directions have changed places, and the sharpness is that of another direction than before.',
    values: { ...(first === undefined ? {} : { first }), ...(second === undefined ? {} : { second }) },
  };
}

/** Whether a rule's ascent point is w + ρĝ. */
function ascendsStraight(
  optimizer: OptimizerAtStep,
): optimizer is Extract<OptimizerAtStep, { kind: 'sam' | 'gsam' | 'partial-sam' }> {
  const { kind } = optimizer;
  return kind === 'sam' || kind === 'gsam' || kind === 'partial-sam';
}
