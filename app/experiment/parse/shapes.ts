import * as v from 'valibot';
import type { Bounds } from '../value.ts';
import { isChoosing, isList, isOptional, kindOf, objectsOf, tagOf, type Schema } from './schema.ts';

/** One of the ways in which a value of the experiment file may be written at a place. */
export type Shape =
  | { readonly type: 'word'; readonly name: string; readonly word: unknown }
  | { readonly type: 'number'; readonly name: string; readonly whole: boolean; readonly bounds: Bounds }
  | {
      readonly type: 'text';
      readonly name: string;
      /** Whether only texts of a pattern are allowed, which has no commas and no spaces. */
      readonly word: boolean;
    }
  | { readonly type: 'flag'; readonly name: string }
  | { readonly type: 'choice'; readonly name: string; readonly options: readonly string[] }
  | { readonly type: 'list'; readonly name: string; readonly item: Schema }
  | {
      readonly type: 'object';
      /** Its kind, where there are several. */
      readonly name: string;
      /** The key that tells its kind; null where there is only one. */
      readonly tag: string | null;
      /** The other keys. */
      readonly entries: Readonly<Record<string, Schema>>;
    };

export type ObjectShape = Extract<Shape, { type: 'object' }>;

/** What a schema that looks at the value first is shown, to find out what it lets stand there, and the shapes that are meant by it. */
const samples: readonly (readonly [sample: unknown, ...types: Shape['type'][]])[] = [
  [0, 'number'],
  ['', 'text', 'choice'],
  [[], 'list'],
  [{}, 'object'],
];

/** All ways in which a value of a schema may be written; each kind of an object is one. */
export function shapesOf(schema: Schema): readonly Shape[] {
  if (isOptional(schema)) return shapesOf(schema.wrapped);
  if (isChoosing(schema)) {
    return samples.flatMap(([sample, ...types]) =>
      shapesOf(schema.getter(sample)).filter(({ type }) => types.includes(type)),
    );
  }
  if (schema.type === 'union' && 'options' in schema) return (schema.options as Schema[]).flatMap(shapesOf);
  const objects = objectsOf(schema);
  if (objects.length > 0) return objects.map(objectShape);
  if (isList(schema)) return [{ type: 'list', name: 'list', item: schema.item }];
  if (schema.type === 'picklist' && 'options' in schema)
    return [{ type: 'choice', name: 'choice', options: schema.options as string[] }];
  if (schema.type === 'literal' && 'literal' in schema)
    return [{ type: 'word', name: String(schema.literal), word: schema.literal }];
  if (schema.type === 'boolean') return [{ type: 'flag', name: 'flag' }];
  if (schema.type === 'number') return [{ type: 'number', name: 'number', ...numberOf(schema) }];
  if (schema.type === 'string')
    return [{ type: 'text', name: 'text', word: actionsOf(schema).includes('regex') }];
  throw new Error(`The experiment file has a schema of type ${schema.type}, which has no shape.`);
}

function objectShape(schema: ReturnType<typeof objectsOf>[number]): ObjectShape {
  const kind = kindOf(schema);
  const tag = tagOf(schema);
  const entries = Object.fromEntries(
    Object.entries(schema.entries).filter(([key]) => kind === undefined || key !== tag),
  );
  return {
    type: 'object',
    name: typeof kind === 'string' ? kind : 'object',
    tag: kind === undefined ? null : tag,
    entries,
  };
}

function numberOf(schema: Schema): { readonly whole: boolean; readonly bounds: Bounds } {
  const { bounds } = v.getMetadata(schema) as { readonly bounds?: Bounds };
  return { whole: actionsOf(schema).includes('safe_integer'), bounds: bounds ?? {} };
}

/** What is asked of a value beside its type. */
function actionsOf(schema: Schema): readonly string[] {
  const actions = 'pipe' in schema ? (schema.pipe as readonly { readonly type: string }[]) : [];
  return actions.map(({ type }) => type);
}

/** Whether a value is written in a shape, whatever else is wrong with it. */
export function fits(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case 'word':
      return value === shape.word;
    case 'number':
      return typeof value === 'number';
    case 'text':
    case 'choice':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'object':
      if (!isObject(value)) return false;
      return shape.tag === null || value[shape.tag] === shape.name;
  }
}

/** What stands where a key is left out; undefined where it must not be, or nothing does. */
export function fallbackOf(schema: Schema): unknown {
  return isOptional(schema) ? schema.default : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
