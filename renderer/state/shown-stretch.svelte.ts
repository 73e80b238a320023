import { shortestOf, wholeOf } from '../../app/figure/abscissa.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import type { ComparisonAddress } from './address.ts';
import type { Places } from './places.svelte.ts';

/** The stretch of the horizontal axis that is shown, of all there is. */
export class ShownStretch {
  readonly #address: () => ComparisonAddress;
  readonly #places: Places;
  /** All there is by now. */
  readonly #wholeNow: Stretch = $derived.by(() => wholeOf(this.#places.all, this.#address().across));
  /** What it is an axis of. */
  readonly #axis: string = $derived.by(() => {
    const { abscissa, across } = this.#address();
    return [abscissa, across, ...this.#places.all.map(({ run }) => run.id)].join(' ');
  });
  /** All there was when curves were read last. */
  #held = $state.raw<{ readonly axis: string; readonly whole: Stretch } | null>(null);
  /** All there is as far as curves were read: while runs go on, axis and curves grow at once, and what is drawn is drawn once. */
  readonly whole: Stretch = $derived(this.#held?.axis === this.#axis ? this.#held.whole : this.#wholeNow);
  /** The shortest that can be shown. */
  readonly shortest: number = $derived.by(() => shortestOf(this.#places.all));
  readonly shown: Stretch = $derived.by(() => this.#shownOf(this.whole));
  /** What will be shown once its curves are read. */
  readonly next: Stretch = $derived.by(() => this.#shownOf(this.#wholeNow));

  constructor(address: () => ComparisonAddress, places: Places) {
    this.#address = address;
    this.#places = places;
  }

  /** It is as long as the curves that were just read. */
  grow(): void {
    const [axis, whole, held] = [this.#axis, this.#wholeNow, this.#held];
    const isSame = held?.axis === axis && held.whole.from === whole.from && held.whole.to === whole.to;
    if (!isSame) this.#held = { axis, whole };
  }

  #shownOf(whole: Stretch): Stretch {
    const { stretch, across } = this.#address();
    if (!stretch || across === 'linear') return stretch ?? whole;
    // A logarithmic axis has no place for 0.
    const from = Math.max(stretch.from, whole.from);
    return stretch.to > from ? { from, to: stretch.to } : whole;
  }
}
