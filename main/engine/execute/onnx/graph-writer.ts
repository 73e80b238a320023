import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import {
  attributeTypes,
  elementTypes,
  type AttributeProto,
  type ElementType,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './proto.ts';

/** An attribute by its kind: a whole number, several, or a word. */
export type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** A dimension that is known, or the name of one that is known when the graph is run. */
export type Dimension = number | string;

/** Writes the nodes of one ONNX graph in order. The same operation on the same values is written once. */
export class GraphWriter {
  readonly precision: Precision;
  readonly #prefix: string;
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #written = new Map<string, Value>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  #inner = 0;

  /** @param prefix of the names of its values, different from that of a graph around it */
  constructor(precision: Precision, prefix: string) {
    this.precision = precision;
    this.#prefix = prefix;
  }

  /** Declares a value that enters the graph. */
  input(name: Value, shape: readonly Dimension[], type: ElementType = this.precision): Value {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Lets a value leave the graph under a name of its own. */
  output(name: Value, value: Value, shape: readonly Dimension[], type: ElementType = this.precision): void {
    this.#nodes.push({ opType: 'Identity', input: [value], output: [name], attribute: [] });
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** A writer of a graph inside this one, whose names are none of this graph's. */
  inside(): GraphWriter {
    return new GraphWriter(this.precision, `${this.#prefix}${this.#inner++}/`);
  }

  /** Declares a value that enters the graph, under a name of this graph's own. */
  enter(name: string, shape: readonly Dimension[], type?: ElementType): Value {
    return this.input(`${this.#prefix}${name}`, shape, type);
  }

  /** Lets a value leave the graph under a name of this graph's own. */
  leave(name: string, value: Value, shape: readonly Dimension[], type?: ElementType): void {
    this.output(`${this.#prefix}${name}`, value, shape, type);
  }

  /** Writes an operation with one result, unless it is written already. */
  node(opType: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    const key = `${opType}|${inputs.join()}|${JSON.stringify(attributes)}`;
    const value =
      this.#written.get(key) ?? this.#push(opType, inputs, attributeProtos(attributes), 1)[0] ?? '';
    this.#written.set(key, value);
    return value;
  }

  /** Writes a Loop over a body; @returns its results. */
  loop(inputs: readonly Value[], body: GraphProto, results: number): readonly Value[] {
    return this.#push('Loop', inputs, [{ name: 'body', g: body, type: attributeTypes.graph }], results);
  }

  /** A list of whole numbers: axes, shapes, positions. */
  integers(values: readonly number[]): Value {
    return this.#initializer('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** Numbers in the graph's precision; one value stands for all elements. */
  numbers(values: Float64Array, shape: Shape): Value {
    const count = shape.reduce((product, dimension) => product * dimension, 1);
    const all = values.length === count ? values : new Float64Array(count).fill(values[0] ?? 0);
    return this.#initializer(
      this.precision,
      shape,
      this.precision === 'float32' ? Float32Array.from(all) : all,
    );
  }

  /** A single number. */
  number(value: number): Value {
    return this.numbers(Float64Array.of(value), []);
  }

  /** The truth value that keeps a loop going. */
  truth(): Value {
    return this.#initializer('bool', [], Uint8Array.of(1));
  }

  /** The graph as written so far. */
  graph(): GraphProto {
    return {
      name: 'program',
      node: this.#nodes,
      initializer: this.#initializers,
      input: this.#inputs,
      output: this.#outputs,
    };
  }

  #initializer(
    type: ElementType,
    dims: readonly number[],
    values: ArrayBufferView & ArrayLike<unknown>,
  ): Value {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key =
      values.length <= LONGEST_SHARED_CONSTANT
        ? `${type}|${dims.join()}|${Buffer.from(rawData).toString('hex')}`
        : null;
    const known = key === null ? undefined : this.#written.get(key);
    if (known !== undefined) return known;
    const name = this.#fresh(0);
    this.#initializers.push({ name, dims, dataType: elementTypes[type], rawData });
    if (key !== null) this.#written.set(key, name);
    return name;
  }

  #push(
    opType: string,
    input: readonly Value[],
    attribute: readonly AttributeProto[],
    results: number,
  ): readonly Value[] {
    const output = Array.from({ length: results }, (_, i) => this.#fresh(i));
    this.#nodes.push({ opType, input, output, attribute });
    return output;
  }

  #fresh(result: number): Value {
    return `${this.#prefix}${this.#nodes.length + this.#initializers.length}.${result}`;
  }
}

const LONGEST_SHARED_CONSTANT = 64; // comparing longer ones costs more than it saves

function valueInfo(name: Value, type: ElementType, shape: readonly Dimension[]): ValueInfoProto {
  const dim = shape.map((dimension) =>
    typeof dimension === 'number' ? { dimValue: dimension } : { dimParam: dimension },
  );
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}

function attributeProtos(attributes: Attributes): AttributeProto[] {
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'number') return { name, i: value, type: attributeTypes.integer };
    if (typeof value === 'string')
      return { name, s: new TextEncoder().encode(value), type: attributeTypes.string };
    return { name, ints: value, type: attributeTypes.integers };
  });
}
