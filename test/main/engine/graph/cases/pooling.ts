import * as build from '../../../../../main/engine/graph/build.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

/** Pooling of images [N, H, W, C] by squares, and its adjoint. */
function cases(
  [count, height, width, channels]: readonly [number, number, number, number],
  size: number,
): PrimitiveCase[] {
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  const at = (n: number, y: number, x: number, c: number): number =>
    ((n * height + y) * width + x) * channels + c;
  const name = `by ${size} of ${height} × ${width}`;
  return [
    {
      name: `average pool ${name}`,
      shapes: [[count, height, width, channels]],
      build: (x) => build.averagePool(x, size),
      compute: (x) =>
        list(count * rows * columns * channels, (i) => {
          const [n, r] = [
            Math.floor(i / (rows * columns * channels)),
            Math.floor(i / (columns * channels)) % rows,
          ];
          const [q, c] = [Math.floor(i / channels) % columns, i % channels];
          let total = 0;
          for (let y = r * size; y < (r + 1) * size; y++)
            for (let column = q * size; column < (q + 1) * size; column++) total += x[at(n, y, column, c)]!;
          return total / size ** 2;
        }),
    },
    {
      name: `average pool's adjoint ${name}`,
      shapes: [[count, rows, columns, channels]],
      build: (y) => build.averagePoolImages(y, size, [height, width]),
      compute: (y) => {
        const images = list(count * height * width * channels, () => 0);
        for (let n = 0; n < count; n++)
          for (let row = 0; row < rows * size; row++)
            for (let column = 0; column < columns * size; column++)
              for (let c = 0; c < channels; c++) {
                const square = (n * rows + Math.floor(row / size)) * columns + Math.floor(column / size);
                images[at(n, row, column, c)] = y[square * channels + c]! / size ** 2;
              }
        return images;
      },
    },
  ];
}

/** Pooling where the squares fill the images, and where rows or columns are left over. */
export const poolingCases: readonly PrimitiveCase[] = [
  ...cases([2, 4, 6, 2], 2),
  ...cases([1, 5, 3, 2], 2),
  ...cases([2, 3, 4, 1], 3),
];
