/**
 * What is timed: a loop of SAM steps with loss, ‖g‖, ascent loss and ‖g⁺‖ of every step; one step of gradient descent with loss and ‖g‖;
 * ∇²ℓ·v; D³ℓ(v,v,·).
 */
export const quantities = ['sam', 'gd', 'hvp', 'd3'] as const;
export type Quantity = (typeof quantities)[number];

/** What the first call from the start returned: the scalars of the first step and of the last, or norm and product with v of a derivative. */
export interface Checked {
  readonly first: readonly number[];
  readonly last?: readonly number[];
}

/** Names of the numbers of `Checked`. */
export const checkedNames: Readonly<Record<Quantity, readonly string[]>> = {
  sam: ['loss', '‖g‖', 'ascent loss', '‖g⁺‖'],
  gd: ['loss', '‖g‖'],
  hvp: ['‖Hv‖', 'v·Hv'],
  d3: ['‖D³ℓ(v,v,·)‖', 'D³ℓ(v,v,v)'],
};
