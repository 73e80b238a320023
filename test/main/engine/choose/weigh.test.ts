import { expect, test } from 'vitest';
import { wayText, type Way } from '../../../../app/run/execution.ts';
import type { Timing } from '../../../../main/engine/choose/timing.ts';
import { weigh, type Attempt, type Finding } from '../../../../main/engine/choose/weigh.ts';

const onnx: Way = { backend: 'onnx', mode: null };
const loops: Way = { backend: 'reference', mode: null };
const plain: Way = { backend: 'tensorflow', mode: 'plain' };
const xla: Way = { backend: 'tensorflow', mode: 'xla' };
const nothing = (): null => null;
/** A run of so many steps without measurements. */
const of = (steps: number) => ({ steps, measurements: 0 });

function took(
  way: Way,
  microsecondsPerStep: number,
  openingSeconds: number,
  device = 'CPU',
  microsecondsPerMeasurement = 0,
): Finding {
  return {
    way,
    timing: { device, microsecondsPerStep, microsecondsPerMeasurement, openingSeconds },
    open: false,
  };
}

/** An attempt that finds what is given, and how often it was made and with what patience. */
function attempt(cost: number, ...findings: readonly Finding[]): Attempt & { readonly tries: number[] } {
  const tries: number[] = [];
  return {
    ways: findings.map(({ way }) => way),
    cost,
    tries,
    try: (seconds) => {
      tries.push(seconds);
      return Promise.resolve(findings);
    },
  };
}

/** Onnx stands open in this process after it was measured. */
const opened = (microseconds: number): Attempt & { readonly tries: number[] } =>
  attempt(0.5, { ...took(onnx, microseconds, 0.25), open: true });

test('the shortest run wins, opening included', async () => {
  const tensorflow = () => attempt(12, took(plain, 150, 1.5), took(xla, 40, 6));
  const long = await weigh([opened(100), tensorflow()], of(1_000_000), 2 / 3, nothing);
  expect(long.ranked).toEqual([xla, onnx, plain]); // 46, 100, 151.5 s
  expect(long.reason).toBe(
    '1,000,000 steps take about 46 s, opening included, against 100 s by onnx, 2.5 min by tensorflow plain',
  );
  expect(long.candidates).toEqual([
    { ...xla, device: 'CPU', microsecondsPerStep: 40, note: 'measured, opened in 6 s' },
    { ...onnx, device: 'CPU', microsecondsPerStep: 100, note: 'measured, opened in 250 ms' },
    { ...plain, device: 'CPU', microsecondsPerStep: 150, note: 'measured, opened in 1.5 s' },
  ]);
  // Remembered, a step of XLA is as quick for a short run, but it is done before XLA is opened.
  const timings = new Map(
    [took(plain, 150, 1.5), took(xla, 40, 6)].flatMap((one) =>
      'timing' in one ? [[one.way, one.timing]] : [],
    ),
  );
  const short = await weigh(
    [opened(100), tensorflow()],
    of(10_000),
    2 / 3,
    (way) => timings.get(way) ?? null,
  );
  expect(short.ranked).toEqual([onnx, plain, xla]); // 1, 3, 6.4 s
});

test('measurements count as much as steps', async () => {
  const quickSteps = { ...took(onnx, 50, 0.25, 'CPU', 2000), open: true } as Finding;
  const quickProducts = attempt(0.5, took(plain, 100, 1, 'CPU', 500));
  const often = await weigh(
    [attempt(0.5, quickSteps), quickProducts],
    { steps: 1e5, measurements: 1e4 },
    2 / 3,
    nothing,
  );
  expect(often.ranked).toEqual([plain, onnx]); // 1 + 10 + 5 against 5 + 20 s
  const rarely = await weigh(
    [attempt(0.5, quickSteps), quickProducts],
    { steps: 1e5, measurements: 1e3 },
    2 / 3,
    nothing,
  );
  expect(rarely.ranked).toEqual([onnx, plain]); // 1 + 10 + 0.5 against 5 + 2 s
});

