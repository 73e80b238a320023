import { formatNumber } from '../format/number.ts';
import { layerLabel } from './plane-words.ts';
import type { PlaneLayer } from './plane.ts';

/** A point of a layer in words: whose it is, its values, its step. */
export function pointWords(layer: PlaneLayer, index: number): string {
  const { shape, x, y, step, words, level } = layer;
  const at = step ? `, step ${formatNumber(step[index])}` : '';
  const word = level ? ` = ${formatNumber(level[index])}` : words?.[index] ? ` ${words[index]}` : '';
  const values =
    shape === 'verticals' ? formatNumber(x[index]) : `(${formatNumber(x[index])}, ${formatNumber(y[index])})`;
  return `${layerLabel(layer)}${word}: ${values}${at}`;
}
