import fc from 'fast-check';

/** Small experiments of every kind of objective, as users write them. */
const originals: readonly Json[] = [
  {
    version: 1,
    name: 'bounce',
    seed: 3,
    objective: { kind: 'quadratic', eigenvalues: [4, 1, 0.5], rotate: true, start: [1, 0.5, 0.25] },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05, epsilon: 'auto' },
    steps: 12,
    precision: 'float64',
    backend: 'reference',
    threads: 1,
    noise: 0,
    measure: { sharpness: { every: 4, count: 2, tolerance: 1e-3 } },
    stop: { gradientNorm: 0, lossFactor: 1e6 },
  },
  {
    version: 1,
    objective: { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(1+y^2)*x^2', start: [1, 2] },
    optimizer: { kind: 'gd', stepSize: 0.05 },
    steps: 12,
    backend: 'reference',
  },
  {
    version: 1,
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [3], activation: 'tanh', init: 'glorot-normal', scale: 1 },
      data: { kind: 'chebyshev', degree: 3, points: 5 },
      loss: 'mean-squared-error',
    },
    optimizer: { kind: 'gd', stepSize: 0.05 },
    steps: 8,
    backend: 'reference',
  },
];

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a slip of the hand, or another program, may put in a value's stead. */
const slips: readonly Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  3,
  1e300,
  '',
  '0.1',
  'sam',
  'linear',
  [],
  [0],
  {},
  { kind: 'gd' },
];

type Change = (value: Json, rest: readonly string[]) => Json | undefined;

/** `count` texts, each an experiment with one or two things changed or, now and then, cut short. Always the same. */
export function mutants(count: number): string[] {
  const mutant = fc
    .record({
      original: fc.constantFrom(...originals),
      changes: fc.array(fc.record({ at: fc.nat(), how: fc.nat(4), slip: fc.constantFrom(...slips) }), {
        minLength: 1,
        maxLength: 2,
      }),
      cut: fc.nat(1000),
    })
    .map(({ original, changes, cut }) => {
      const changed = changes.reduce(change, original);
      const text = JSON.stringify(changed, null, 2);
      return cut % 16 === 0 ? text.slice(0, Math.floor((cut / 1000) * text.length)) : text;
    });
  return fc.sample(fc.noBias(mutant), { seed: 20, numRuns: count });
}

function change(
  whole: Json,
  { at, how, slip }: { readonly at: number; readonly how: number; readonly slip: Json },
): Json {
  const places = placesOf(whole);
  const place = places[at % places.length] ?? [];
  const ways: readonly Change[] = [
    (value) => (typeof value === 'number' ? 2 * value : slip),
    () => slip,
    () => undefined,
    (value) => (isObject(value) ? { ...value, extra: slip } : [value, slip]),
    (value) =>
      typeof value === 'number'
        ? value / 2
        : typeof value === 'boolean'
          ? !value
          : typeof value === 'string'
            ? `${value}x`
            : [value],
  ];
  return edit(whole, place, ways[how] ?? (() => slip)) ?? null;
}

/** Every place below the whole. */
function placesOf(value: Json): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...placesOf(inner).map((place) => [key, ...place]),
  ]);
}

function edit(value: Json, [key, ...rest]: readonly string[], by: Change): Json | undefined {
  if (key === undefined) return by(value, rest);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const edited = name === key ? edit(inner, rest, by) : inner;
    return edited === undefined ? [] : [[name, edited]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
