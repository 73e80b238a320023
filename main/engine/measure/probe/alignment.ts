import { cosine } from '../../curvature/vector.ts';
import type { Findings, Moment, Probe } from './probe.ts';

/** How gradient and ascent gradient lie to the leading eigenvector at w_t, and to each other. On a quadratic cos(g⁺, u₁) ≥ cos(g, u₁). */
export const alignments: Probe = {
  name: 'alignment',
  at: ({ gradients: { gradient, ascentGradient }, here }: Moment): Findings => {
    const leading = here.pairs[0]!.vector;
    if (gradient.every((value) => value === 0)) return { values: {} }; // no direction
    return {
      values: {
        gradientAlignment: Math.abs(cosine(gradient, leading)),
        ...(ascentGradient
          ? {
              ascentAlignment: Math.abs(cosine(ascentGradient, leading)),
              gradientCosine: cosine(gradient, ascentGradient),
            }
          : {}),
      },
    };
  },
};
