import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import { chooseThreads } from '../../../../main/engine/run/threads.ts';

const all = availableParallelism();

async function threadsOf(objective: object, optimizer: object = {}, rest: object = {}): Promise<number> {
  const written = {
    version: 1,
    objective,
    optimizer: { kind: 'gd', stepSize: 0.1, ...optimizer },
    steps: 1,
    ...rest,
  };
  const parsed = parseExperiment(written);
  if (!('experiment' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return chooseThreads(parsed.experiment, await buildObjective(parsed.experiment));
}

const images = { kind: 'fashion-mnist', train: 1000 };
const mlp = (...hidden: number[]): object => ({
  kind: 'network',
  network: { kind: 'mlp', hidden },
  data: images,
});

describe('threads that a run takes by itself', () => {
  test('one where a loss takes fewer multiplications than are worth sharing, all cores where it takes more', async () => {
    expect(await threadsOf(mlp(32))).toBe(1); // 784·32 + 32·10 times 1,000: 2.5e7
    expect(await threadsOf(mlp(200, 200))).toBe(all); // 2e8
  });

  test('of convolutions all places count, not their few weights', async () => {
    const cnn = (filters: number): object => ({
      kind: 'network',
      network: { kind: 'cnn', blocks: [{ filters }], activation: 'tanh' },
      data: images,
    });
    expect(await threadsOf(cnn(1))).toBe(1); // 28·28·(9 + 10) times 1,000: 1.5e7
    expect(await threadsOf(cnn(8))).toBe(all); // 28·28·8·(9 + 10) times 1,000: 1.2e8, of 62,810 weights
  });

  test('with mini-batches those of a step count', async () => {
    expect(await threadsOf(mlp(200, 200), { batch: 100 })).toBe(1);
  });

  test('as many as asked for, where a number is', async () => {
    expect(await threadsOf(mlp(32), {}, { threads: 3 })).toBe(3);
  });
});
