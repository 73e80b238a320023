import { afterEach, expect, test, vi } from 'vitest';
import { describeExecutors } from '../../../../main/engine/execute/executors.ts';
import { describeTensorflow } from './engines.ts';

afterEach(() => {
  vi.doUnmock('onnxruntime-node');
  vi.resetModules();
});

test('every executor says what it is', async () => {
  expect(await describeExecutors()).toEqual([
    expect.objectContaining({ backend: 'tensorflow' }),
    {
      backend: 'onnx',
      available: true,
      library: expect.stringMatching(/^onnxruntime \d+\.\d+\.\d+$/) as string,
      device: 'CPU',
      note: '',
      precisions: ['float32', 'float64'],
      modes: [],
      missing: '',
    },
    {
      backend: 'reference',
      available: true,
      library: 'plain loops',
      device: 'CPU',
      note: '',
      precisions: ['float32', 'float64'],
      modes: [],
      missing: '',
    },
  ]);
});

describeTensorflow('tensorflow', () => {
  test('says its version, its device, and in which modes it computes which precision', async () => {
    const both = ['float32', 'float64'];
    const [tensorflow] = await describeExecutors();
    expect(tensorflow).toEqual({
      backend: 'tensorflow',
      available: true,
      library: expect.stringMatching(/^tensorflow \d+\.\d+\.\d+ via tfjs-node \d/) as string,
      device: expect.stringMatching(/./) as string,
      note: expect.any(String) as string,
      precisions: both,
      modes: [
        { mode: 'plain', precisions: both },
        { mode: 'xla', precisions: both },
      ],
      missing: '',
    });
  });
});

test('without ONNX Runtime the reference remains, and it is said what is missing', async () => {
  vi.doMock('onnxruntime-node', () => {
    throw new Error("Cannot find module 'onnxruntime_binding.node'");
  });
  vi.resetModules();
  const fresh = await import('../../../../main/engine/execute/executors.ts');
  const [, onnx, reference] = await fresh.describeExecutors();
  expect(onnx).toMatchObject({ backend: 'onnx', available: false, precisions: [] });
  expect(onnx!.missing).toMatch(/^ONNX Runtime cannot be loaded on \w+ \w+: .*npm ci/s);
  expect(reference).toMatchObject({ backend: 'reference', available: true });
  await expect(fresh.openExecutor('onnx')).rejects.toMatchObject({ code: 'backend-missing' });
});
