/** A vector of parameters. */
export type Vector = readonly number[];

/** Constant settings of plain descent; radius 0 is GD. */
export interface Descent {
  /** η. */
  readonly stepSize: number;
  /** ρ. */
  readonly radius: number;
  readonly steps: number;
}

/** What a descent went through. */
export interface Path<V extends Vector> {
  /** w₀, w₁, …: one more than there were steps. */
  readonly iterates: readonly V[];
  /** w + ρĝ of each step, at which its gradient was taken; w itself under GD. */
  readonly ascents: readonly V[];
  /** `rests`: the gradient was exactly zero. `left`: the next iterate would not have been a finite number. */
  readonly end: 'steps' | 'rests' | 'left';
}

/** w ← w − η∇ℓ(w + ρ g/‖g‖) from a start on (docs/theory.md, section 1), in float64, as a run without noise, momentum or schedules does it. */
export function descend<V extends Vector>(
  gradient: (w: V) => V,
  start: V,
  { stepSize, radius, steps }: Descent,
): Path<V> {
  const iterates = [start];
  const ascents: V[] = [];
  let w = start;
  for (let step = 0; step < steps; step++) {
    const g = gradient(w);
    const norm = Math.hypot(...g);
    if (norm === 0) return { iterates, ascents, end: 'rests' };
    const ascent = radius === 0 ? w : moved(w, radius / norm, g);
    w = moved(w, -stepSize, radius === 0 ? g : gradient(ascent));
    if (!w.every(Number.isFinite)) return { iterates, ascents, end: 'left' };
    ascents.push(ascent);
    iterates.push(w);
  }
  return { iterates, ascents, end: 'steps' };
}

/** w + by·d. */
function moved<V extends Vector>(w: V, by: number, d: V): V {
  return w.map((value, index) => value + by * (d[index] ?? 0)) as readonly number[] as V;
}

/** u·(½w_t − ¼w_{t−1} − ¼w_{t+1}): how far the iterate lies from the middle of its neighbours (docs/theory.md, Symbols); null at the ends. */
export function oscillationAt<V extends Vector>(iterates: readonly V[], step: number, u: V): number | null {
  const [before, here, after] = [iterates[step - 1], iterates[step], iterates[step + 1]];
  if (!before || !here || !after) return null;
  return u.reduce(
    (sum, value, i) => sum + value * (0.5 * here[i]! - 0.25 * before[i]! - 0.25 * after[i]!),
    0,
  );
}

/** w*_t = ¼(w_{t−1} + 2w_t + w_{t+1}), the middle of the bounce; null at the ends. */
export function midpointAt<V extends Vector>(iterates: readonly V[], step: number): V | null {
  const [before, here, after] = [iterates[step - 1], iterates[step], iterates[step + 1]];
  if (!before || !here || !after) return null;
  return here.map((value, i) => 0.25 * before[i]! + 0.5 * value + 0.25 * after[i]!) as readonly number[] as V;
}
