/** β of m ← βm + d, and whether the step is d + βm (Nesterov's) instead of m (heavy ball). */
export interface Momentum {
  readonly momentum: number;
  readonly nesterov?: boolean | undefined;
}

/**
 * The ηλ up to which descent with momentum is stable on a quadratic: 2, of the heavy ball 2(1+β), of Nesterov's (2+2β)/(1+2β) (docs/theory.md
 * section 4; D, appendix B). A bounce of period two has its amplitude from the same number.
 */
export function stabilityLimit({ momentum, nesterov = false }: Momentum): number {
  return (2 + 2 * momentum) / (nesterov ? 1 + 2 * momentum : 1);
}
