/** What a part of the measuring took along a run. */
export interface ProbeCost {
  /** `curvature`, `alignment`, `drift`, … */
  readonly probe: string;
  readonly measurements: number;
  /** Wall time, in seconds. */
  readonly seconds: number;
}
