import { edgeNote } from '../../../app/experiment/edge-note.ts';
import { kinkNote } from '../../../app/experiment/kink-note.ts';
import type { Checkpoint } from '../../../app/run/checkpoint.ts';
import type { Problem } from '../../../app/run/run.ts';
import type { Session } from '../execute/executor.ts';
import { asHeld } from '../execute/float32.ts';
import { Iterates, reachOf, type Neighbourhood } from '../measure/iterates.ts';
import { Measurer, type Measurement } from '../measure/measurement.ts';
import { OscillationTrack } from '../measure/oscillation.ts';
import type { Gradients } from '../measure/probe/probe.ts';
import { Watch } from '../measure/watch.ts';
import { splitValues } from '../parameters.ts';
import type { FromEngine } from '../protocol.ts';
import { Abandoned, attended } from './attended.ts';
import type { Control } from './control.ts';
import { HeldDirections } from './held-directions.ts';
import type { OpenRun } from './open.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { Pace } from './pace.ts';
import { moverAtZero } from './programs.ts';
import { Recorder } from './recorder.ts';
import { snapshotStride } from './snapshots.ts';
import { Spectra } from './spectra.ts';
import { restoreState, saveState, stack, type Moving, type RunState } from './state.ts';
import { Stepper, type Rows } from './stepper.ts';
import { Stopwatch } from './stopwatch.ts';

const FLUSH_SECONDS = 0.07; // about 14 batches of points a second
const CHECKPOINT_SECONDS = 10;

/** The ends of a run, where an iterate has no neighbours. */
const ALONE = { earliest: null, earlier: null, before: null, after: null } as const;

/** One run from its start or a checkpoint to its end: steps in fused calls, measurements between them, batches to the lab. */
export class Run {
  readonly #open: OpenRun;
  readonly #control: Control;
  readonly #send: (message: FromEngine) => void;
  /** The session, with the lab's messages let in before each call. */
  readonly #listening: Session;
  readonly #stepper: Stepper;
  readonly #state: RunState;
  readonly #held: HeldDirections;
  readonly #pace = new Pace();
  readonly #recorder = new Recorder();
  readonly #watch = new Stopwatch();
  readonly #snapshotStride: number;
  #step = 0;
  /** The last step whose computing time was recorded. */
  #timedAt = -1;
  #flushedAt = 0;
  #checkpointAt = 0;

