import type { Tensor } from '../tensor.ts';

/** Longer constants are the same only if they are the same array: comparing all their numbers would cost more than it saves. */
const LONGEST_COMPARED_CONSTANT = 64;

/** One node for every distinct operation on the same inputs (hash consing). */
export class SharedNodes {
  readonly #byKey = new Map<string, Tensor>();
  readonly #shared = new Set<Tensor>();
  readonly #numbers = new Map<unknown, number>();

  /** Whether this very node is one of the shared. */
  has(node: Tensor): boolean {
    return this.#shared.has(node);
  }

  /** The node that stands for this one; its inputs are shared nodes. */
  share(node: Tensor): Tensor {
    const key = this.#key(node);
    const known = this.#byKey.get(key);
    if (known) return known;
    this.#byKey.set(key, node);
    this.#shared.add(node);
    return node;
  }

  #key({ operation, inputs, shape }: Tensor): string {
    const sources = inputs.map((input) => this.#number(input));
    if (operation.op === 'add' || operation.op === 'mul') sources.sort((a, b) => a - b);
    return `${this.#operationKey(operation)}|${sources.join()}|${shape.join()}`;
  }

  #operationKey(operation: Tensor['operation']): string {
    if (operation.op === 'accumulate')
      return `accumulate ${operation.count} ${operation.sliced} #${this.#number(operation.body)}`;
    if (operation.op !== 'constant') return JSON.stringify(operation);
    const { values } = operation;
    if (values.length > LONGEST_COMPARED_CONSTANT) return `constant #${this.#number(values)}`;
    return `constant ${Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))).join()}`;
  }

  #number(thing: object): number {
    const known = this.#numbers.get(thing) ?? this.#numbers.size;
    this.#numbers.set(thing, known);
    return known;
  }
}
