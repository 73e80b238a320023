/** Which figures are in sight, or nearly: they are read first, and what is dear to read and to draw waits till then. */
export class Sights {
  #cards = $state.raw<ReadonlyMap<string, ReadonlySet<string>>>(new Map());

  /** Whether anything is known of them. */
  get areKnown(): boolean {
    return this.#cards.size > 0;
  }

  /** Whether any card of a figure is. */
  has(figure: string): boolean {
    return (this.#cards.get(figure)?.size ?? 0) > 0;
  }

  /** Says whether a card of a figure is. */
  tell(figure: string, card: string, isSeen: boolean): void {
    const before = this.#cards.get(figure);
    if (before?.has(card) === isSeen) return;
    const now = new Set(before);
    if (isSeen) now.add(card);
    else now.delete(card);
    this.#cards = new Map(this.#cards).set(figure, now);
  }
}
