import type { Figure } from '../../app/figure/figure.ts';
import { turned } from '../../app/figure/scale.ts';

interface Shown {
  /** Names of figures on the scale that is not theirs by itself. */
  readonly turned: readonly string[];
  /** Whether what is drawn stands side by side. */
  readonly columns: boolean;
}

/** A figure on the scale and in the panels it is shown in. */
export function shownFigure(figure: Figure, { turned: names, columns }: Shown): Figure {
  switch (figure.kind) {
    case 'steps': {
      const scaled = figure.turns && names.includes(figure.name) ? turned(figure) : figure;
      if (!columns) return scaled;
      // A pair has no column of its own.
      return figure.beside ? { ...scaled, wide: true } : { ...scaled, panels: 'each', wide: false };
    }
    case 'plane':
      return columns && figure.panels === 'together' ? { ...figure, panels: 'each', wide: false } : figure;
    case 'events':
      return figure;
  }
}
