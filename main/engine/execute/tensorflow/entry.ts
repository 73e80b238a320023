import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Value } from '../lowering.ts';
import { GraphWriter } from './graph-writer.ts';
import { shapeProto, typeAttribute, type NodeProto } from './proto.ts';

/** A way to run a part of a graph: the tensors that are fed and fetched, by the names they have in a program. */
export interface Entry {
  readonly feeds: Readonly<Record<string, string>>;
  readonly fetches: Readonly<Record<string, string>>;
  /** Tensors that are fetched for what is done until they are there: all variables assigned. */
  readonly effects: readonly string[];
}

/** The name under which an entry is fed a count, a whole number. No input of a program is called so. */
export const COUNT = '';

/**
 * Writes what one entry computes. Variables are read before any is assigned, and everything fetched is there after all are assigned.
 * TensorFlow.js carries no float64: such numbers cross the border bit for bit as pairs of int32.
 */
export class EntryWriter {
  readonly graph: GraphWriter;
  readonly #prefix: string;
  readonly #handles: ReadonlyMap<string, string>;
  readonly #feeds: Record<string, string> = {};
  readonly #reads = new Map<string, string>();
  readonly #assigned: { readonly handle: string; readonly value: Value }[] = [];
  readonly #fetched = new Map<string, Value>();

  /** @param handles the nodes of the variables */
  constructor(precision: Precision, prefix: string, handles: ReadonlyMap<string, string>) {
    this.graph = new GraphWriter(precision, prefix, 'graph');
    this.#prefix = prefix;
    this.#handles = handles;
  }

  /** The value of numbers that are fed; −1 stands for a dimension known when they are. */
  feed(name: string, shape: Shape): Value {
    const { precision } = this.graph;
    if (precision === 'float32') return this.#placeholder(name, 'float32', shape);
    const pairs = this.#placeholder(name, 'int32', [...shape, 2]);
    return this.graph.typed('Bitcast', [pairs], {
      T: typeAttribute('int32'),
      type: typeAttribute('float64'),
    });
  }

  count(): Value {
    return this.#placeholder(COUNT, 'int32', []);
  }

  variable(name: string): Value {
    const attributes = { dtype: typeAttribute(this.graph.precision) };
    const read =
      this.#reads.get(name) ?? this.graph.place('ReadVariableOp', [this.#handle(name)], attributes);
    this.#reads.set(name, read);
    return this.graph.result('ReadVariableOp', read, 0);
  }

  assign(name: string, value: Value): void {
    this.#assigned.push({ handle: this.#handle(name), value });
  }

  fetch(name: string, value: Value): void {
    this.#fetched.set(name, value);
  }

  /** The entry and all nodes it is made of. */
  finish(): { readonly entry: Entry; readonly nodes: readonly NodeProto[] } {
    const { graph } = this;
    const { precision } = graph;
    const reads = [...this.#reads.values()].map((name) => `^${name}`);
    const assigned = this.#assigned.map(({ handle, value }) => {
      const inputs = [handle, value, ...reads];
      return `^${graph.place('AssignVariableOp', inputs, { dtype: typeAttribute(precision) })}`;
    });
    const leave = (name: string, type: 'float32' | 'int32', value: Value): string => {
      const node = graph.place('Identity', [value, ...assigned], { T: typeAttribute(type) }, name);
      return graph.result('Identity', node, 0);
    };
    const fetches = Object.fromEntries(
      [...this.#fetched].map(([name, value], i) => [
        name,
        precision === 'float32'
          ? leave(`out${i}`, 'float32', value)
          : leave(`out${i}`, 'int32', graph.node('Bitcast', [value], { type: typeAttribute('int32') })),
      ]),
    );
    const effects = this.#fetched.size === 0 ? [leave('done', 'int32', graph.integer(0))] : [];
    return { entry: { feeds: this.#feeds, fetches, effects }, nodes: graph.nodes };
  }

  #placeholder(name: string, type: 'float32' | 'int32', shape: Shape): Value {
    const known = this.#feeds[name];
    if (known !== undefined) return known;
    const attributes = { dtype: typeAttribute(type), shape: { shape: shapeProto(shape) } };
    const node = this.graph.place('Placeholder', [], attributes, `in${Object.keys(this.#feeds).length}`);
    return (this.#feeds[name] = `${node}:0`);
  }

  #handle(name: string): string {
    const handle = this.#handles.get(name);
    if (handle === undefined)
      throw new TypeError(`There is no variable ${name} in the graph ${this.#prefix}.`);
    return handle;
  }
}
