import { findParent } from '../../../main/engine/parent.ts';
import type { FromEngine, ToEngine } from '../../../main/engine/protocol.ts';

/**
 * An engine process that computes nothing and does what the experiment's name says: each word of it in turn, then (unless one of them
 * ends it) waits. One that begins with `compile` is not ready before it hears something. `pause`, `resume`, `step` and `stop` are obeyed.
 */

let step = 0;
/** Says that it is ready, once; null when it has. */
let whenReady: (() => void) | null = null;

const parent = findParent();
const say = (message: FromEngine, sent = (): void => undefined): void =>
  void parent?.send(message).then(sent);
/** Ends as an engine does. */
const leave = (): void => parent?.leave();

function points(count: number): void {
  const values = Float64Array.from({ length: count }, (_, i) => 1 / (1 + step + i));
  const steps = { kind: 'regular', first: step, stride: 1, count } as const;
  step += count;
  say({ type: 'points', step, seconds: step / 100, chunks: [{ name: 'loss', steps, values }] });
}

function checkpoint(): void {
  const w = { name: 'w', shape: [2], values: Float64Array.of(step, -step) };
  say({ type: 'checkpoint', checkpoint: { step, seconds: step / 100, arrays: [w], state: '{}' } });
}

function done(status: 'finished' | 'stopped'): void {
  say({ type: 'done', status, step, seconds: step / 100, costs: [], problem: null }, () => leave());
}

function ready(reason: string): void {
  say({
    type: 'ready',
    execution: {
      ...{ backend: 'reference', mode: null, library: 'none 0', precision: 'float64', device: 'CPU' },
      ...{ threads: 1, reason, candidates: [], epsilon: null, parameters: 2 },
      ...{ chunk: null, batch: null, memoryEstimate: null },
    },
  });
}

function beReady(): void {
  whenReady?.();
  whenReady = null;
}

const since = '2026-01-31T12:00:00.000Z';

const words: Readonly<Record<string, () => void>> = {
  compile: () => say({ type: 'opening', phase: { kind: 'compiling', what: 'xla', since } }),
  points: () => points(10),
  'many-points': () => points(100_000),
  checkpoint,
  spike: () => say({ type: 'event', event: { step, kind: 'spike', sentence: 'The loss rose tenfold.' } }),
  arrays: () =>
    say({
      type: 'arrays',
      arrays: [{ name: `checkpoint/${step}/w`, shape: [2], values: Float64Array.of(step, 1) }],
    }),
  finish: () => done('finished'),
  fail: () =>
    say(
      { type: 'failed', problem: { code: 'no-such-operation', message: 'There is no operation erf.' } },
      () => leave(),
    ),
  // Both once everything said before has left the process.
  crash: () =>
    say({ type: 'paused', step }, () =>
      process.stderr.write('onnxruntime: out of luck\n', () => process.exit(3)),
    ),
  abort: () => say({ type: 'paused', step }, () => process.kill(process.pid, 'SIGKILL')),
  babble: () => void parent?.send({ type: 'poem' }),
  garbage: () => void parent?.send({ type: 'points', step: 1, seconds: 0, chunks: [{ name: 'loss' }] }),
  linger: () => say({ type: 'done', status: 'finished', step, seconds: 0, costs: [], problem: null }),
  // A computation that lets no message in.
  block: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
};

type Study = Extract<ToEngine, { type: 'study' }>;

/** What the name says of questions; without one of these they are not answered. */
const replies: Readonly<Record<string, (study: Study) => void>> = {
  tells: () => say({ type: 'progress', share: 0.5, what: 'half of it' }),
  answers: ({ question, about: { points } }) => {
    if (question.kind !== 'distance') return answer(points[0]?.step ?? NaN);
    const values = Float64Array.from({ length: question.last + 1 }, (_, step) => step / 8);
    say({ type: 'answer', arrays: [{ name: 'distance', shape: [values.length], values }] }, () => leave());
  },
  refuses: () =>
    say({ type: 'failed', problem: { code: 'not-finite', message: 'The Hessian is not finite.' } }, () =>
      leave(),
    ),
  dies: () => process.stderr.write('out of luck\n', () => process.exit(3)),
  babbles: () => say({ type: 'paused', step: 0 }),
};

/** A spectrum whose numbers are the process's id, so that they show whether an answer was computed again. */
function answer(at: number): void {
  const names = ['nodes', 'weights', 'probes', 'grid', 'density', 'eigenvalues', 'residuals'];
  const numbers = ['parameters', 'exact', 'broadening', 'products'];
  const values = Float64Array.of(process.pid, 0);
  say(
    {
      type: 'answer',
      arrays: [
        ...[...names, 'trace', 'least'].map((name) => ({ name, shape: [2], values })),
        ...numbers.map((name) => ({ name, shape: [], values: Float64Array.of(at) })),
      ],
    },
    () => leave(),
  );
}

parent?.receive((told) => {
  const message = told as ToEngine;
  if (message.type !== 'start') beReady();
  switch (message.type) {
    case 'start':
      step = message.checkpoint?.step ?? 0;
      whenReady = () => ready(message.begun ? `as ${message.begun.reason}` : 'scripted');
      if (!message.experiment.name.startsWith('compile')) beReady();
      for (const word of message.experiment.name.split(' ')) words[word]?.();
      return;
    case 'study':
      for (const word of message.about.experiment.name.split(' ')) replies[word]?.(message);
      return;
    case 'pause':
      return say({ type: 'paused', step });
    case 'resume':
      return say({ type: 'resumed', step });
    case 'step':
      say({ type: 'resumed', step });
      points(message.count);
      return say({ type: 'paused', step });
    case 'stop':
      checkpoint();
      return done('stopped');
  }
});
say({ type: 'online' });
