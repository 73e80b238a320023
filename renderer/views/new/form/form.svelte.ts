import { Objective } from '../../../../app/experiment/experiment.ts';
import { placeSteps, placeText } from '../../../../app/experiment/parse/place.ts';
import { isOptional, type Schema } from '../../../../app/experiment/parse/schema.ts';
import {
  fallbackOf,
  fits,
  shapesOf,
  type ObjectShape,
  type Shape,
} from '../../../../app/experiment/parse/shapes.ts';
import type { Problem } from '../../../../app/run/run.ts';
import type { DataFiles, Sendable } from '../../../state/data-files.svelte.ts';
import type { Draft } from '../../../state/draft.svelte.ts';
import { jsonText } from '../../../state/json-edit.ts';
import { beginning } from './beginnings.ts';
import { withFiles } from './data-choice.ts';

/** A key of an experiment, and what may stand there. */
export interface Entry {
  readonly place: string;
  readonly key: string;
  /** Kind of the object it is in, else the key under which that stands; `experiment` for the whole. */
  readonly owner: string;
  readonly schema: Schema;
}

const FIRST_STEPS = 1000; // of an experiment that does not say

/** One experiment of a draft, field by field: what is read from its text and written there. */
export class Form {
  readonly #draft: Draft;
  readonly files: DataFiles;
  /** What stood at a place in other shapes, so that going back to a kind finds it as it was. */
  readonly #left: Record<string, unknown> = {};
  /** The experiment shown; undefined where the text is none. */
  readonly #shown = $derived.by(() => this.#draft.written[this.#draft.chosen] ?? this.#draft.written[0]);
  readonly #problems: ReadonlyMap<string, readonly Problem[]> = $derived.by(() => {
    const outer = this.#shown?.place ?? '';
    const own = this.#draft.findings.flatMap(({ problem }) => {
      const place = inner(outer, problem.place ?? '');
      return place === null ? [] : [{ ...problem, place }];
    });
    return Map.groupBy(own, ({ place }) => place);
  });
  /** What is told at the foot of the form: of the field that has the keyboard, or the pointer. */
  told = $state.raw<{ readonly label: string; readonly text: string } | null>(null);

  constructor(draft: Draft, files: DataFiles) {
    this.#draft = draft;
    this.files = files;
  }

  /** Sends files to the lab and has the experiment's network learn them. */
  async take(files: readonly Sendable[]): Promise<void> {
    const kept = await this.files.keep(files);
    const data = withFiles(this.valueAt('objective.data'), kept);
    if (kept.length === 0 || !data || !this.ready) return;
    if (this.valueAt('objective.kind') !== 'network') {
      const entry = { place: 'objective', key: 'objective', owner: 'experiment', schema: Objective };
      this.choose(entry, shapesOf(Objective).find(({ name }) => name === 'network') ?? null);
    }
    this.write('objective.data', jsonText(data, 4));
  }

  /** Columns of the table that the experiment names; null where they are not known. */
  columns(): readonly string[] | null {
    const path = this.valueAt('objective.data.path');
    const known = typeof path === 'string' ? this.files.known[path] : undefined;
    if (!known || 'problem' in known || known.content.kind !== 'csv') return null;
    return known.content.columns.map(({ name }) => name);
  }

  /** Whether there is an object to show. */
  readonly ready = $derived.by(() => isObject(this.#shown?.written));

  /** What is written at a place; undefined where nothing is. */
  valueAt(place: string): unknown {
    return placeSteps(place).reduce<unknown>((value, step) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      return (value as Record<string | number, unknown>)[step];
    }, this.#shown?.written);
  }

  problemsAt(place: string): readonly Problem[] {
    return this.#problems.get(place) ?? [];
  }

  /** Problems of a place and of all inside it. */
  problemsWithin(place: string): readonly Problem[] {
    return [...this.#problems].flatMap(([at, problems]) => (inner(place, at) === null ? [] : problems));
  }

  /** A place of the text and all around it inside the experiment shown, the innermost first; none where it is of another experiment. */
  prefixesOf(placeInText: string): readonly string[] {
    const place = inner(this.#shown?.place ?? '', placeInText);
    if (place === null) return [];
    const steps = placeSteps(place);
    return steps.map((_, index) => placeText(steps.slice(0, steps.length - index)));
  }

  /** Keys that are written in an object and known nowhere. */
  unknownKeys(place: string, known: readonly string[]): readonly string[] {
    const value = this.valueAt(place);
    return isObject(value) ? Object.keys(value).filter((key) => !known.includes(key)) : [];
  }

  /** @param text as JSON */
  write(place: string, text: string): void {
    this.#draft.write([...placeSteps(this.#shown?.place ?? ''), ...placeSteps(place)], text);
  }

  remove(place: string): void {
    this.#draft.remove([...placeSteps(this.#shown?.place ?? ''), ...placeSteps(place)]);
  }

  /** Writes a value of another shape at a place; unknown keys of the object there stay. Null: leaves it out. */
  choose({ place, key, owner, schema }: Entry, shape: Shape | null): void {
    const before = this.valueAt(place);
    const old = before === undefined ? null : shownShape(schema, before);
    if (old) this.#left[`${place} ${old.name}`] = before;
    if (!shape) return this.remove(place);
    const steps = Number(this.valueAt('steps')) || FIRST_STEPS;
    const left = this.#left[`${place} ${shape.name}`];
    const value = beginning(shape, owner, key, { before, left, steps });
    if (value === undefined) return this.remove(place);
    const strange =
      old?.type === 'object' && isObject(before)
        ? Object.fromEntries(this.unknownKeys(place, keysOf(old)).map((name) => [name, before[name]]))
        : {};
    this.write(place, jsonText(isObject(value) ? { ...value, ...strange } : value, 2));
  }
}

/** The keys that an object of a shape may have. */
export function keysOf({ tag, entries }: ObjectShape): readonly string[] {
  return [...(tag === null ? [] : [tag]), ...Object.keys(entries)];
}

/**
 * The shape in which a value is shown: the one that it is written in or, where it is left out, that of its default. A text where a number is
 * expected is on its way to one.
 * @returns null where it is in none, or there is nothing to show
 */
export function shownShape(schema: Schema, written: unknown): Shape | null {
  const shapes = shapesOf(schema);
  const value = written ?? fallbackOf(schema);
  const found = shapes.find((shape) => fits(shape, value));
  if (found) return found;
  const [only, ...more] = shapes;
  if (only && more.length === 0 && (only.type !== 'object' || !isSwitched(schema))) return only;
  if (typeof value !== 'string' && (value !== undefined || isOptional(schema))) return null;
  return shapes.find(({ type }) => type === 'number' || type === 'text' || type === 'list') ?? null;
}

/** Whether what stands at a place is chosen first: one of several shapes, or whether there is an object at all. */
export function isSwitched(schema: Schema): boolean {
  const shapes = shapesOf(schema);
  const mayBeAbsent = isOptional(schema) && fallbackOf(schema) === undefined;
  return shapes.length > 1 || (mayBeAbsent && shapes[0]?.type === 'object');
}

/** The part of a place that lies inside another; null where it lies outside. */
function inner(outer: string, place: string): string | null {
  if (!place.startsWith(outer)) return null;
  const rest = place.slice(outer.length);
  if (rest === '' || outer === '' || rest.startsWith('[')) return rest;
  return rest.startsWith('.') ? rest.slice(1) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
