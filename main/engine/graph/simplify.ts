import { inOrder } from './order.ts';
import type { Program } from './program.ts';
import { isAccumulation } from './primitive/accumulate.ts';
import { simplifyAccumulation } from './simplify/accumulate.ts';
import { simplifyArithmetic } from './simplify/arithmetic.ts';
import { foldConstants } from './simplify/constants.ts';
import { simplifyLayout } from './simplify/layout.ts';
import type { Rewrite } from './simplify/rewrite.ts';
import { SharedNodes } from './simplify/shared-nodes.ts';
import type { Tensor } from './tensor.ts';

const rewrites: readonly Rewrite[] = [
  foldConstants,
  simplifyArithmetic,
  simplifyLayout,
  simplifyAccumulation,
];

/**
 * The same values from fewer nodes: equal subexpressions are shared, what depends on constants alone is computed, nodes that change nothing
 * are gone, and so is what no output depends on. Values stay the same in IEEE arithmetic but for the sign of zeros.
 */
export function simplify(outputs: readonly Tensor[]): Tensor[] {
  return simplifyInto(new SharedNodes(), outputs);
}

/** @param shared the nodes of a program and of the bodies in it, so that equal bodies are one */
function simplifyInto(shared: SharedNodes, outputs: readonly Tensor[]): Tensor[] {
  /** @param tensor new nodes over shared ones; programs of rewrites are a few nodes deep. */
  const settle = (tensor: Tensor): Tensor => {
    if (shared.has(tensor)) return tensor;
    const inputs = tensor.inputs.map(settle);
    const same = inputs.every((input, i) => input === tensor.inputs[i]);
    const node = withSimpleBody(shared, same ? tensor : { ...tensor, inputs });
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

function withSimpleBody(shared: SharedNodes, node: Tensor): Tensor {
  if (!isAccumulation(node)) return node;
  const [body = node.operation.body] = simplifyInto(shared, [node.operation.body]);
  return { ...node, operation: { ...node.operation, body } };
}

/** `simplify` over all outputs and updates of a program together. */
export function simplifyProgram(program: Program): Program {
  const outputs = Object.entries(program.outputs);
  const updates = Object.entries(program.updates);
  const simple = simplify([...outputs, ...updates].map(([, tensor]) => tensor));
  const named = (entries: readonly (readonly [string, Tensor])[], from: number): Record<string, Tensor> =>
    Object.fromEntries(entries.map(([name, tensor], i) => [name, simple[from + i] ?? tensor]));
  return { ...program, outputs: named(outputs, 0), updates: named(updates, outputs.length) };
}
