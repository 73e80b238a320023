import { appearanceOf } from '../../../app/figure/appearance.ts';
import type { Line } from '../../../app/figure/line.ts';
import type { Stretch } from '../../../app/figure/stretch.ts';
import type { Picture } from './lesson.ts';

/** All steps of a picture. */
export function wholeOf({ curves }: Picture): Stretch {
  return { from: 0, to: Math.max(1, ...curves.map(({ step }) => step.at(-1) ?? 0)) };
}

/** The curves of a picture as charts draw them. */
export function linesOf(picture: Picture): readonly Line[] {
  const read = wholeOf(picture);
  return picture.curves.map(({ under, symbol, role, mirrored, shade = 100, step, value }) => ({
    run: under,
    figureCurve: { series: symbol, role, symbol, ...(mirrored ? { mirrored } : {}) },
    appearance: { ...appearanceOf(under), shade },
    curve: { step, value, read, density: Infinity, ended: true },
    x: step,
  }));
}
