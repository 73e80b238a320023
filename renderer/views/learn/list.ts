import { bounce } from './bounce.ts';
import { drift } from './drift.ts';
import type { Lesson } from './lesson.ts';
import { thirdDerivative } from './third-derivative.ts';

/** The three claims of paper A, in their order. */
export const lessons: readonly Lesson[] = [bounce, drift, thirdDerivative];
