import type { Session } from '../execute/executor.ts';
import type { LinearOperator } from './lanczos.ts';

/**
 * v ↦ ∇²ℓ(point)·v by a session's program `hessianVectorProducts`: as many products in one call as the program makes, `together`; where there
 * are fewer vectors, zeros fill it up.
 * @param point flat [parameters]
 */
export function hessianAt(session: Session, point: Float64Array, together: number): LinearOperator {
  const n = point.length;
  return async (vectors) => {
    const images: Float64Array[] = [];
    for (let first = 0; first < vectors.length; first += together) {
      const stacked = new Float64Array(together * n);
      const some = vectors.slice(first, first + together);
      some.forEach((vector, i) => stacked.set(vector, i * n));
      const { products } = await session.run('hessianVectorProducts', { point, vectors: stacked });
      images.push(...some.map((_, i) => products!.subarray(i * n, (i + 1) * n)));
    }
    return images;
  };
}
