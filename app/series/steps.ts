import type { Steps } from './chunk.ts';

/** Number of steps. */
export function countSteps(steps: Steps): number {
  return steps.kind === 'regular' ? steps.count : steps.values.length;
}

/** The step at `index`, from 0. @throws RangeError outside. */
export function stepAt(steps: Steps, index: number): number {
  if (!(index >= 0 && index < countSteps(steps))) throw new RangeError(`No step at index ${index}.`);
  return steps.kind === 'regular' ? steps.first + index * steps.stride : steps.values[index]!;
}

/** The last step. @throws RangeError if there is none. */
export function lastStep(steps: Steps): number {
  return stepAt(steps, countSteps(steps) - 1);
}

/** All steps, one number each. */
export function expandSteps(steps: Steps): Float64Array {
  if (steps.kind === 'listed') return steps.values.slice();
  const values = new Float64Array(steps.count);
  for (let i = 0; i < steps.count; i++) values[i] = steps.first + i * steps.stride;
  return values;
}

/** Rising steps as three numbers where they are regular, else listed. */
export function compressSteps(values: Float64Array): Steps {
  const first = values[0] ?? 0;
  const stride = values.length > 1 ? values[1]! - first : 1;
  return values.every((step, i) => step === first + i * stride)
    ? { kind: 'regular', first, stride, count: values.length }
    : { kind: 'listed', values };
}

/** Steps `begin` to `end` − 1 by index. */
export function sliceSteps(steps: Steps, begin: number, end: number): Steps {
  if (steps.kind === 'listed') return { kind: 'listed', values: steps.values.slice(begin, end) };
  return { ...steps, first: steps.first + begin * steps.stride, count: Math.max(0, end - begin) };
}

/** `a`, then `b`: regular where together they are. */
export function joinSteps(a: Steps, b: Steps): Steps {
  if (countSteps(a) === 0) return b;
  if (countSteps(b) === 0) return a;
  if (a.kind === 'regular' && b.kind === 'regular') {
    const stride = b.first - lastStep(a);
    const fits = (steps: typeof a): boolean => steps.count === 1 || steps.stride === stride;
    if (fits(a) && fits(b)) return { kind: 'regular', first: a.first, stride, count: a.count + b.count };
  }
  const values = new Float64Array(countSteps(a) + countSteps(b));
  values.set(expandSteps(a));
  values.set(expandSteps(b), countSteps(a));
  return compressSteps(values);
}

/** How many steps come before `step`: the index of the first that is `step` or later. Steps rise. */
export function countBefore(steps: Steps, step: number): number {
  if (steps.kind === 'regular') {
    if (steps.stride <= 0) return step > steps.first ? steps.count : 0;
    return Math.min(steps.count, Math.max(0, Math.ceil((step - steps.first) / steps.stride)));
  }
  let [low, high] = [0, steps.values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps.values[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
