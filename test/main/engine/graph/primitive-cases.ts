import { accumulateCases } from './cases/accumulate.ts';
import { contractionCases, maximumCases } from './cases/contraction.ts';
import { convolutionCases } from './cases/convolution.ts';
import { elementwiseCases } from './cases/elementwise.ts';
import { poolingCases } from './cases/pooling.ts';
import type { PrimitiveCase } from './cases/primitive-case.ts';
import { rearrangementCases } from './cases/rearrangement.ts';

export { maximumCases };

/** Every primitive with a derivative. */
export const primitiveCases: readonly PrimitiveCase[] = [
  ...elementwiseCases,
  ...contractionCases,
  ...rearrangementCases,
  ...convolutionCases,
  ...poolingCases,
  ...accumulateCases,
];
