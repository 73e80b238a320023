import * as v from 'valibot';

/** A schema of the experiment file as valibot describes it. */
export type Schema = v.GenericSchema;

/** An object with fixed keys. */
type ObjectSchema = v.StrictObjectSchema<Readonly<Record<string, Schema>>, undefined>;
type KindsSchema = Schema & { readonly options: readonly ObjectSchema[] };
type ListSchema = v.ArraySchema<Schema, undefined>;
type OptionalSchema = v.OptionalSchema<Schema, unknown>;
type ChoosingSchema = v.LazySchema<Schema>;

const isObjectSchema = (schema: Schema): schema is ObjectSchema => schema.type === 'strict_object';
const isKindsSchema = (schema: Schema): schema is KindsSchema => schema.type === 'variant';
export const isList = (schema: Schema): schema is ListSchema => schema.type === 'array';
export const isOptional = (schema: Schema): schema is OptionalSchema => schema.type === 'optional';
/** Whether what is expected depends on what stands there: a number, or an object of its own. */
export const isChoosing = (schema: Schema): schema is ChoosingSchema => schema.type === 'lazy';

/** Objects that may stand where a schema is: one, or one of each kind; none where it describes no object. */
export function objectsOf(schema: Schema): readonly ObjectSchema[] {
  if (isOptional(schema)) return objectsOf(schema.wrapped);
  if (isChoosing(schema)) return objectsOf(schema.getter({}));
  if (isKindsSchema(schema)) return schema.options;
  return isObjectSchema(schema) ? [schema] : [];
}

/** Keys whose words tell the objects of one place apart. */
const tags = ['kind', 'law'];

/** The key that tells an object from the others of its place. */
export function tagOf({ entries }: ObjectSchema): string {
  return tags.find((key) => key in entries) ?? 'kind';
}

/** The kind that an object is of, where it has one. */
export function kindOf(schema: ObjectSchema): unknown {
  const kind = schema.entries[tagOf(schema)];
  return kind && 'literal' in kind ? kind.literal : undefined;
}
