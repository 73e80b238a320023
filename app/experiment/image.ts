import type { Block } from './network.ts';

/** Height, width and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** Side of the filters of every convolution. */
export const FILTER_SIDE = 3;

/** What a block makes of its images. */
export interface BlockShapes {
  readonly entering: ImageShape;
  readonly convolved: ImageShape;
  readonly pooled: ImageShape;
}

/** The images' shapes in every block of a network. A side is 0 or less from where on the images are too small for it. */
export function blockShapes(image: ImageShape, blocks: readonly Block[]): BlockShapes[] {
  let entering = image;
  return blocks.map((block) => {
    const side = (before: number): number => convolvedSide(before, block);
    const convolved: ImageShape = [side(entering[0]), side(entering[1]), block.filters];
    const pooled: ImageShape = [
      pooledSide(convolved[0], block),
      pooledSide(convolved[1], block),
      block.filters,
    ];
    const shapes = { entering, convolved, pooled };
    entering = pooled;
    return shapes;
  });
}

function convolvedSide(side: number, { stride, padding }: Block): number {
  return padding === 'same' ? Math.ceil(side / stride) : Math.floor((side - FILTER_SIDE) / stride) + 1;
}

function pooledSide(side: number, { pool }: Block): number {
  return Math.floor(side / pool);
}

/** The first block for which images are too small: the place of what does not fit inside the network, and what is expected. */
export function blockMisfit(
  image: ImageShape,
  blocks: readonly Block[],
): { readonly place: string; readonly message: string } | null {
  const shapes = blockShapes(image, blocks);
  const index = shapes.findIndex(({ pooled }) => Math.min(...pooled) < 1);
  const found = shapes[index];
  const block = blocks[index];
  if (!found || !block) return null;
  const { entering, convolved } = found;
  const size = ([height, width]: ImageShape): string => `${height} × ${width} pixels`;
  if (Math.min(...convolved) < 1)
    return {
      place: `blocks[${index}].padding`,
      message: `Expected "same": a valid convolution needs ${FILTER_SIDE} × ${FILTER_SIDE} pixels, and the images have ${size(entering)} there.`,
    };
  return {
    place: `blocks[${index}].pool`,
    message: `Expected at most ${Math.min(convolved[0], convolved[1])}, as the images have ${size(convolved)} there, got ${block.pool}.`,
  };
}
