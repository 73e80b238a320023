import { valueAt, type Schedule, type Scheduled } from './schedule.ts';

/**
 * The sum of a setting over the steps before t, Σ_{k<t} value(k): of a step size the time η·step that t steps take. In closed form, because a run may have
 * a thousand million steps; between two steps it goes on in a straight line.
 */
export function sumBefore(setting: Scheduled, step: number): number {
  if (typeof setting === 'number') return setting * step;
  const whole = Math.floor(step);
  const part = step - whole;
  return sumOf(setting, whole) + (part === 0 ? 0 : part * valueAt(setting, whole));
}

function sumOf(setting: Schedule, step: number): number {
  switch (setting.kind) {
    case 'warm-up': {
      const { from, to, steps } = setting;
      const rising = Math.min(step, steps);
      return ramp(from, to, steps, rising) + to * (step - rising);
    }
    case 'cosine': {
      const { from, to, steps, warmUp } = setting;
      const rising = Math.min(step, warmUp);
      const length = steps - warmUp;
      const falling = Math.min(step - rising, length);
      const mean = (from + to) / 2;
      return (
        ramp(0, from, warmUp, rising) +
        mean * falling +
        ((from - to) / 2) * cosines(Math.PI / length, falling) +
        to * (step - rising - falling)
      );
    }
    case 'piecewise':
      return setting.values.reduce((sum, value, index) => {
        const begin = Math.min(step, setting.at[index - 1] ?? 0);
        return sum + value * (Math.min(step, setting.at[index] ?? Infinity) - begin);
      }, 0);
  }
}

/** Σ_{k<n} of the line that goes from `from` at 0 to `to` at `steps`. */
function ramp(from: number, to: number, steps: number, n: number): number {
  return n === 0 ? 0 : from * n + ((to - from) * n * (n - 1)) / (2 * steps);
}

/** Σ_{k<n} cos kθ = sin(nθ/2) cos((n−1)θ/2) / sin(θ/2). */
function cosines(angle: number, n: number): number {
  return (Math.sin((n * angle) / 2) * Math.cos(((n - 1) * angle) / 2)) / Math.sin(angle / 2);
}