test('what costs more than it could save is not tried, and the record says so', async () => {
  const tensorflow = attempt(12, took(plain, 1, 0), took(xla, 1, 0));
  const { ranked, reason, candidates } = await weigh([opened(100), tensorflow], of(100_000), 2 / 3, nothing);
  expect(tensorflow.tries).toEqual([]);
  expect(ranked).toEqual([onnx]);
  expect(reason).toBe('100,000 steps take about 10 s, and trying others costs more than they could save');
  const note = 'not tried: it could save 6.7 s at most, and trying takes 12 s';
  expect(candidates.slice(1)).toEqual([
    { ...plain, device: null, microsecondsPerStep: null, note },
    { ...xla, device: null, microsecondsPerStep: null, note },
  ]);
  await weigh([opened(100), tensorflow], of(200_000), 2 / 3, nothing);
  expect(tensorflow.tries).toEqual([(2 / 3) * 20]); // what can be saved is what may be lost
});

test('what is remembered is not tried again; what is missing of an attempt is', async () => {
  const remembered = new Map<string, Timing>();
  const recall = (way: Way): Timing | null => remembered.get(wayText(way)) ?? null;
  const [first, second] = [opened(100), attempt(12, took(plain, 150, 1), took(xla, 40, 6))];
  for (const found of [took(onnx, 100, 0.25), took(plain, 150, 1)])
    if ('timing' in found) remembered.set(wayText(found.way), found.timing);
  await weigh([first, second], of(1_000_000), 2 / 3, recall);
  expect([first.tries.length, second.tries.length]).toEqual([0, 1]);
  remembered.set('tensorflow xla', {
    ...{ device: 'CPU', microsecondsPerStep: 40, microsecondsPerMeasurement: 0, openingSeconds: 6 },
  });
  const { ranked, candidates } = await weigh([first, second], of(1_000_000), 2 / 3, recall);
  expect([first.tries.length, second.tries.length]).toEqual([0, 1]);
  expect(ranked[0]).toEqual(xla);
  expect(candidates.map(({ note }) => note)).toEqual([
    'measured before, opened in 6 s',
    'measured before, opened in 250 ms',
    'measured before, opened in 1 s',
  ]);
});

test('among nearly equal ones a GPU is taken, else the first to open', async () => {
  const other = (device: string) => attempt(1, took(plain, 99, 0.5, device));
  const gpu = await weigh([opened(95), other('NVIDIA H100')], of(1_000_000), 2 / 3, nothing);
  expect(gpu.ranked).toEqual([plain, onnx]);
  expect(gpu.reason).toMatch(/; on a GPU is taken where none is a tenth quicker$/);
  const same = await weigh([opened(102), other('CPU')], of(1_000_000), 2 / 3, nothing);
  expect(same.ranked).toEqual([onnx, plain]);
  expect(same.reason).toMatch(/; the first to open is taken where none is a tenth quicker$/);
  const slower = await weigh([opened(80), other('NVIDIA H100')], of(1_000_000), 2 / 3, nothing);
  expect(slower.ranked).toEqual([onnx, plain]);
});

test('what fails is told with its reason, and the others go on', async () => {
  const problem = { code: 'backend-missing', message: 'TensorFlow cannot be loaded.' };
  const broken = attempt(12, { way: { ...plain, mode: null }, problem });
  const { ranked, reason, candidates, failures } = await weigh(
    [opened(100), broken],
    of(1e6),
    2 / 3,
    nothing,
  );
  expect(ranked).toEqual([onnx]);
  expect(reason).toBe('the only one that works here');
  expect(candidates[1]).toEqual({
    ...{ backend: 'tensorflow', mode: null, device: null, microsecondsPerStep: null },
    note: problem.message,
  });
  expect(failures).toEqual([{ way: { ...plain, mode: null }, problem }]);
});

test('where the first fails the next is tried, whatever it costs; the last resort where nothing else works', async () => {
  const failing = (way: Way) => attempt(0.5, { way, problem: { code: 'onnx', message: 'It is gone.' } });
  const resort = { ...attempt(0.2, took(loops, 5000, 0.1)), lastResort: 'not tried: slow' };
  const tensorflow = attempt(12, took(plain, 150, 1));
  const second = await weigh([failing(onnx), tensorflow, resort], of(100), 2 / 3, nothing);
  expect(second.ranked).toEqual([plain]);
  expect(second.candidates.map(({ note }) => note)).toEqual([
    'measured, opened in 1 s',
    'not tried: slow',
    'It is gone.',
  ]);
  const third = await weigh([failing(onnx), failing(plain), resort], of(100), 2 / 3, nothing);
  expect(third.ranked).toEqual([loops]);
  const none = await weigh([failing(onnx)], of(100), 2 / 3, nothing);
  expect(none).toMatchObject({ ranked: [], reason: '' });
});
