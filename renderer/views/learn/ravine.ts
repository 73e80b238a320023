import { cycle, type Cycle } from '../../../app/dynamics/cycle.ts';
import { descend, type Path } from '../../../app/dynamics/descent.ts';
import { surfaceOf, type Point, type Surface } from '../../../app/dynamics/surface.ts';
import { toys, type Toy } from '../../../app/dynamics/toys.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';
import { firstLandscape, type LandscapeAddress } from '../../state/landscape-address.ts';
import { around } from '../landscape/rectangle.ts';
import type { Dial, Settings } from './lesson.ts';

/** The ravine ½(1 + y²)x² and SAM in it, from its cycle at the height y₀ on. */
export interface Ravine {
  readonly toy: Toy;
  readonly surface: Surface;
  readonly start: Point;
  readonly steps: number;
  readonly sam: Path<Point>;
}

const found = toys.find(({ name }) => name === 'ravine');
const parsed = parseFormula(found?.formula ?? '', ['x', 'y']);
if (!found || !('formula' in parsed)) throw new Error('The toy "ravine" has no formula.');
const toy = found;
const surface = surfaceOf(parsed.formula);

const MOST = 600; // steps, so that a dial is followed at once
const LEAST = 100;

export const dials: readonly Dial[] = [
  { name: 'stepSize', symbol: 'η', title: 'step size η', least: 0.02, greatest: 0.38, by: 0.01, first: 0.1 },
  { name: 'radius', symbol: 'ρ', title: 'radius ρ', least: 0.02, greatest: 0.2, by: 0.01, first: 0.1 },
  {
    name: 'height',
    symbol: 'y₀',
    title: 'height y₀ of the start; λ₁ = 1 + y₀² there',
    least: 0.5,
    greatest: 2,
    by: 0.1,
    first: 2,
  },
];

/** λ₁ on the valley at the start. */
export function firstSharpness({ height = 0 }: Settings): number {
  return 1 + height ** 2;
}

/** The cycle at the start; there is one for 0 < ηλ₁ < 2, which the dials keep to. */
export function firstCycle(settings: Settings): Cycle | null {
  return cycle(settings['stepSize'] ?? 0, settings['radius'] ?? 0, firstSharpness(settings));
}

/** Steps in which λ₁ falls visibly: the fall takes about 1/(ηρ²). */
function stepsOf({ stepSize = 1, radius = 1 }: Settings): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, 1 / (stepSize * radius ** 2))));
}

/** SAM in the ravine, its radius and its steps by factors of the settings'. */
export function ravine(settings: Settings, factor = { radius: 1, steps: 1 }): Ravine {
  const { stepSize = 0, radius = 0, height = 0 } = settings;
  const ownRadius = factor.radius * radius;
  const amplitude = firstCycle({ ...settings, radius: ownRadius })?.amplitude ?? ownRadius;
  const start: Point = [amplitude, height];
  const steps = factor.steps * stepsOf(settings);
  return {
    toy,
    surface,
    start,
    steps,
    sam: descend(surface.gradient, start, { stepSize, radius: ownRadius, steps }),
  };
}

/** GD from the same start. */
export function descentIn({ start, steps }: Ravine, { stepSize = 0 }: Settings): Path<Point> {
  return descend(surface.gradient, start, { stepSize, radius: 0, steps });
}

/** The same in the Landscape view. */
export function landscapeOf(
  { start, steps, sam }: Ravine,
  { stepSize = 0, radius = 0 }: Settings,
): LandscapeAddress {
  return {
    ...firstLandscape,
    formula: toy.formula,
    start,
    stepSize,
    radius,
    steps,
    shown: around([...sam.iterates, ...sam.ascents]) ?? firstLandscape.shown,
  };
}
