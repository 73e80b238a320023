// Lengths of a drawing, in pixels.

export const WIDTH = 720;
export const LEFT = 64;
export const RIGHT = 20;
export const TOP = 62;
/** Panels, the ticks of the upper one between them. */
export const BETWEEN = 40;

/** Buckets of a curve that this width has pixels for. */
export const drawingBuckets = WIDTH - LEFT - RIGHT;

/** Of a letter's height, its width on the average. */
export const LETTER = 0.56;
