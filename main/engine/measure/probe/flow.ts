import type { Experiment } from '../../../../app/experiment/experiment.ts';
import { flowTime } from '../../../../app/experiment/flow.ts';
import type { RunEvent } from '../../../../app/run/run.ts';
import type { FlowEnding } from '../../../../app/study/flow.ts';
import type { Eigenvectors } from '../../curvature/history.ts';
import type { LeadingEigenpairs } from '../../curvature/leading.ts';
import { difference, length } from '../../curvature/vector.ts';
import type { Session } from '../../execute/executor.ts';
import { GradientFlow, type FlowState } from '../gradient-flow.ts';
import { eigenvalues } from '../eigenvalues.ts';
import { unresolved } from '../unresolved.ts';
import type { Findings, Moment, Probe } from './probe.ts';

/** Where the flow is beside the run, kept in checkpoints. */
export interface CompanionState {
  /** Step of the run to whose time ηt the flow was followed last. */
  readonly step: number;
  readonly flow: FlowState;
  /** Leading eigenvectors of ∇²ℓ(w(ηt)) there; none before the first. */
  readonly eigenvectors: Eigenvectors;
  /** λ₁ there, as it was found last; 0 before the first. */
  readonly sharpness: number;
  /** Whether it was given up: at the limit of gradients, or where no step keeps the tolerance. */
  readonly ended: boolean;
}

const STABLE = 3.3; // hλ of an explicit step of this order, at most; where it is above 1 on the average, stability bounds the steps

/** The gradient flow ẇ = −∇ℓ(w) from the start of a run, followed to time ηt as the run comes to step t (docs/studies.md, Flow). */
export class FlowProbe implements Probe {
  readonly name = 'gradient flow';
  readonly #session: Session;
  readonly #experiment: Experiment;
  readonly #search: () => LeadingEigenpairs;
  readonly #flow: GradientFlow;
  readonly #limit: number;
  #step = 0;
  #eigenvectors: Eigenvectors = [];
  #sharpness = 0;
  #ended = false;

  private constructor(
    session: Session,
    experiment: Experiment,
    start: Float64Array,
    { tolerance, evaluations }: NonNullable<Experiment['measure']['flow']>,
    search: () => LeadingEigenpairs,
  ) {
    this.#session = session;
    this.#experiment = experiment;
    this.#search = search;
    this.#limit = evaluations;
    this.#flow = new GradientFlow(async (point) => (await this.#evaluate(point)).gradient, start, {
      tolerance,
      evaluations,
    });
  }

  /**
   * Null where the experiment asks for none.
   * @param start w₀ as the session holds it
   * @param search for eigenpairs of the run's session
   */
  static of(
    session: Session,
    experiment: Experiment,
    start: Float64Array,
    search: () => LeadingEigenpairs,
  ): FlowProbe | null {
    const { flow } = experiment.measure;
    return flow ? new FlowProbe(session, experiment, start, flow, search) : null;
  }

  get state(): CompanionState {
    return {
      step: this.#step,
      flow: this.#flow.state,
      eigenvectors: this.#eigenvectors,
      sharpness: this.#sharpness,
      ended: this.#ended,
    };
  }

  set state({ step, flow, eigenvectors, sharpness, ended }: CompanionState) {
    this.#step = step;
    this.#flow.state = flow;
    this.#eigenvectors = eigenvectors;
    this.#sharpness = sharpness;
    this.#ended = ended;
  }

  async at({ step, cold, neighbourhood: { here } }: Moment): Promise<Findings> {
    if (this.#ended) return { values: {} };
    const from = { step: this.#step, time: this.#flow.time };
    const time = flowTime(this.#experiment.optimizer.stepSize, step, from);
    const sentence = await this.#follow(time);
    if (sentence !== null) return this.#end(step, time, sentence);
    this.#step = step;
    const { point } = this.#flow;
    const values = {
      flowDistance: length(difference(here, point)),
      flowLoss: (await this.#evaluate(point)).loss,
    };
    const { values: curvature, events } = await this.#curvature(step, cold);
    return { values: { ...values, ...curvature }, events };
  }

  /** @returns what hindered the flow from coming to a time; null where nothing did */
  async #follow(time: number): Promise<string | null> {
    try {
      return this.#hindrance(await this.#flow.to(time));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return error.message;
    }
  }

  #hindrance(ending: FlowEnding): string | null {
    const { steps, time } = this.#flow;
    switch (ending) {
      case 'reached':
        return null;
      case 'limit':
        return (
          `The ${this.#limit} gradients of measure.flow.evaluations were spent, in ${steps} steps` +
          (this.#sharpness * time > steps
            ? `: it is stiff, with λ₁ = ${short(this.#sharpness)} where it was last measured, and an explicit step is at most about ${STABLE}/λ₁ long. `
            : '. ') +
          'Allow more of them or a larger tolerance, or follow it over fewer steps.'
        );
      case 'stuck':
        return 'Beyond it no step keeps measure.flow.tolerance, however short: the gradient jumps there or is not finite, or the precision does not resolve the tolerance.';
    }
  }

  #end(step: number, asked: number, reason: string): Findings {
    this.#ended = true;
    const { time, steps, rejected, evaluations } = this.#flow;
    const sentence = `The gradient flow ends at time ${short(time)}, before the ${short(asked)} of step ${step}, and its series with it. ${reason}`;
    const event: RunEvent = {
      step,
      kind: 'flow-ended',
      sentence,
      values: { time, steps, rejected, evaluations },
    };
    return { values: {}, events: [event] };
  }

  /** λ₁ at the flow's point, from its last eigenvectors on. */
  async #curvature(step: number, cold: boolean): Promise<Required<Findings>> {
    const search = this.#search();
    if (this.#eigenvectors.length > 0) search.history.add(this.#eigenvectors);
    const { sharpness } = this.#experiment.measure;
    const request = { point: this.#flow.point, count: sharpness.count, cold, label: `flow/${step}` };
    try {
      const found = await search.at(request);
      this.#eigenvectors = search.history.last;
      this.#sharpness = found.pairs[0]!.value;
      const events = unresolved(step, found, sharpness, 'on the gradient flow');
      return { values: eigenvalues('flowSharpness', found.pairs.slice(0, 1)), events };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sentence = `No sharpness was measured on the gradient flow: ${error.message}`;
      return { values: {}, events: [{ step, kind: 'unmeasurable', sentence }] };
    }
  }

  /** Of all examples. */
  async #evaluate(point: Float64Array): Promise<{ readonly loss: number; readonly gradient: Float64Array }> {
    const { loss, gradient } = await this.#session.run('gradient', { point });
    return { loss: loss![0]!, gradient: gradient! };
  }
}

const short = (x: number): string => String(Number(x.toPrecision(4)));
