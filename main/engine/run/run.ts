import { batchNote } from '../../../app/experiment/batch.ts';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Checkpoint } from '../../../app/run/checkpoint.ts';
import type { Execution, Problem } from '../../../app/run/run.ts';
import { difference, inner, length } from '../curvature/vector.ts';
import type { Session } from '../execute/executor.ts';
import { toFloat32 } from '../execute/float32.ts';
import { oscillationFloor } from '../measure/floor.ts';
import { Iterates, midpoint, type Neighbourhood } from '../measure/iterates.ts';
import { Measurer, type Gradients, type Measurement } from '../measure/measurement.ts';
import { OscillationTrack } from '../measure/oscillation.ts';
import type { Objective } from '../objective/objective.ts';
import { splitValues } from '../parameters.ts';
import type { FromEngine } from '../protocol.ts';
import type { Control } from './control.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { Pace } from './pace.ts';
import type { RunPrograms } from './programs.ts';
import { Recorder } from './recorder.ts';
import { snapshotStride } from './snapshots.ts';
import { restoreState, saveState, stack, type RunState } from './state.ts';
import { Stepper, type Rows } from './stepper.ts';
import { Stopwatch } from './stopwatch.ts';

const FLUSH_SECONDS = 0.07; // about 14 batches of points a second
const CHECKPOINT_SECONDS = 10;

/** Everything a run is made of, opened and compiled (run/open.ts). */
export interface OpenRun {
  readonly experiment: Experiment;
  readonly objective: Objective;
  readonly programs: RunPrograms;
  readonly session: Session;
  readonly execution: Execution;
}

/** One run from its start or a checkpoint to its end: steps in fused calls, measurements between them, batches to the lab. */
export class Run {
  readonly #open: OpenRun;
  readonly #control: Control;
  readonly #send: (message: FromEngine) => void;
  readonly #stepper: Stepper;
  readonly #state: RunState;
  readonly #pace = new Pace();
  readonly #recorder = new Recorder();
  readonly #watch = new Stopwatch();
  readonly #snapshotStride: number;
  #step = 0;
  #loss = 0;
  #flushedAt = 0;
  #checkpointAt = 0;

  constructor(open: OpenRun, control: Control, send: (message: FromEngine) => void) {
    const { experiment, objective, programs, session } = open;
    this.#open = open;
    this.#control = control;
    this.#send = send;
    this.#stepper = new Stepper(session, experiment, programs, objective);
    this.#snapshotStride = snapshotStride(experiment.steps, objective.start.length);
    this.#state = {
      iterates: new Iterates(experiment.measure.sharpness.every, experiment.steps),
      measurer: new Measurer(session, experiment, programs),
      oscillation: new OscillationTrack(),
      window: { step: 0, reference: this.#rounded(objective.start) },
      lossLimit: Infinity,
    };
  }

  /** Runs to the end and sends everything up to `done`. @throws EngineError where the executor or the checkpoint fails. */
  async execute(checkpoint: Checkpoint | null): Promise<void> {
    this.#watch.start();
    await this.#begin(checkpoint);
    await this.#finish((await this.#advance()) ?? (await this.#last()));
  }

