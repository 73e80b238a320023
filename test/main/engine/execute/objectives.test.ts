import { expect, test } from 'vitest';
import type { Objective as ObjectiveSettings } from '../../../../app/experiment/experiment.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import type { Objective } from '../../../../main/engine/objective/objective.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';
import { derivativesModule } from '../graph/derivatives-module.ts';
import { distance } from '../graph/evaluate.ts';
import { derivative, secondDerivative } from '../graph/richardson.ts';
import { build } from '../objective/evaluated.ts';
import {
  plainChain,
  plainDiagonalLinear,
  plainFormulas,
  plainQuadraticMap,
  type PlainObjective,
} from '../objective/plain-objectives.ts';
import { backends } from './engines.ts';

interface Case {
  readonly name: string;
  readonly settings: ObjectiveSettings;
  readonly plain: (objective: Objective) => PlainObjective;
}

const teacher = {
  kind: 'linear-teacher',
  points: 7,
  test: 0,
  dimension: 4,
  outputs: 2,
  sparsity: 3,
  rank: 1,
  noise: 0.2,
} as const;
const chains: Case[] = [2, 3, 8, 13].map((depth): Case => ({
  name: `chain of depth ${depth}`,
  settings: { kind: 'chain', depth, target: 0.7, start: { product: 1, ratio: 1 } },
  plain: () => plainChain(0.7),
}));
const cases: Case[] = [
  ...chains,
  {
    name: 'quadratic map',
    settings: {
      kind: 'quadratic-map',
      parameters: 6,
      examples: 4,
      slope: 1.5,
      curvature: 0.8,
      teacher: 1,
      start: 'random',
    } as const,
    plain: ({ data }) => plainQuadraticMap(data, 6),
  },
  ...[1, 2, 3].map((depth): Case => ({
    name: `diagonal linear network of depth ${depth}`,
    settings: {
      kind: 'network',
      network: { kind: 'diagonal-linear', depth, init: 'normal', scale: 1 },
      data: teacher,
      loss: 'mean-squared-error',
    },
    plain: ({ data }) => plainDiagonalLinear(data, { depth, inputs: 4, outputs: 2 }),
  })),
  {
    name: 'mean of formulas',
    settings: {
      kind: 'expression',
      variables: ['x', 'z'],
      formula: [...plainFormulas.formulas],
      start: [1, 1],
    },
    plain: () => plainFormulas,
  },
];

/** ∇²ℓ·v and D³ℓ(v,v,·) from gradients in plain loops along v. */
function plainDerivatives({ value, gradient }: PlainObjective, w: readonly number[], v: readonly number[]) {
  const along = (t: number): number[] => gradient(w.map((x, i) => x + t * v[i]!));
  return {
    loss: [value(w)],
    gradient: gradient(w),
    hessianVector: w.map((_, i) => derivative((t) => along(t)[i]!)),
    thirdDerivative: w.map((_, i) => secondDerivative((t) => along(t)[i]!)),
  };
}

const bounds = { float64: 1e-9, float32: 2e-5 } as const; // of the differences in plain loops; of float32
const engines = backends.flatMap((backend) =>
  (['float64', 'float32'] as const).map((precision) => ({ backend, precision })),
);
const computations = engines.flatMap((engine) =>
  cases.map((one) => ({ ...one, engine, by: Object.values(engine).join(' ') })),
);

test.each(computations)(
  'derivatives to the third order are those in plain loops ($name, $by)',
  async ({ settings, plain, engine }) => {
    const objective = await build({ seed: 4, objective: settings });
    const normals = new RandomStream(8, 'point').normals(2 * objective.start.length);
    const [w, v] = [normals.slice(0, objective.start.length), normals.slice(objective.start.length)];
    // Near 1, so that a product of many factors is neither lost nor huge.
    const at = w.map((z) => 1 + 0.2 * z);
    const along = v.map((z) => 0.3 * z);
    const derivatives = derivativesModule(
      (layers) => objective.loss(layers),
      objective.layers.map(({ shape }) => shape),
    );
    const data = objective.data.map(({ name, shape }) => [name, shape] as const);
    const module = { ...derivatives, variables: { ...derivatives.variables, ...Object.fromEntries(data) } };
    const executor = await openExecutor(engine.backend);
    const session = await executor.open(module, { ...engine, threads: 1 });
    try {
      await session.write({
        w: at,
        v: along,
        ...Object.fromEntries(objective.data.map(({ name, values }) => [name, values])),
      });
      const found = await session.run('derivatives', {});
      const expected = plainDerivatives(plain(objective), [...at], [...along]);
      for (const [name, values] of Object.entries(expected))
        expect(distance(found[name]!, values), name).toBeLessThan(bounds[engine.precision]);
    } finally {
      await session.release();
    }
  },
);
