import { inOrder } from '../../graph/order.ts';
import type { Program } from '../../graph/program.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import type { GraphWriter, Value } from './graph-writer.ts';
import { lower } from './lower/lower.ts';
import type { Lowering } from './lower/lowering.ts';

/** What a program's results depend on, in the order in which it is written. */
export class Schedule {
  readonly #lowerings = new Map<Tensor, Lowering>();
  readonly #order: readonly Tensor[];
  /** Names and shapes of what is fed. */
  readonly fed = new Map<string, Shape>();
  readonly #isSteady: (tensor: Tensor) => boolean;

  /** @param isSteady whether a tensor is computed once and used in many runs */
  constructor(program: Program, isSteady: (tensor: Tensor) => boolean) {
    this.#isSteady = isSteady;
    const results = [...Object.values(program.outputs), ...Object.values(program.updates)];
    this.#order = inOrder(results, (tensor) => this.#operands(tensor));
    for (const { operation, shape } of this.#order)
      if (operation.op === 'input') this.fed.set(operation.name, shape);
  }

  /**
   * Writes every tensor.
   * @param fedAs the value that stands for what is fed by a name
   * @param writerOf the graph that a tensor is written into
   * @returns every tensor's value
   */
  write(
    fedAs: (name: string) => Value,
    writerOf: (tensor: Tensor) => GraphWriter,
  ): (tensor: Tensor) => Value {
    const values = new Map<Tensor, Value>();
    const valueOf = (tensor: Tensor): Value => {
      const value = values.get(tensor);
      if (value === undefined) throw new TypeError(`A ${tensor.operation.op} is used before it is written.`);
      return value;
    };
    for (const tensor of this.#order) {
      const { operation } = tensor;
      if (operation.op === 'input') values.set(tensor, fedAs(operation.name));
      else {
        const lowering = this.#lowering(tensor);
        values.set(tensor, lowering.write(writerOf(tensor), lowering.operands.map(valueOf)));
      }
    }
    return valueOf;
  }

  #operands(tensor: Tensor): readonly Tensor[] {
    return tensor.operation.op === 'input' ? [] : this.#lowering(tensor).operands;
  }

  #lowering(tensor: Tensor): Lowering {
    const lowering = this.#lowerings.get(tensor) ?? lower(tensor, this.#isSteady);
    this.#lowerings.set(tensor, lowering);
    return lowering;
  }
}
