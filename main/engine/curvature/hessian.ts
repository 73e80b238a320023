import type { Session } from '../execute/executor.ts';
import { toFloat32, toFloat64 } from '../execute/float32.ts';
import type { Numbers } from '../numbers.ts';
import { rows, stack, type Block } from './algebra.ts';
import type { LinearOperator } from './lanczos.ts';

const PRODUCTS = 'hessianVectorProducts';

/**
 * v ↦ ∇²ℓ(point)·v by a session's program `hessianVectorProducts`: as many products in one call as the program makes, `together`; where there
 * are fewer vectors, zeros fill it up.
 * @param point flat [parameters]
 */
export function hessianAt(session: Session, point: Float64Array, together: number): LinearOperator {
  const apply = blockHessianAt(session, point, together);
  return async (vectors) => {
    const images: Float64Array[] = [];
    for (let first = 0; first < vectors.length; first += together)
      images.push(...rows(await apply(stack(vectors.slice(first, first + together)))).map(toFloat64));
    return images;
  };
}

/** H·v for each vector of a block, in the numbers that the block has. */
export type BlockOperator = (vectors: Block<Numbers>) => Promise<Block<Numbers>>;

/** As `hessianAt`, of blocks of at most `together` vectors: those that have the session's own numbers are neither copied nor converted. */
export function blockHessianAt(session: Session, point: Float64Array, together: number): BlockOperator {
  let single: Float32Array | null = null;
  return async ({ data, count }) => {
    const vectors = filled(data, together * point.length);
    const first = count * point.length;
    if (vectors instanceof Float64Array) {
      const { products } = await session.run(PRODUCTS, { point, vectors });
      return { data: products!.subarray(0, first), count };
    }
    single ??= toFloat32(point);
    const { products } = await session.runHeld(PRODUCTS, { point: single, vectors });
    return { data: products!.subarray(0, first), count };
  };
}

/** With zeros up to a length. */
function filled(data: Numbers, length: number): Numbers {
  if (data.length === length) return data;
  const all = data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  all.set(data);
  return all;
}
