/**
 * Thins points that come in rising order of step to the minimum and the maximum of each of some stretches: of `buckets` equal ones of [from, to], or
 * of those that begin at the steps that `buckets` lists, rising. Both are kept at their own steps, in order: an oscillation of period two is never hidden, as it is by any stride. The first and the
 * last point are kept too. NaN shows only where a whole stretch is NaN.
 */
export class Thinning {
  readonly #bucketOf: (step: number) => number;
  readonly #step: Float64Array;
  readonly #value: Float64Array;
  #count = 0;
  #bucket = -1;
  #minStep = 0;
  #min = NaN;
  #maxStep = 0;
  #max = NaN;
  #lastStep = NaN;
  #lastValue = NaN;

  constructor(from: number, to: number, buckets: Buckets) {
    this.#bucketOf = typeof buckets === 'number' ? equal(from, to, buckets) : beginning(buckets);
    const most = 2 * countBuckets(buckets) + 2;
    this.#step = new Float64Array(most);
    this.#value = new Float64Array(most);
  }

  /** A point. */
  point(step: number, value: number): void {
    if (this.#bucket === -1) this.#emit(step, value);
    this.#lastStep = step;
    this.#lastValue = value;
    this.extremes(step, step, value, step, value);
  }

  /** A whole block of points known by its extremes; it counts to the stretch in which it begins (`first`). */
  extremes(first: number, minStep: number, min: number, maxStep: number, max: number): void {
    const bucket = this.#bucketOf(first);
    if (bucket !== this.#bucket) {
      this.#flush();
      this.#bucket = bucket;
      this.#minStep = minStep;
      this.#min = min;
      this.#maxStep = maxStep;
      this.#max = max;
      return;
    }
    if (min < this.#min || Number.isNaN(this.#min)) {
      this.#minStep = minStep;
      this.#min = min;
    }
    if (max > this.#max || Number.isNaN(this.#max)) {
      this.#maxStep = maxStep;
      this.#max = max;
    }
  }

  /** What is left. */
  finish(): { readonly step: Float64Array; readonly value: Float64Array } {
    this.#flush();
    if (!Number.isNaN(this.#lastStep)) this.#emit(this.#lastStep, this.#lastValue);
    return { step: this.#step.slice(0, this.#count), value: this.#value.slice(0, this.#count) };
  }

  #flush(): void {
    if (this.#bucket === -1) return;
    if (this.#minStep <= this.#maxStep) {
      this.#emit(this.#minStep, this.#min);
      this.#emit(this.#maxStep, this.#max);
    } else {
      this.#emit(this.#maxStep, this.#max);
      this.#emit(this.#minStep, this.#min);
    }
  }

  #emit(step: number, value: number): void {
    if (this.#count > 0 && step <= this.#step[this.#count - 1]!) return;
    this.#step[this.#count] = step;
    this.#value[this.#count] = value;
    this.#count++;
  }
}

/** Stretches of steps: so many equal ones, or those that begin at these rising steps. */
export type Buckets = number | readonly number[];

/** Number of stretches. */
export function countBuckets(buckets: Buckets): number {
  return typeof buckets === 'number' ? buckets : buckets.length;
}

function equal(from: number, to: number, buckets: number): (step: number) => number {
  const perStep = to > from ? buckets / (to - from) : 0;
  return (step) => Math.min(buckets - 1, Math.floor((step - from) * perStep));
}

/** Points come in rising order, so that one walk serves all. What lies before the first stretch counts to it. */
function beginning(begins: readonly number[]): (step: number) => number {
  let bucket = 0;
  return (step) => {
    while (bucket + 1 < begins.length && begins[bucket + 1]! <= step) bucket++;
    return bucket;
  };
}

/** Whether `points` are too many to be drawn one by one in stretches of two points each. */
export function isThinned(points: number, buckets: Buckets): boolean {
  return points > 2 * countBuckets(buckets);
}

/** A series thinned over its own range; as it is where it is short enough. Steps rise. */
export function thin(
  step: Float64Array,
  value: Float64Array,
  buckets: number,
): { readonly step: Float64Array; readonly value: Float64Array } {
  if (!isThinned(step.length, buckets)) return { step, value };
  const thinning = new Thinning(step[0]!, step.at(-1)!, buckets);
  for (let i = 0; i < step.length; i++) thinning.point(step[i]!, value[i]!);
  return thinning.finish();
}
