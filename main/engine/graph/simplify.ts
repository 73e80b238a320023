import { inOrder } from './order.ts';
import type { Program } from './program.ts';
import { simplifyArithmetic } from './simplify/arithmetic.ts';
import { foldConstants } from './simplify/constants.ts';
import { simplifyLayout } from './simplify/layout.ts';
import type { Rewrite } from './simplify/rewrite.ts';
import { SharedNodes } from './simplify/shared-nodes.ts';
import type { Tensor } from './tensor.ts';

const simplifications: readonly Rewrite[] = [foldConstants, simplifyArithmetic, simplifyLayout];

/**
 * The same values from fewer nodes: equal subexpressions are shared, what depends on constants alone is computed, nodes that change nothing
 * are gone, and so is what no output depends on. Values stay the same in IEEE arithmetic but for the sign of zeros.
 * @param compositions what an executor has no operation for, as others: they are simplified in turn
 */
export function simplify(outputs: readonly Tensor[], compositions: readonly Rewrite[] = []): Tensor[] {
  const rewrites = [...simplifications, ...compositions];
  const shared = new SharedNodes();
  /** @param tensor new nodes over shared ones; programs of rewrites are a few nodes deep. */
  const settle = (tensor: Tensor): Tensor => {
    if (shared.has(tensor)) return tensor;
    const inputs = tensor.inputs.map(settle);
    const node = inputs.every((input, i) => input === tensor.inputs[i]) ? tensor : { ...tensor, inputs };
    for (const rewrite of rewrites) {
      const simpler = rewrite(node);
      if (simpler) return settle(simpler);
    }
    return shared.share(node);
  };
  const simple = new Map<Tensor, Tensor>();
  for (const tensor of inOrder(outputs)) {
    const inputs = tensor.inputs.map((input) => simple.get(input) ?? input);
    simple.set(tensor, settle({ ...tensor, inputs }));
  }
  return outputs.map((output) => simple.get(output) ?? output);
}

/** `simplify` over all outputs and updates of a program together. */
export function simplifyProgram(program: Program, compositions: readonly Rewrite[] = []): Program {
  const outputs = Object.entries(program.outputs);
  const updates = Object.entries(program.updates);
  const simple = simplify(
    [...outputs, ...updates].map(([, tensor]) => tensor),
    compositions,
  );
  const named = (entries: readonly (readonly [string, Tensor])[], from: number): Record<string, Tensor> =>
    Object.fromEntries(entries.map(([name, tensor], i) => [name, simple[from + i] ?? tensor]));
  return { ...program, outputs: named(outputs, 0), updates: named(updates, outputs.length) };
}
