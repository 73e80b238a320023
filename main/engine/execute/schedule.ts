import { inOrder } from '../graph/order.ts';
import type { Program } from '../graph/program.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';
import type { Lowering, Value } from './lowering.ts';

/** Where the tensors of a program are written. */
export interface Places<Writer> {
  /** The value that stands for what is fed by a name. */
  readonly fedAs: (name: string) => Value;
  /** The graph that a tensor is written into. */
  readonly writerOf: (tensor: Tensor) => Writer;
  /** What stands in one graph for a value of another; the value itself where inner graphs see outer ones. */
  readonly enter?: (tensor: Tensor, value: Value, into: Writer) => Value;
}

/** What a program's results depend on, in the order in which it is written. */
export class Schedule<Writer> {
  readonly #lower: (tensor: Tensor) => Lowering<Writer>;
  readonly #lowerings = new Map<Tensor, Lowering<Writer>>();
  readonly #order: readonly Tensor[];
  /** Names and shapes of what is fed. */
  readonly fed = new Map<string, Shape>();

  /** @param lower how a tensor that is not fed becomes nodes */
  constructor(program: Program, lower: (tensor: Tensor) => Lowering<Writer>) {
    this.#lower = lower;
    const results = [...Object.values(program.outputs), ...Object.values(program.updates)];
    this.#order = inOrder(results, (tensor) => this.#operands(tensor));
    for (const { operation, shape } of this.#order)
      if (operation.op === 'input') this.fed.set(operation.name, shape);
  }

  /** Writes every tensor. @returns every tensor's value, as seen from a graph */
  write({ fedAs, writerOf, enter }: Places<Writer>): (tensor: Tensor, from: Writer) => Value {
    const values = new Map<Tensor, Value>();
    const valueOf = (tensor: Tensor, from: Writer): Value => {
      const value = values.get(tensor);
      if (value === undefined) throw new TypeError(`A ${tensor.operation.op} is used before it is written.`);
      return enter && writerOf(tensor) !== from ? enter(tensor, value, from) : value;
    };
    for (const tensor of this.#order) {
      const { operation } = tensor;
      if (operation.op === 'input') values.set(tensor, fedAs(operation.name));
      else {
        const lowering = this.#lowering(tensor);
        const writer = writerOf(tensor);
        const operands = lowering.operands.map((operand) => valueOf(operand, writer));
        values.set(tensor, lowering.write(writer, operands));
      }
    }
    return valueOf;
  }

  #operands(tensor: Tensor): readonly Tensor[] {
    return tensor.operation.op === 'input' ? [] : this.#lowering(tensor).operands;
  }

  #lowering(tensor: Tensor): Lowering<Writer> {
    const lowering = this.#lowerings.get(tensor) ?? this.#lower(tensor);
    this.#lowerings.set(tensor, lowering);
    return lowering;
  }
}

/** Tells whether a tensor depends on what is fed by some names; a program's own, and what a lowering makes of them. */
export function dependentOn(names: ReadonlySet<string>): (tensor: Tensor) => boolean {
  const dependent = new Map<Tensor, boolean>();
  return (tensor) => {
    const unknown = inOrder([tensor], ({ inputs }) => inputs.filter((input) => !dependent.has(input)));
    for (const each of unknown) {
      const { operation, inputs } = each;
      const named = operation.op === 'input' && names.has(operation.name);
      dependent.set(each, named || inputs.some((input) => dependent.get(input)));
    }
    return dependent.get(tensor) ?? false;
  };
}
