import type { Shape, Tensor, Window } from '../../../graph/tensor.ts';
import { bufferAt, type Bind } from './kernel.ts';

/**
 * Calls `meet` wherever a filter lies on an image, in the order of the convolution's result: with the offsets of the pixel's channels, of the
 * filters' weights of that pixel [channels, outputs], and of the outputs at that place. Zeros around the image are left out.
 */
function sweep(
  [count = 1, height = 1, width = 1, channels = 1]: Shape,
  [filterHeight = 1, filterWidth = 1]: Shape,
  [, rows = 1, columns = 1, outputs = 1]: Shape,
  { stride, before: [top, left] }: Window,
  meet: (pixel: number, weights: number, place: number) => void,
): void {
  for (let n = 0; n < count; n++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const place = ((n * rows + row) * columns + column) * outputs;
        for (let i = 0; i < filterHeight; i++) {
          const y = row * stride + i - top;
          if (y < 0 || y >= height) continue;
          for (let j = 0; j < filterWidth; j++) {
            const x = column * stride + j - left;
            if (x < 0 || x >= width) continue;
            const pixel = ((n * height + y) * width + x) * channels;
            meet(pixel, (i * filterWidth + j) * channels * outputs, place);
          }
        }
      }
}

const shapeAt = (node: Tensor, index: number): Shape => node.inputs[index]?.shape ?? [];

/** Images under filters; sums in float64 whatever the precision of the buffers. */
export function bindConvolution(window: Window): Bind {
  return (node, inputs, out) => {
    const [images, filters] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
    const [imageShape, filterShape] = [shapeAt(node, 0), shapeAt(node, 1)];
    const [channels, outputs] = [filterShape[2] ?? 1, filterShape[3] ?? 1];
    const totals = new Float64Array(out.length);
    return () => {
      totals.fill(0);
      sweep(imageShape, filterShape, node.shape, window, (pixel, weights, place) => {
        for (let c = 0; c < channels; c++) {
          const value = images[pixel + c]!;
          const row = weights + c * outputs;
          for (let o = 0; o < outputs; o++) totals[place + o]! += value * filters[row + o]!;
        }
      });
      out.set(totals);
    };
  };
}

/** Its adjoint in the images. */
export function bindConvolutionImages(window: Window): Bind {
  return (node, inputs, out) => {
    const [cotangent, filters] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
    const [cotangentShape, filterShape] = [shapeAt(node, 0), shapeAt(node, 1)];
    const [channels, outputs] = [filterShape[2] ?? 1, filterShape[3] ?? 1];
    const totals = new Float64Array(out.length);
    return () => {
      totals.fill(0);
      sweep(node.shape, filterShape, cotangentShape, window, (pixel, weights, place) => {
        for (let c = 0; c < channels; c++) {
          const row = weights + c * outputs;
          let total = 0;
          for (let o = 0; o < outputs; o++) total += cotangent[place + o]! * filters[row + o]!;
          totals[pixel + c]! += total;
        }
      });
      out.set(totals);
    };
  };
}

/** Its adjoint in the filters. */
export function bindConvolutionFilters(window: Window): Bind {
  return (node, inputs, out) => {
    const [images, cotangent] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
    const [imageShape, cotangentShape] = [shapeAt(node, 0), shapeAt(node, 1)];
    const [channels, outputs] = [node.shape[2] ?? 1, node.shape[3] ?? 1];
    const totals = new Float64Array(out.length);
    return () => {
      totals.fill(0);
      sweep(imageShape, node.shape, cotangentShape, window, (pixel, weights, place) => {
        for (let c = 0; c < channels; c++) {
          const value = images[pixel + c]!;
          const row = weights + c * outputs;
          for (let o = 0; o < outputs; o++) totals[row + o]! += value * cotangent[place + o]!;
        }
      });
      out.set(totals);
    };
  };
}
