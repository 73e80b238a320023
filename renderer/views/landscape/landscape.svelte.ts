import { cycle } from '../../../app/dynamics/cycle.ts';
import { descend, midpointAt, oscillationAt, type Path } from '../../../app/dynamics/descent.ts';
import { surfaceOf, type Local, type Point, type Surface } from '../../../app/dynamics/surface.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';
import { firstLandscape, type LandscapeAddress } from '../../state/landscape-address.ts';
import type { Route } from '../../state/route.svelte.ts';
import { contourMap } from './contours.ts';
import { startProblem } from './experiments.ts';
import { around } from './rectangle.ts';

/** The two that are followed side by side. */
export type Follower = 'gd' | 'sam';
export const followers: readonly Follower[] = ['gd', 'sam'];

/** What can be said of a path at one of its steps. */
export interface Reading {
  readonly step: number;
  readonly point: Point;
  readonly local: Local;
  /** |δ|, the distance from the middle of the bounce along its u₁; null at the ends of the path. */
  readonly amplitude: number | null;
  /** λ₁ at the middle of the bounce; null at the ends. */
  readonly middleSharpness: number | null;
  /** a = ηρλ₁/(2−ηλ₁) there; null at the ends, under GD, and outside 0 < ηλ₁ < 2. */
  readonly predicted: number | null;
}

const TURNS = 40; // iterates that "the bounce" is made of

/** A landscape with the paths on it; everything follows from the address. */
export class Landscape {
  readonly #route: Route;
  readonly address: LandscapeAddress = $derived.by(() =>
    this.#route.address.view === 'landscape' ? this.#route.address : firstLandscape,
  );
  readonly #formula = $derived(this.address.formula);
  readonly surface: Surface | null = $derived.by(() => {
    const parsed = parseFormula(this.#formula, ['x', 'y']);
    return 'formula' in parsed ? surfaceOf(parsed.formula) : null;
  });
  readonly #shown = $derived(this.address.shown);
  readonly #mapped = $derived(this.address.mapped);
  readonly map = $derived.by(() => {
    const { surface } = this;
    if (!surface) return null;
    return contourMap(this.#mapped === 'loss' ? surface.loss : surface.sharpness, this.#shown);
  });
  readonly #start = $derived(this.address.start);
  readonly #stepSize = $derived(this.address.stepSize);
  readonly #radius = $derived(this.address.radius);
  readonly #steps = $derived(this.address.steps);
  readonly startProblem = $derived.by(() => (this.surface ? startProblem(this.address) : null));
  readonly paths: Readonly<Record<Follower, Path<Point>>> | null = $derived.by(() => {
    const { surface } = this;
    if (!surface || !Number.isFinite(surface.loss(this.#start))) return null;
    const settings = { stepSize: this.#stepSize, steps: this.#steps };
    return {
      gd: descend(surface.gradient, this.#start, { ...settings, radius: 0 }),
      sam: descend(surface.gradient, this.#start, { ...settings, radius: this.#radius }),
    };
  });
  /** The step shown. */
  readonly at = $derived(Math.min(this.address.at ?? Infinity, this.#steps));

  constructor(route: Route) {
    this.#route = route;
  }

  change(part: Partial<Omit<LandscapeAddress, 'view'>>): void {
    this.#route.amend({ ...this.address, ...part });
  }

  /** What is read off a path at the step shown, or at its end where that is earlier. */
  reading(follower: Follower): Reading | null {
    const { surface, paths } = this;
    if (!surface || !paths) return null;
    const { iterates } = paths[follower];
    const step = Math.min(this.at, iterates.length - 1);
    const point = iterates[step];
    if (!point) return null;
    const before = Math.max(1, Math.min(step, iterates.length - 2)); // the last iterate has no next one
    const middle = midpointAt(iterates, before);
    const there = middle && surface.local(middle);
    const amplitude = there && oscillationAt(iterates, before, there.direction);
    const radius = follower === 'sam' ? this.#radius : 0;
    return {
      step,
      point,
      local: surface.local(point),
      amplitude: amplitude === null ? null : Math.abs(amplitude),
      middleSharpness: there?.sharpness ?? null,
      predicted:
        there && radius > 0 ? (cycle(this.#stepSize, radius, there.sharpness)?.amplitude ?? null) : null,
    };
  }

  /** Shows both paths whole. */
  fitPaths(): void {
    this.#fit(followers.flatMap((follower) => this.paths?.[follower].iterates ?? []));
  }

  /** Shows what SAM does around the step shown: its last turns and their ascent points. */
  fitBounce(): void {
    const sam = this.paths?.sam;
    if (!sam) return;
    const last = Math.min(this.at, sam.iterates.length - 1) + 1;
    const from = Math.max(0, last - TURNS);
    this.#fit([...sam.iterates.slice(from, last), ...sam.ascents.slice(from, last)]);
  }

  #fit(points: readonly Point[]): void {
    const shown = around(points);
    if (shown) this.change({ shown });
  }
}
