const MOST = 24; // along a run: enough for a curve of ‖w_A − w_B‖
const MOST_BYTES = 16e6; // of a run's snapshots in the store

/**
 * Steps between the parameter snapshots kept with a run. They depend on length and size alone, so that two runs from the same start
 * are snapped at the same steps and can be compared; Infinity for parameters so many that only start and end are kept.
 */
export function snapshotStride(steps: number, parameters: number): number {
  const count = Math.min(MOST, Math.floor(MOST_BYTES / (8 * parameters)));
  return count === 0 ? Infinity : Math.ceil(steps / count);
}