  constructor(open: OpenRun, control: Control, send: (message: FromEngine) => void) {
    const { experiment, objective, programs, session } = open;
    this.#open = open;
    this.#control = control;
    this.#send = send;
    this.#stepper = new Stepper(session, experiment, programs, objective);
    this.#snapshotStride = snapshotStride(experiment.steps, objective.start.length);
    this.#listening = attended(session, () => this.#heed());
    this.#state = {
      iterates: new Iterates(experiment.measure.sharpness.every, experiment.steps, reachOf(experiment)),
      measurer: new Measurer(this.#listening, experiment, {
        ...programs,
        algebra: open.algebra,
        heldAlgebra: open.heldAlgebra,
        start: asHeld(objective.start, experiment.precision),
      }),
      oscillation: new OscillationTrack(),
      watch: new Watch(
        (event) => send({ type: 'event', event }),
        open.execution.precision,
        moverAtZero(experiment),
      ),
      window: { step: 0, reference: objective.start },
      lossLimit: NaN,
      due: null,
      loss: 0,
      spectra: new Spectra(experiment),
    };
    this.#held = new HeldDirections(open, this.#state);
    this.#state.window = { step: 0, reference: this.#held.rounded(objective.start) };
  }

  /** Runs to the end and sends everything up to `done`. @throws EngineError where the executor or the checkpoint fails. */
  async execute(checkpoint: Checkpoint | null): Promise<void> {
    this.#watch.start();
    await this.#finish(await this.#compute(checkpoint));
  }

  /** @returns how the run ended; null: at its last step. */
  async #compute(checkpoint: Checkpoint | null): Promise<Outcome | null> {
    try {
      await this.#begin(checkpoint);
      const outcome = (await this.#advance()) ?? (await this.#last());
      if (this.#step > 0 && outcome?.status !== 'diverged') await this.#measureEnd();
      return outcome;
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      if (this.#state.due) this.#state.measurer.state = this.#state.due.measurer;
      return { status: 'stopped', step: this.#step, problem: null };
    }
  }

  async #begin(checkpoint: Checkpoint | null): Promise<void> {
    const { session, objective } = this.#open;
    const velocity = new Float64Array(objective.start.length);
    const lossLimit = Float64Array.of(Infinity);
    await session.write({
      w: objective.start,
      ...(this.#hasVelocity ? { velocity } : {}),
      start: objective.start,
      lossLimit,
    });
    if (checkpoint) {
      const { layers } = objective;
      const moving = restoreState(this.#state, checkpoint, { layers, hasVelocity: this.#hasVelocity });
      this.#step = this.#timedAt = checkpoint.step;
      this.#watch.add(checkpoint.seconds);
      await session.write({ ...moving, lossLimit: Float64Array.of(this.#state.lossLimit) });
      this.#flushedAt = this.#checkpointAt = this.#watch.seconds;
    } else this.#sendParameters('start', await this.#read());
    await this.#held.hold();
    // What came while everything was compiled is read in the second turn.
    for (let turn = 0; turn < 2; turn++) await this.#heed();
    if (!checkpoint) await this.#start();
    await this.#measureDue();
    await this.#spectrumDue();
  }

  async #start(): Promise<void> {
    const { experiment, objective, programs, session } = this.#open;
    const loss = await this.#stepper.startLoss(objective.start);
    this.#state.lossLimit = experiment.stop.lossFactor * Math.max(1, Math.abs(loss));
    await session.write({ lossLimit: Float64Array.of(this.#state.lossLimit) });
    for (const note of [edgeNote(experiment.optimizer, programs.sampling.batch), kinkNote(experiment)])
      if (note) this.#send({ type: 'event', event: { step: 0, ...note } });
    this.#recordTime();
    if (this.#state.iterates.isNeeded(0)) this.#state.iterates.keep(0, await this.#read());
    if (Number.isFinite(loss)) this.#state.due = { measurer: this.#state.measurer.state };
  }

  /** @returns how the run ended; null: at its last step. */
  async #advance(): Promise<Outcome | null> {
    const { iterates, spectra } = this.#state;
    const { steps } = this.#open.experiment;
    while (this.#step < steps) {
      await this.#heed();
      const boundary = Math.min(iterates.next(this.#step), this.#nextSnapshot(), spectra.next);
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
    if (iterates.isMeasured(this.#step)) this.#recordTime();
    const isSnapshot = this.#step % this.#snapshotStride === 0 && this.#step < this.#open.experiment.steps;
    if (iterates.isNeeded(this.#step) || isSnapshot) {
      const w = end?.iterate ?? (await this.#read());
      if (iterates.isNeeded(this.#step)) iterates.keep(this.#step, w);
      if (isSnapshot) this.#sendParameters(`checkpoint/${this.#step}`, w);
    }
    if (iterates.isMeasured(this.#step - 1)) {
      this.#state.due = {
        measurer: this.#state.measurer.state,
        gradients: end?.gradients ?? undefined,
      };
      await this.#measureDue();
    }
    await this.#spectrumDue();
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
    } else if (status === 'diverged') this.#recordFloor(this.#step, w);
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
    const costs = this.#state.measurer.costs.list;
    this.#send({ type: 'done', status, step: this.#step, seconds: this.#watch.seconds, costs, problem });
  }

  /** Lets messages in and obeys them: while paused, waits with everything stored and the clock stopped. @throws Abandoned after a stop */
  async #heed(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#control.paused) await this.#rest();
    if (this.#control.stopped) throw new Abandoned();
  }

  async #rest(): Promise<void> {
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
    const isWhole = this.#open.programs.sampling.batch === null;
    for (let row = 0; row < count; row++) {
      const step = rows.first + row;
      for (const name of this.#stepper.recorded) this.#recorder.add(name, step, rows.value(name, row));
      const loss = rows.value('loss', row);
      this.#state.loss = loss;
      const gradientNorm = isWhole ? rows.value('gradientNorm', row) : null;
      this.#state.watch.step({ step, loss, gradientNorm });
      const point = this.#state.oscillation.next(step, rows.projections(row));
      if (!point) continue;
      point.values.forEach((value, i) =>
        this.#recorder.add(i === 0 ? 'oscillation' : `oscillation${i + 1}`, point.step, value),
      );
      this.#state.watch.oscillation({ step: point.step, value: point.values[0]! });
    }
  }

  /** Measures the step before this one, at the start the start, if that is due. A stop on the way leaves it so. */
  async #measureDue(): Promise<void> {
    const { due, iterates } = this.#state;
    if (!due) return;
    if (this.#step > 0) await this.#measure(this.#step - 1, iterates.around(this.#step - 1), due.gradients);
    else await this.#measure(0, { ...ALONE, here: await this.#read() });
    this.#state.due = null;
  }

  async #measureEnd(): Promise<void> {
    this.#recordTime();
    this.#state.due = { measurer: this.#state.measurer.state, isLast: true };
    await this.#measure(this.#step, { ...ALONE, here: await this.#read() });
    this.#state.due = null;
  }

  /** @param gradients at the iterate, where they are known already */
  async #measure(step: number, neighbourhood: Neighbourhood, gradients?: Gradients): Promise<void> {
    let measurement: Measurement;
    try {
      measurement = await this.#state.measurer.at(step, neighbourhood, gradients);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#sendUnmeasurable(step, `No curvature was measured: ${error.message}`);
    }
    for (const [name, value] of Object.entries(measurement.values)) this.#recorder.add(name, step, value);
    for (const event of measurement.events) this.#send({ type: 'event', event });
    const floor = this.#recordFloor(step, neighbourhood.here);
    const seen = this.#state.watch.measured(step, measurement.values, floor);
    for (const [name, value] of Object.entries(seen)) this.#recorder.add(name, step, value);
    await this.#held.follow(step, neighbourhood);
  }

  /** The spectrum at this step, if it is asked for, and the parameters it is of. A stop on the way leaves it due. */
  async #spectrumDue(): Promise<void> {
    const { spectra, measurer } = this.#state;
    if (spectra.next !== this.#step) return;
    const [step, w] = [this.#step, await this.#read()];
    if (step > 0) this.#sendParameters(`checkpoint/${step}`, w);
    const { algebra, programs } = this.#open;
    const by = { session: this.#listening, algebra, together: programs.together };
    const found = await measurer.costs.of('spectrum', () => spectra.measure(by, w));
    if ('missing' in found) return this.#sendUnmeasurable(step, found.missing);
    this.#send({ type: 'arrays', arrays: found.arrays });
    for (const [name, value] of Object.entries(found.values)) this.#recorder.add(name, step, value);
  }

  /** The computing time in which this step was reached, at the steps that are measured: what a step takes changes slowly. */
  #recordTime(): void {
    if (this.#step <= this.#timedAt) return; // a run may end where it was measured last
    this.#timedAt = this.#step;
    this.#recorder.add('seconds', this.#step, this.#watch.seconds);
  }

  /** @returns the floor of the window that ends here; 0 where none was held */
  #recordFloor(at: number, w: Float64Array): number {
    const floor = this.#held.floor(at, w);
    if (floor) this.#recorder.add('oscillationFloor', floor.step, floor.value);
    return floor?.value ?? 0;
  }

  /** Before the loss at the start is known there is nothing to go on from. */
  async #checkpoint(): Promise<void> {
    if (Number.isNaN(this.#state.lossLimit)) return;
    const moving = await this.#readMoving();
    const { layers } = this.#open.objective;
    this.#flush();
    const seconds = this.#watch.seconds;
    const checkpoint = saveState(this.#state, { step: this.#step, seconds, moving, layers });
    this.#send({ type: 'checkpoint', checkpoint });
    this.#checkpointAt = this.#watch.seconds;
  }

  #sendUnmeasurable(step: number, sentence: string): void {
    this.#send({ type: 'event', event: { step, kind: 'unmeasurable', sentence } });
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

  get #hasVelocity(): boolean {
    return 'velocity' in this.#open.programs.module.variables;
  }

  async #readMoving(): Promise<Moving> {
    const { w, velocity } = await this.#open.session.read(this.#hasVelocity ? ['w', 'velocity'] : ['w']);
    return { w: w!, ...(velocity ? { velocity } : {}) };
  }

  async #read(): Promise<Float64Array> {
    const { w } = await this.#open.session.read(['w']);
    return w!;
  }
}
