import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Text } from '../../../../../app/experiment/data.ts';
import { EMMA } from '../../../../../app/experiment/text.ts';
import type { Examples } from '../../../../../main/engine/objective/data/data-set.ts';
import { readDataSetFile } from '../../../../../main/engine/objective/data/read-file.ts';
import { text } from '../../../../../main/engine/objective/data/text.ts';
import { EngineError } from '../../../../../main/engine/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'ravine-text-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'text.txt');

function load(parts: Partial<Text> = {}, seed = 1) {
  return text({ kind: 'text', positions: 32, train: 64, test: 0, ...parts }, seed);
}

/** Examples as words: their characters and the one behind the last, found by the indices of a vocabulary. */
function words({ count, inputs, targets }: Examples, vocabulary: string): string[] {
  const characters = [...vocabulary];
  const positions = inputs.length / count;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [i * positions, (i + 1) * positions];
    expect(targets.subarray(from, to - 1)).toEqual(inputs.subarray(from + 1, to));
    return [...inputs.subarray(from, to), targets[to - 1]!].map((index) => characters[index]).join('');
  });
}

// As resources/data/README.md has them, in the order of their code points.
const ofEmma = '\n !"&\'(),-.01234678:;?ABCDEFGHIJKLMNOPQRSTUVWXY[]_abcdefghijklmnopqrstuvwxyz';

test('Emma: 76 characters in the order of their code points, targets the inputs moved on by one', async () => {
  const emma = (await readDataSetFile('text/emma.txt.gz')).toString('latin1');
  expect([emma.length, new Set(emma).size]).toEqual([EMMA.length, EMMA.vocabulary]);
  const set = await load({ test: 16 });
  expect([set.inputs, set.outputs, set.classes, set.indices]).toEqual([32, 76, true, true]);
  expect([set.train.count, set.test!.count]).toEqual([64, 16]);
  const found = [...words(set.train, ofEmma), ...words(set.test!, ofEmma)];
  const places = found.map((word) => {
    for (let at = emma.indexOf(word); at >= 0; at = emma.indexOf(word, at + 1)) if (at % 32 === 0) return at;
    return -1;
  });
  expect(places).not.toContain(-1);
  expect(new Set(places).size).toBe(80); // trained on or tested on, never both
});

test('all of Emma: each stretch once, in an order of the seed', async () => {
  const emma = (await readDataSetFile('text/emma.txt.gz')).toString('latin1');
  const set = await load({ positions: 1000, train: 800, test: 83 });
  const found = [...words(set.train, ofEmma), ...words(set.test!, ofEmma)];
  const stretches = Array.from({ length: 883 }, (_, i) => emma.slice(1000 * i, 1000 * i + 1001));
  expect(found.toSorted()).toEqual(stretches.toSorted());
  expect(found).not.toEqual(stretches);
});

test('seeds draw other examples; the counts only cut their order', async () => {
  const set = await load({ test: 16 });
  expect(await load({ test: 16 })).toEqual(set);
  expect((await load({}, 2)).train.inputs).not.toEqual(set.train.inputs);
  const more = await load({ train: 80 });
  expect(more.train.inputs).toEqual(Float64Array.of(...set.train.inputs, ...set.test!.inputs));
  expect(more.test).toBeNull();
});

test('a text of a user: characters are code points, the byte order mark is none', async () => {
  writeFileSync(path, '\uFEFFé😀a\r\nb😀a');
  const set = await load({ path, positions: 2, train: 3 });
  expect(set.outputs).toBe(6);
  expect(words(set.train, '\n\rabé😀').toSorted()).toEqual(['a\r\n', '\nb😀', 'é😀a'].toSorted());
});

test('a vocabulary that is given says the indices, and may have more than the text', async () => {
  writeFileSync(path, 'abcab');
  const set = await load({ path, positions: 4, train: 1, vocabulary: 'z😀cba' });
  expect(set.outputs).toBe(5);
  expect([...set.train.inputs]).toEqual([4, 3, 2, 4]);
  expect([...set.train.targets]).toEqual([3, 2, 4, 3]);
});

test.each<[what: string, content: string | Uint8Array, parts: Partial<Text>, message: string]>([
  ['another encoding', Buffer.from('one\ntwo\nd\xE9j\xE0 vu\n', 'latin1'), {}, 'line 3 is not UTF-8'],
  ['a file cut in a character', Buffer.from('ab\ncé').subarray(0, 5), {}, 'line 2 is not UTF-8'],
  ['nothing', '', {}, 'it has 0 characters, enough for 0 examples of 2 and'],
  [
    'a text too short',
    'abababab',
    { test: 1 },
    'it has 8 characters, enough for 3 examples of 2 and the character after them, and train 3 and test 1 are 4 together',
  ],
  [
    'a character that the vocabulary lacks',
    'abab\nab😀é\n',
    { vocabulary: 'ab\n😀' },
    'line 2, column 4: "é" (U+00E9) is not in objective.data.vocabulary',
  ],
  [
    'a line end that the vocabulary lacks',
    'abab\nab',
    { vocabulary: 'ab' },
    'line 1, column 5: "\\n" (U+000A) is not in objective.data.vocabulary',
  ],
  [
    'one character',
    'aaaaaaaa',
    {},
    'it has one character only, "a" (U+0061), and nothing is left to predict',
  ],
  ['one character of several', 'aaaaaaaa', { vocabulary: 'ab' }, 'it has one character only, "a" (U+0061)'],
])('%s is refused', async (_what, content, parts, message) => {
  writeFileSync(path, content);
  const loaded = load({ path, positions: 2, train: 3, ...parts });
  await expect(loaded).rejects.toThrow(EngineError);
  await expect(loaded).rejects.toMatchObject({ code: 'bad-data' });
  await expect(loaded).rejects.toThrow(`The text ${path} does not fit: ${message}`);
});

test('Emma takes no vocabulary without her characters', async () => {
  await expect(load({ vocabulary: 'EMA' })).rejects.toThrow(
    'Emma does not fit: line 1, column 5: "\\n" (U+000A) is not in objective.data.vocabulary.',
  );
});

test('a file that is not there is named, with the place that names it', async () => {
  await expect(load({ path: join(folder, 'absent') })).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringMatching(
      /^The text .*absent cannot be read \(ENOENT.*correct objective\.data\.path\.$/,
    ) as string,
  });
});
