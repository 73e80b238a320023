import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Way } from '../../../../app/run/execution.ts';
import { timingFile, TimingMemory } from '../../../../main/engine/choose/memory.ts';

const onnx: Way = { backend: 'onnx', mode: null };
const xla: Way = { backend: 'tensorflow', mode: 'xla' };
const quick = {
  device: 'CPU',
  microsecondsPerStep: 41.5,
  microsecondsPerMeasurement: 700,
  openingSeconds: 6.25,
};
const slow = {
  device: 'CPU',
  microsecondsPerStep: 92,
  microsecondsPerMeasurement: 900,
  openingSeconds: 0.25,
};

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-memory-'));
  file = join(folder, 'deep', 'timings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was measured is there for the next engine, what several measured together', () => {
  const [one, other] = [new TimingMemory(file), new TimingMemory(file)];
  expect(one.recall(onnx)).toBeNull();
  one.keep([{ way: onnx, timing: slow }]);
  other.keep([{ way: xla, timing: quick }]);
  const later = new TimingMemory(file);
  expect(later.recall(onnx)).toMatchObject(slow);
  expect(later.recall(xla)).toMatchObject(quick);
  expect([one, other, later].map(({ trouble }) => trouble)).toEqual([null, null, null]);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['timings.json']);
});

test('what was measured long ago is measured again', () => {
  const memory = new TimingMemory(file);
  memory.keep([{ way: onnx, timing: slow }]);
  const days = (count: number): string => new Date(Date.now() - count * 86_400_000).toISOString();
  for (const [age, kept] of [
    [29, true],
    [31, false],
  ] as const) {
    const timings = { onnx: { ...slow, measuredAt: days(age) } };
    writeFileSync(file, JSON.stringify({ version: 1, timings }));
    expect(new TimingMemory(file).recall(onnx) !== null).toBe(kept);
  }
});

test.each([
  ['half written', '{"version":1,"timi'],
  ['of another form', '{"version":1,"timings":{"onnx":{"device":"CPU","microsecondsPerStep":"fast"}}}'],
  ['empty', ''],
])('a damaged file (%s) is as none, says so, and is written anew', (_case, content) => {
  mkdirSync(join(folder, 'deep'));
  writeFileSync(file, content);
  const memory = new TimingMemory(file);
  expect(memory.recall(onnx)).toBeNull();
  expect(memory.trouble).toMatch(/^What was measured before could not be read: /);
  memory.keep([{ way: onnx, timing: slow }]);
  expect(new TimingMemory(file).recall(onnx)).toMatchObject(slow);
});

test('where nothing can be written, that is said and nothing else happens', () => {
  writeFileSync(join(folder, 'deep'), 'a file where the folder should be');
  const memory = new TimingMemory(file);
  memory.keep([{ way: onnx, timing: slow }]);
  expect(memory.trouble).toMatch(/^What was measured could not be kept: /);
  expect(readFileSync(join(folder, 'deep'), 'utf8')).toMatch(/^a file/);
});

test('every condition has a file of its own', () => {
  const files = [{ threads: 1 }, { threads: 2 }, { threads: 1, shape: 'x' }].map(timingFile);
  expect(new Set(files).size).toBe(3);
  expect(timingFile({ threads: 1 })).toBe(files[0]);
  for (const one of files) expect(one).toMatch(/ravine[\\/]timings[\\/][0-9a-f]{32}\.json$/);
});
