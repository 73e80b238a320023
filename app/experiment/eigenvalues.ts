import * as v from 'valibot';
import { integer, list, listOr, number } from './value.ts';

const MOST = 2000;

const count = integer({ min: 1, max: MOST });

/** What every law has: how many eigenvalues there are, and how many of them are negative. */
const sized = {
  dimension: count,
  /** The last `count` of the dimension are `value`; the law is that of the others. */
  negative: v.optional(v.strictObject({ count: v.optional(count, 1), value: number({ below: 0 }) })),
};

/** λᵢ = largest·i^(−exponent), i = 1, 2, … */
const PowerLaw = v.strictObject({
  law: v.literal('power'),
  ...sized,
  largest: v.optional(number({ above: 0 }), 1),
  exponent: v.optional(number({ min: 0, max: 10 }), 1),
});

/** `largeCount` eigenvalues `large`, the others `small`. */
const TwoScaleLaw = v.strictObject({
  law: v.literal('two-scale'),
  ...sized,
  large: v.optional(number({ above: 0 }), 1),
  largeCount: v.optional(count, 1),
  small: v.optional(number({ min: 0 }), 0.01),
});

/** `multiplicity` eigenvalues `largest`, the others equally spaced below it down to `smallest`. */
const DegenerateLaw = v.strictObject({
  law: v.literal('degenerate'),
  ...sized,
  largest: v.optional(number({ above: 0 }), 1),
  multiplicity: v.optional(integer({ min: 2, max: MOST }), 2),
  smallest: v.optional(number({ min: 0 }), 0.1),
});

/** The eigenvalues of a quadratic: a list, or a law that gives one. */
export const Eigenvalues = listOr(
  list(number(), { of: 'finite numbers, or a law of them', min: 1, max: MOST }),
  v.variant('law', [PowerLaw, TwoScaleLaw, DegenerateLaw]),
);
export type Eigenvalues = v.InferOutput<typeof Eigenvalues>;
export type EigenvalueLaw = Exclude<Eigenvalues, readonly unknown[]>;

/** The eigenvalues as a list: as written, or as their law gives them, largest first and the negative ones last. */
export function eigenvalueList(eigenvalues: Eigenvalues): readonly number[] {
  if (Array.isArray(eigenvalues)) return eigenvalues;
  const { negative } = eigenvalues;
  return [
    ...lawful(eigenvalues),
    ...Array.from({ length: negative?.count ?? 0 }, () => negative?.value ?? 0),
  ];
}

/** How many eigenvalues the law itself gives: those that are not negative. */
export function lawfulCount({ dimension, negative }: EigenvalueLaw): number {
  return dimension - (negative?.count ?? 0);
}

function lawful(law: EigenvalueLaw): number[] {
  const length = lawfulCount(law);
  switch (law.law) {
    case 'power':
      return Array.from({ length }, (_, i) => law.largest * (i + 1) ** -law.exponent);
    case 'two-scale':
      return Array.from({ length }, (_, i) => (i < law.largeCount ? law.large : law.small));
    case 'degenerate': {
      const { largest, multiplicity, smallest } = law;
      const spacing = (largest - smallest) / (length - multiplicity);
      return Array.from({ length }, (_, i) =>
        i < multiplicity ? largest : smallest + (length - 1 - i) * spacing,
      );
    }
  }
}
