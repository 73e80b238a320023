/** Numbers in one precision or the other. */
export type Numbers = Float32Array | Float64Array;
