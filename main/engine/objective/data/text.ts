import type { Text } from '../../../../app/experiment/data.ts';
import { examplesOfText } from '../../../../app/experiment/text.ts';
import { RandomStream } from '../../random/stream.ts';
import type { DataSet, Examples } from './data-set.ts';
import { readText, unfit } from './text-file.ts';

/**
 * The characters of a text, each to be predicted from those before it. The text is cut into stretches of `positions` characters, whose
 * targets are the characters one further; the seed's stream `data/order` shuffles them: the first `train` are trained on, the next `test`
 * tested on. Characters are Unicode code points, line ends among them, and stand as indices in the vocabulary: the one given, or all
 * characters of the whole text in order, so that it depends on neither seed nor counts.
 * @throws EngineError `missing-data`, or `bad-data` naming the file and, where there is one, line and column
 */
export async function text(
  { path, positions, train, test, vocabulary }: Text,
  seed: number,
): Promise<DataSet> {
  const { name, content } = await readText(path);
  const characters = vocabulary === undefined ? inOrder(new Set(content)) : [...vocabulary];
  const indices = indicesOf(name, content, characters);
  if (new Set(indices).size === 1)
    throw unfit(name, `it has one character only, ${shown(content)}, and nothing is left to predict`);
  const count = examplesOfText(indices.length, positions);
  if (train + test > count)
    throw unfit(
      name,
      `it has ${indices.length} characters, enough for ${count} examples of ${positions} and the character after them, and train ${train} and test ${test} are ${train + test} together`,
    );
  const order = new RandomStream(seed, 'data/order').permutation(count);
  return {
    inputs: positions,
    outputs: characters.length,
    classes: true,
    indices: true,
    train: examplesAt(order.slice(0, train), indices, positions),
    test: test > 0 ? examplesAt(order.slice(train, train + test), indices, positions) : null,
  };
}

/** Characters in the order of their code points. */
function inOrder(characters: ReadonlySet<string>): string[] {
  return [...characters].sort((a, b) => codePoint(a) - codePoint(b));
}

/** The places of a text's characters in a vocabulary. */
function indicesOf(name: string, content: string, vocabulary: readonly string[]): Uint32Array {
  const places = new Map(vocabulary.map((character, i) => [character, i]));
  const indices = new Uint32Array(content.length);
  let [count, offset] = [0, 0];
  for (const character of content) {
    const place = places.get(character);
    if (place === undefined)
      throw unfit(
        name,
        `${lineAndColumn(content, offset)}: ${shown(character)} is not in objective.data.vocabulary`,
      );
    indices[count++] = place;
    offset += character.length;
  }
  return indices.subarray(0, count);
}

function lineAndColumn(content: string, offset: number): string {
  const lines = content.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${[...lines.at(-1)!].length + 1}`;
}

/** The first character of a text so that it can be told from any other: `"é" (U+00E9)`. */
function shown(content: string): string {
  const hexadecimal = codePoint(content).toString(16).toUpperCase().padStart(4, '0');
  return `${JSON.stringify(String.fromCodePoint(codePoint(content)))} (U+${hexadecimal})`;
}

function codePoint(character: string): number {
  return character.codePointAt(0)!;
}

/** Stretches of a text by their numbers. */
function examplesAt(numbers: readonly number[], indices: Uint32Array, positions: number): Examples {
  const inputs = new Float64Array(numbers.length * positions);
  const targets = new Float64Array(numbers.length * positions);
  numbers.forEach((number, i) => {
    const begin = number * positions;
    inputs.set(indices.subarray(begin, begin + positions), i * positions);
    targets.set(indices.subarray(begin + 1, begin + 1 + positions), i * positions);
  });
  return { count: numbers.length, inputs, targets };
}
