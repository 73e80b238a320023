import type { InferenceSession } from 'onnxruntime-node';

/** How a session computes: on the CPU, exactly, with threads that do not keep the processor from others. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: ONLY_FATAL,
    extra: {
      session: { intra_op: { spin_duration_us: SPIN } },
      optimization: { disable_specified_optimizers: INEXACT },
    },
  };
}

/**
 * Microseconds for which a thread without work waits awake. Alone as fast as the runtime's own (a millisecond and more), but two engines
 * side by side on two cores take half the time for a step of 784-200-200-10 (23 against 45 ms).
 */
const SPIN = '20';
/** It puts the factor of a product into an attribute, a float32: eight digits of a product in float64. */
const INEXACT = 'MatMulScaleFusion';

const ONLY_FATAL = 4; // errors are thrown; they need not be on standard error too
