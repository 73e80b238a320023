/** A recorded value at the linked cursor, and where it lies on the horizontal axis: at the cursor, or at the measurement before it. */
export interface Pointed {
  readonly place: number;
  readonly value: number;
}
