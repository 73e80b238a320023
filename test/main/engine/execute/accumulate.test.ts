import { expect, test } from 'vitest';
import type { Session, SessionOptions } from '../../../../main/engine/execute/executor.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import {
  accumulate,
  add,
  concat,
  div,
  dot,
  input,
  matmul,
  mul,
  norm,
  reshape,
  slice,
  sub,
  tanh,
} from '../../../../main/engine/graph/build.ts';
import { forward } from '../../../../main/engine/graph/forward.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import type { Tensor } from '../../../../main/engine/graph/tensor.ts';
import { distance, scattered } from '../graph/evaluate.ts';
import { backends } from './engines.ts';

const [examples, chunk, inputs, hidden] = [12, 3, 4, 5];
const count = inputs * hidden + hidden;
const [x, y] = [input('x', [examples, inputs]), input('y', [examples, 1])];

/** Half the squared error of x ↦ tanh(xW)v on some examples. */
function loss([some, targets]: readonly Tensor[], w: Tensor): Tensor {
  const first = reshape(slice(w, [0], [inputs * hidden]), [inputs, hidden]);
  const second = reshape(slice(w, [inputs * hidden], [hidden]), [hidden, 1]);
  const error = sub(matmul(tanh(matmul(some!, first)), second), targets!);
  return mul(0.5 / examples, dot(error, error));
}

/** Loss and gradient, packed. */
function packed(some: readonly Tensor[], w: Tensor): Tensor {
  const value = loss(some, w);
  return concat([reshape(value, [1]), ...reverse(value, [w])], 0);
}

const whole = (w: Tensor): Tensor => packed([x, y], w);
const inChunks = (w: Tensor): Tensor => {
  const stacks = [x, y].map((all) => reshape(all, [examples / chunk, chunk, all.shape[1]!]));
  return accumulate(stacks, [w], (some, [shared]) => packed(some, shared!));
};

/** SAM's step, and ∇²ℓ·v at w. */
function module(of: (w: Tensor) => Tensor): Module {
  const [w, v] = [input('w', [count]), input('v', [count])];
  const gradientOf = (point: Tensor): Tensor => slice(of(point), [1], [count]);
  const gradient = gradientOf(w);
  const above = add(w, mul(div(0.05, norm(gradient)), gradient));
  return {
    variables: { x: x.shape, y: y.shape, w: [count] },
    programs: {
      sam: {
        inputs: {},
        rows: { noise: [count] },
        outputs: { loss: slice(of(w), [0], [1]), gradientNorm: norm(gradient) },
        updates: { w: add(sub(w, mul(0.3, gradientOf(above))), input('noise', [count])) },
      },
      product: {
        inputs: { v: [count] },
        outputs: { product: forward([gradient], [w], [v])[0]! },
        updates: {},
      },
    },
  };
}

const steps = 20;
const noise = scattered([steps, count], 9, -1e-3, 1e-3);

async function withSession<T>(
  backend: (typeof backends)[number],
  of: (w: Tensor) => Tensor,
  options: Omit<SessionOptions, 'threads'>,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const executor = await openExecutor(backend);
  const session = await executor.open(module(of), { threads: 1, ...options });
  try {
    await session.write({
      x: scattered(x.shape, 1),
      y: scattered(y.shape, 2),
      w: scattered([count], 3),
    });
    return await use(session);
  } finally {
    await session.release();
  }
}

/** Twenty steps of SAM in calls of so many. */
async function walk(session: Session, cuts: readonly number[]) {
  const losses: number[] = [];
  let done = 0;
  for (const cut of cuts) {
    const rows = { noise: noise.slice(done * count, (done + cut) * count) };
    const { loss: some } = await (cut === 1 ? session.run('sam', rows) : session.iterate('sam', cut, rows));
    losses.push(...some!);
    done += cut;
  }
  const { w } = await session.read(['w']);
  return { losses, w: [...w!] };
}

const engines = backends.flatMap((backend) =>
  (['float64', 'float32'] as const).flatMap((precision) => [
    { backend, precision, mode: 'plain' } as const,
    ...(backend === 'tensorflow' ? [{ backend, precision, mode: 'xla' } as const] : []),
  ]),
);

test.each(engines)(
  'steps over chunks are those over all examples, bit for bit the same however they are cut into calls ($backend $precision $mode)',
  async ({ backend, ...options }) => {
    const bound = options.precision === 'float64' ? 1e-12 : 1e-5;
    const expected = await withSession(backend, whole, options, (session) => walk(session, [steps]));
    const together = await withSession(backend, inChunks, options, (session) => walk(session, [steps]));
    expect(distance(together.losses, expected.losses)).toBeLessThan(bound);
    expect(distance(together.w, expected.w)).toBeLessThan(bound);
    const cut = await withSession(backend, inChunks, options, (session) => walk(session, [7, 1, 1, 11]));
    expect(cut).toEqual(together);
  },
);

test.each(engines)(
  'a Hessian-vector product over chunks is that over all examples ($backend $precision $mode)',
  async ({ backend, ...options }) => {
    const product = (of: (w: Tensor) => Tensor) =>
      withSession(backend, of, options, async (session) => {
        const found = await session.run('product', { v: scattered([count], 4) });
        return found['product']!;
      });
    const [chunks, all] = [await product(inChunks), await product(whole)];
    expect(distance(chunks, all)).toBeLessThan(options.precision === 'float64' ? 1e-12 : 1e-5);
  },
);
