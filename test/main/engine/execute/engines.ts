import { describe, test } from 'vitest';
import { describeExecutors } from '../../../../main/engine/execute/executors.ts';

const tensorflow = (await describeExecutors()).find(({ backend }) => backend === 'tensorflow');
const missing = tensorflow?.available ? null : (tensorflow?.missing ?? 'this version has none');

/** The backends that every test of executors runs on; where TensorFlow cannot be had, that is told as a skipped test by name. */
export const backends = [
  'reference',
  'onnx',
  ...(missing === null ? (['tensorflow'] as const) : []),
] as const;

if (missing !== null) test.skip(`everything on the backend tensorflow: ${missing}`, () => undefined);

/** Tests of the backend tensorflow alone. */
export const describeTensorflow = describe.skipIf(missing !== null);
