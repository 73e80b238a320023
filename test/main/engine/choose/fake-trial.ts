import process from 'node:process';
import type { TrialAnswer, TrialRequest } from '../../../../main/engine/choose/try-apart.ts';

// A trial that measures nothing and does what the experiment's name says, word by word.

const timing = { device: 'CPU', microsecondsPerStep: 50, microsecondsPerMeasurement: 900, openingSeconds: 1 };
const say = (message: TrialAnswer): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()));

const words: Readonly<Record<string, (request: TrialRequest) => unknown>> = {
  plain: ({ ways }) => say({ way: ways[0]!, timing }),
  xla: ({ ways }) => say({ way: ways[1]!, timing }),
  refuse: async ({ ways }) => {
    for (const way of ways)
      await say({ way, problem: { code: 'backend-missing', message: 'It is not there.' } });
  },
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  mutter: () => new Promise((resolve) => process.stderr.write('tensorflow: out of luck\n', resolve)),
  exit: () => process.exit(3),
  // A native call that never comes back.
  hang: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
};

process.on('message', (message) => {
  const request = message as TrialRequest;
  void (async () => {
    for (const word of request.experiment.name.split(' ')) await words[word]?.(request);
    process.disconnect();
  })();
});
