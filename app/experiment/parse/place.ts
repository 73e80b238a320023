/** One step into a value: a key or an index. */
export type PlaceStep = string | number;

/** A place in an experiment file as text: `optimizer.stepSize`, `objective.eigenvalues[3]`; the whole is ''. */
export function placeText(steps: readonly PlaceStep[]): string {
  return steps.reduce<string>((place, step) => placeWithin(place, step), '');
}

/** The place of a key or an index inside the value at `place`. */
export function placeWithin(place: string, step: PlaceStep): string {
  if (typeof step === 'number') return `${place}[${step}]`;
  if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `${place}[${JSON.stringify(step)}]`;
  return place === '' ? step : `${place}.${step}`;
}

/** The steps of a place: the inverse of `placeText`. */
export function placeSteps(place: string): PlaceStep[] {
  return [...place.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(
    ([, index, quoted, key]) => {
      if (index !== undefined) return Number(index);
      return quoted === undefined ? key! : (JSON.parse(quoted) as string);
    },
  );
}