  async #begin(checkpoint: Checkpoint | null): Promise<void> {
    const { session, objective, programs } = this.#open;
    await session.write({ w: objective.start, start: objective.start, lossLimit: Float64Array.of(Infinity) });
    if (checkpoint) {
      const w = restoreState(this.#state, checkpoint, objective.layers);
      this.#step = checkpoint.step;
      this.#watch.add(checkpoint.seconds);
      await session.write({ w, lossLimit: Float64Array.of(this.#state.lossLimit) });
      await this.#hold();
      this.#flushedAt = this.#checkpointAt = this.#watch.seconds;
      return;
    }
    this.#sendParameters('start', await this.#read());
    await this.#hold();
    const loss = await this.#stepper.startLoss(objective.start);
    this.#state.lossLimit = this.#open.experiment.stop.lossFactor * Math.max(1, Math.abs(loss));
    await session.write({ lossLimit: Float64Array.of(this.#state.lossLimit) });
    if (programs.sampling.batch !== null)
      this.#send({ type: 'event', event: { step: 0, kind: 'mini-batches', sentence: batchNote } });
    const here = await this.#read();
    if (this.#state.iterates.isNeeded(0)) this.#state.iterates.keep(0, here);
    if (Number.isFinite(loss)) await this.#measure(0, { before: null, here, after: null });
  }

  /** @returns how the run ended; null: at its last step. */
  async #advance(): Promise<Outcome | null> {
    const { iterates } = this.#state;
    const { steps } = this.#open.experiment;
    while (this.#step < steps) {
      await this.#gate();
      if (this.#control.stopped) return { status: 'stopped', step: this.#step, problem: null };
      const boundary = Math.min(iterates.next(this.#step), this.#nextSnapshot());
      const count = Math.min(this.#pace.count, boundary - this.#step, this.#control.allowance);
      const before = this.#watch.seconds;
      const rows = await this.#stepper.advance(this.#step, count);
      this.#pace.observe(count, this.#watch.seconds - before);
      const outcome = this.#outcome(rows);
      this.#record(rows, outcome ? outcome.step - rows.first + 1 : count);
      if (outcome) {
        this.#step = outcome.step;
        return outcome;
      }
      this.#step += count;
      this.#control.spend(count);
      await this.#attend(rows.end);
    }
    return null;
  }

  /** Between two calls: iterates that a measurement needs, measurements, snapshots, checkpoints, and batches that are due. */
  async #attend(end: Rows['end']): Promise<void> {
    const { iterates } = this.#state;
    const isSnapshot = this.#step % this.#snapshotStride === 0 && this.#step < this.#open.experiment.steps;
    if (iterates.isNeeded(this.#step) || isSnapshot) {
      const w = end?.iterate ?? (await this.#read());
      if (iterates.isNeeded(this.#step)) iterates.keep(this.#step, w);
      if (isSnapshot) this.#sendParameters(`checkpoint/${this.#step}`, w);
    }
    if (iterates.isMeasured(this.#step - 1))
      await this.#measure(this.#step - 1, iterates.around(this.#step - 1), end?.gradients ?? undefined);
    if (this.#watch.seconds - this.#checkpointAt > CHECKPOINT_SECONDS) await this.#checkpoint();
    if (this.#watch.seconds - this.#flushedAt > FLUSH_SECONDS) this.#flush();
  }

  /** The scalars of the last iterate, and whether it has diverged or converged. */
  async #last(): Promise<Outcome | null> {
    const rows = await this.#stepper.observe(this.#step);
    this.#record(rows, 1);
    return this.#outcome(rows);
  }

  #outcome(rows: Rows): Outcome | null {
    const { experiment, programs } = this.#open;
    return outcomeOf(rows, experiment, { lossLimit: this.#state.lossLimit, batch: programs.sampling.batch });
  }

  async #finish(outcome: Outcome | null): Promise<void> {
    const status = outcome?.status ?? 'finished';
    const w = await this.#read();
    if (status === 'stopped') {
      this.#recordFloor(this.#step, w);
      await this.#checkpoint();
    } else if (status === 'diverged') {
      this.#recordFloor(this.#step, w);
    } else if (this.#step > 0) {
      await this.#measure(this.#step, { before: null, here: w, after: null });
    }
    this.#sendParameters('final', w);
    const eigenvectors = this.#state.measurer.eigenvectors;
    if (eigenvectors.length > 0)
      this.#send({ type: 'arrays', arrays: [stack('eigenvectors', eigenvectors, w.length)] });
    if (outcome?.problem)
      this.#send({
        type: 'event',
        event: { step: outcome.step, kind: outcome.problem.code, sentence: outcome.problem.message },
      });
    this.#flush();
    const problem: Problem | null = outcome?.problem ?? null;
    this.#send({ type: 'done', status, step: this.#step, seconds: this.#watch.seconds, problem });
  }

  /** Lets messages in; while paused, waits with everything stored and the clock stopped. */
  async #gate(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (!this.#control.paused) return;
    await this.#checkpoint();
    this.#flush();
    this.#watch.stop();
    this.#send({ type: 'paused', step: this.#step });
    await this.#control.untilResumed();
    this.#watch.start();
    if (!this.#control.stopped) this.#send({ type: 'resumed', step: this.#step });
  }

  #nextSnapshot(): number {
    return (Math.floor(this.#step / this.#snapshotStride) + 1) * this.#snapshotStride;
  }

  #record(rows: Rows, count: number): void {
    for (let row = 0; row < count; row++) {
      const step = rows.first + row;
      for (const name of this.#stepper.recorded) this.#recorder.add(name, step, rows.value(name, row));
      this.#loss = rows.value('loss', row);
      const point = this.#state.oscillation.next(step, rows.projections(row));
      point?.values.forEach((value, i) =>
        this.#recorder.add(i === 0 ? 'oscillation' : `oscillation${i + 1}`, point.step, value),
      );
    }
  }

  /** @param gradients at the iterate, where they are known already */
  async #measure(step: number, neighbourhood: Neighbourhood, gradients?: Gradients): Promise<void> {
    let measurement: Measurement;
    try {
      measurement = await this.#state.measurer.at(step, neighbourhood, gradients);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sentence = `No curvature was measured: ${error.message}`;
      this.#send({ type: 'event', event: { step, kind: 'unmeasurable', sentence } });
      return;
    }
    for (const [name, value] of Object.entries(measurement.values)) this.#recorder.add(name, step, value);
    for (const event of measurement.events) this.#send({ type: 'event', event });
    this.#recordFloor(step, neighbourhood.here);
    await this.#follow(step, neighbourhood);
  }

  /** Takes the measured directions for the oscillation from here on, with projections relative to the midpoint. */
  async #follow(step: number, neighbourhood: Neighbourhood): Promise<void> {
    const reference = this.#rounded(midpoint(neighbourhood) ?? neighbourhood.here);
    this.#state.window = { step, reference };
    const directions = this.#state.measurer.directions.map((direction) => this.#rounded(direction));
    const project = (w: Float64Array): Float64Array =>
      Float64Array.from(directions, (direction) => inner(direction, difference(w, reference)));
    const { before, here, after } = neighbourhood;
    this.#state.oscillation.restart(
      before && after
        ? [
            { step: step - 1, values: project(before) },
            { step, values: project(here) },
          ]
        : [],
    );
    await this.#hold();
  }

  /** Puts directions and reference into the session. */
  async #hold(): Promise<void> {
    const count = this.#open.experiment.measure.sharpness.count;
    const parameters = this.#open.objective.start.length;
    const directions = new Float64Array(count * parameters);
    this.#state.measurer.directions.forEach((direction, i) => directions.set(direction, i * parameters));
    await this.#open.session.write({ directions, reference: this.#state.window.reference });
  }

  /** What δ of the window that ends here is rounding below (measure/floor.ts). */
  #recordFloor(at: number, w: Float64Array): void {
    const { step, reference } = this.#state.window;
    if (at === step || this.#state.measurer.directions.length === 0) return;
    const { precision, optimizer } = this.#open.experiment;
    const floor = oscillationFloor(precision, {
      distance: length(difference(w, reference)),
      size: length(w),
      stepSize: optimizer.stepSize,
      sharpness: this.#state.measurer.state.sharpness,
      loss: this.#loss,
    });
    this.#recorder.add('oscillationFloor', step, floor);
  }

  async #checkpoint(): Promise<void> {
    const w = await this.#read();
    const { layers } = this.#open.objective;
    this.#flush();
    const checkpoint = saveState(this.#state, { step: this.#step, seconds: this.#watch.seconds, w, layers });
    this.#send({ type: 'checkpoint', checkpoint });
    this.#checkpointAt = this.#watch.seconds;
  }

  #flush(): void {
    const chunks = this.#recorder.take();
    this.#flushedAt = this.#watch.seconds;
    if (chunks.length > 0)
      this.#send({ type: 'points', step: this.#step, seconds: this.#watch.seconds, chunks });
  }

  #sendParameters(prefix: string, w: Float64Array): void {
    const arrays = splitValues(w, this.#open.objective.layers);
    this.#send({
      type: 'arrays',
      arrays: arrays.map((array) => ({ ...array, name: `${prefix}/${array.name}` })),
    });
  }

  async #read(): Promise<Float64Array> {
    const { w } = await this.#open.session.read(['w']);
    return w!;
  }

  /** Values as the session holds them. */
  #rounded(values: Float64Array): Float64Array {
    return this.#open.experiment.precision === 'float64' ? values : new Float64Array(toFloat32(values));
  }
}
