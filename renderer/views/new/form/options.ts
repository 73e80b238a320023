import { isOptional } from '../../../../app/experiment/parse/schema.ts';
import { fallbackOf, fits, shapesOf, type Shape } from '../../../../app/experiment/parse/shapes.ts';
import { formatSetting } from '../../../../app/format/number.ts';
import { isSwitched, type Entry } from './form.svelte.ts';
import { shapeTitle, wordsOf } from './words.ts';

/** One line of a select. */
export interface Option {
  /** '' leaves the key out. */
  readonly value: string;
  readonly title: string;
}

/** What stands in grey where a key is left out: its default, or what its absence means; '' where there is nothing to say. */
export function absentText({ key, owner, schema }: Entry): string {
  const fallback = fallbackOf(schema);
  if (fallback === undefined || typeof fallback === 'object') return wordsOf(owner, key).absent ?? '';
  const shape = shapesOf(schema).find((one) => fits(one, fallback));
  return shape?.type === 'word' || shape?.type === 'choice'
    ? shapeTitle(owner, key, typeof fallback === 'string' ? fallback : formatSetting(fallback))
    : formatSetting(fallback);
}

/** The lines of a field's select: what is left out, then every shape, or every word that may be chosen. */
export function optionsOf(entry: Entry, shape: Shape | null): readonly Option[] {
  const { key, owner, schema } = entry;
  const left = isOptional(schema)
    ? [{ value: '', title: `${absentText(entry) || 'as usual'} (default)` }]
    : [];
  const titled = (name: string): Option => ({ value: name, title: shapeTitle(owner, key, name) });
  if (isSwitched(schema)) return [...left, ...shapesOf(schema).map(({ name }) => titled(name))];
  if (shape?.type === 'choice') return [...left, ...shape.options.map(titled)];
  if (shape?.type === 'flag')
    return [...left, { value: 'true', title: 'yes' }, { value: 'false', title: 'no' }];
  return [...left, ...(shape ? [titled(shape.name)] : [])];
}

/** The option that a written value is; null where it is none. */
export function chosenOption({ schema }: Entry, shape: Shape | null, written: unknown): string | null {
  if (written === undefined && isOptional(schema)) return '';
  if (isSwitched(schema)) return shape?.name ?? null;
  return ['string', 'number', 'boolean'].includes(typeof written)
    ? `${written as string | number | boolean}`
    : null;
}
