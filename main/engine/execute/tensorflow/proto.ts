import protobuf from 'protobufjs/light.js';
import type { Shape } from '../../graph/tensor.ts';

// The messages of a SavedModel that Ravine writes (saved_model.proto, graph.proto, function.proto, …), with their field numbers.

const field = (id: number, type: string): protobuf.IField => ({ id, type });
const repeated = (id: number, type: string): protobuf.IField => ({ id, type, rule: 'repeated' });
const map = (id: number, type: string): protobuf.IMapField => ({ id, type, keyType: 'string' });

const root = protobuf.Root.fromJSON({
  nested: {
    Dim: { fields: { size: field(1, 'int64') } },
    Shape: { fields: { dim: repeated(2, 'Dim') } },
    Tensor: {
      fields: { dtype: field(1, 'int32'), tensorShape: field(2, 'Shape'), tensorContent: field(4, 'bytes') },
    },
    List: { fields: { i: repeated(3, 'int64'), type: repeated(6, 'int32') } },
    Function: { fields: { name: field(1, 'string') } },
    Attribute: {
      oneofs: { value: { oneof: ['list', 's', 'i', 'b', 'type', 'shape', 'tensor', 'func'] } }, // else defaults are left out
      fields: {
        list: field(1, 'List'),
        s: field(2, 'bytes'),
        i: field(3, 'int64'),
        b: field(5, 'bool'),
        type: field(6, 'int32'),
        shape: field(7, 'Shape'),
        tensor: field(8, 'Tensor'),
        func: field(10, 'Function'),
      },
    },
    Node: {
      fields: {
        name: field(1, 'string'),
        op: field(2, 'string'),
        input: repeated(3, 'string'),
        device: field(4, 'string'),
        attr: map(5, 'Attribute'),
      },
    },
    Argument: { fields: { name: field(1, 'string'), type: field(3, 'int32') } },
    Signature: {
      fields: {
        name: field(1, 'string'),
        inputArg: repeated(2, 'Argument'),
        outputArg: repeated(3, 'Argument'),
      },
    },
    FunctionDefinition: {
      fields: {
        signature: field(1, 'Signature'),
        nodeDef: repeated(3, 'Node'),
        ret: map(4, 'string'),
        attr: map(5, 'Attribute'),
      },
    },
    Library: { fields: { function: repeated(1, 'FunctionDefinition') } },
    Versions: { fields: { producer: field(1, 'int32') } },
    Graph: {
      fields: { node: repeated(1, 'Node'), library: field(2, 'Library'), versions: field(4, 'Versions') },
    },
    MetaInfo: { fields: { tags: repeated(4, 'string') } },
    MetaGraph: { fields: { metaInfoDef: field(1, 'MetaInfo'), graphDef: field(2, 'Graph') } },
    SavedModel: {
      fields: { savedModelSchemaVersion: field(1, 'int64'), metaGraphs: repeated(2, 'MetaGraph') },
    },
  },
});

/** DataType. */
export const elementTypes = { float32: 1, float64: 2, int32: 3, bool: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** A shape; −1 is a dimension that is known when the graph is run. */
export interface ShapeProto {
  readonly dim: readonly { readonly size: number }[];
}

/** AttrValue: exactly one of these. */
export type Attribute =
  | { readonly list: { readonly type: readonly number[] } | { readonly i: readonly number[] } }
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: ShapeProto }
  | { readonly tensor: TensorProto }
  | { readonly func: { readonly name: string } };

export interface TensorProto {
  readonly dtype: number;
  readonly tensorShape: ShapeProto;
  /** Little-endian. */
  readonly tensorContent: Uint8Array;
}

export interface NodeProto {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

interface ArgumentProto {
  readonly name: string;
  readonly type: number;
}

export interface FunctionProto {
  readonly signature: {
    readonly name: string;
    readonly inputArg: readonly ArgumentProto[];
    readonly outputArg: readonly ArgumentProto[];
  };
  readonly nodeDef: readonly NodeProto[];
  /** The value inside that each output argument has. */
  readonly ret: Readonly<Record<string, string>>;
  readonly attr?: Readonly<Record<string, Attribute>>;
}

export function shapeProto(shape: Shape): ShapeProto {
  return { dim: shape.map((size) => ({ size })) };
}

export function typeAttribute(type: ElementType): Attribute {
  return { type: elementTypes[type] };
}

/** The tag under which the one graph of a SavedModel is found. */
export const TAG = 'serve';

const PRODUCER = 987; // of TensorFlow 2.9, the oldest that tfjs-node 4.22 brings

/** The bytes of saved_model.pb with this graph and library of functions. */
export function encodeSavedModel(
  node: readonly NodeProto[],
  functions: readonly FunctionProto[],
): Uint8Array {
  const model = root.lookupType('SavedModel');
  const graphDef = { node, library: { function: functions }, versions: { producer: PRODUCER } };
  const message = model.create({
    savedModelSchemaVersion: 1,
    metaGraphs: [{ metaInfoDef: { tags: [TAG] }, graphDef }],
  });
  return model.encode(message).finish();
}
