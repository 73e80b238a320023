import type { Precision } from '../../../../app/experiment/experiment.ts';
import { size, type Shape } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import { outputArguments } from './output-arguments.ts';
import {
  elementTypes,
  shapeProto,
  typeAttribute,
  type Attribute,
  type ElementType,
  type FunctionProto,
  type NodeProto,
} from './proto.ts';

export type Attributes = Readonly<Record<string, Attribute>>;

/** Writes the nodes of a graph, or of a function of its library, in order. The same operation on the same values is written once. */
export class GraphWriter {
  readonly precision: Precision;
  readonly nodes: NodeProto[] = [];
  readonly #prefix: string;
  readonly #function: boolean;
  readonly #written = new Map<string, string>();

  /**
   * @param prefix of the names of its nodes, different for all that are written into one graph
   * @param place functions name the results of nodes in another way than graphs
   */
  constructor(precision: Precision, prefix: string, place: 'graph' | 'function') {
    this.precision = precision;
    this.#prefix = prefix;
    this.#function = place === 'function';
  }

  /** Writes an operation on numbers of the graph's precision, its attribute T. @returns its first result */
  node(op: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.typed(op, inputs, { T: typeAttribute(this.precision), ...attributes });
  }

  /** Writes an operation whose attributes name all types themselves. @returns its first result */
  typed(op: string, inputs: readonly Value[], attributes: Attributes): Value {
    return this.result(op, this.place(op, inputs, attributes), 0);
  }

  /** Writes an operation, once, or under a name of its own. @returns its name */
  place(op: string, inputs: readonly Value[], attr: Attributes, name?: string): string {
    if (name !== undefined) return this.#push(name, op, inputs, attr);
    const key = `${op}|${inputs.join()}|${JSON.stringify(attr)}`;
    const placed = this.#written.get(key) ?? this.#push(`${this.nodes.length}`, op, inputs, attr);
    this.#written.set(key, placed);
    return placed;
  }

  /** A result of the operation of a name. */
  result(op: string, name: string, index: number): Value {
    return this.#function ? `${name}:${outputArguments(op)}:${index}` : `${name}:${index}`;
  }

  /** Whole numbers: axes, shapes, positions. */
  integers(values: readonly number[], shape: Shape = [values.length]): Value {
    return this.#constant('int32', shape, Int32Array.from(values));
  }

  /** One whole number. */
  integer(value: number): Value {
    return this.integers([value], []);
  }

  /** Numbers in the graph's precision; one value stands for all elements. */
  numbers(values: Float64Array, shape: Shape): Value {
    const all = values.length === size(shape) ? values : new Float64Array(size(shape)).fill(values[0] ?? 0);
    return this.#constant(this.precision, shape, this.precision === 'float32' ? Float32Array.from(all) : all);
  }

  /** A single number. */
  number(value: number): Value {
    return this.numbers(Float64Array.of(value), []);
  }

  /** What is written so far, as a function of its arguments. */
  function(
    name: string,
    inputs: readonly { readonly name: string; readonly type: ElementType }[],
    outputs: readonly { readonly name: string; readonly type: ElementType; readonly value: Value }[],
  ): FunctionProto {
    const argument = (each: { readonly name: string; readonly type: ElementType }) => ({
      name: each.name,
      type: elementTypes[each.type],
    });
    return {
      signature: { name, inputArg: inputs.map(argument), outputArg: outputs.map(argument) },
      nodeDef: this.nodes,
      ret: Object.fromEntries(outputs.map((output) => [output.name, output.value])),
    };
  }

  #constant(type: ElementType, shape: Shape, values: ArrayBufferView & ArrayLike<unknown>): Value {
    const tensorContent = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key =
      values.length <= LONGEST_SHARED_CONSTANT
        ? `${type}|${shape.join()}|${Buffer.from(tensorContent).toString('hex')}`
        : null;
    const tensor = { dtype: elementTypes[type], tensorShape: shapeProto(shape), tensorContent };
    const attributes = { dtype: typeAttribute(type), value: { tensor } };
    const known = key === null ? undefined : this.#written.get(key);
    const name = known ?? this.#push(`${this.nodes.length}`, 'Const', [], attributes);
    if (key !== null) this.#written.set(key, name);
    return this.result('Const', name, 0);
  }

  #push(name: string, op: string, input: readonly Value[], attr: Attributes): string {
    const placed = `${this.#prefix}${name}`;
    this.nodes.push({ name: placed, op, input, attr });
    return placed;
  }
}

const LONGEST_SHARED_CONSTANT = 64; // comparing longer ones costs more than it saves
