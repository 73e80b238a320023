import { expect, test } from 'vitest';
import { readLabelledImages } from '../../../../../main/engine/objective/data/labelled-images.ts';
import { readDataSetFile } from '../../../../../main/engine/objective/data/read-file.ts';

const images = 'digits/digits-images-idx3-ubyte.gz';
const labels = 'digits/digits-labels-idx1-ubyte.gz';

test('a missing file of a data set is named', async () => {
  await expect(readDataSetFile('digits/absent.gz')).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringMatching(
      /The data set file .*digits.absent\.gz cannot be read \(ENOENT.*put it back, or install Ravine again\./,
    ) as string,
  });
});

test('a file that does not unzip is damaged', async () => {
  await expect(readDataSetFile('digits/LICENSE.txt')).rejects.toMatchObject({
    code: 'damaged-data',
    message: expect.stringMatching(/LICENSE\.txt is damaged: it does not unzip/) as string,
  });
});

test('files that hold something else are damaged', async () => {
  const other = 'mnist1d/mnist1d-test-y.u8.gz';
  await expect(readLabelledImages(images, other)).rejects.toThrow(
    /mnist1d-test-y\.u8\.gz is damaged: it does not begin like an IDX file/,
  );
  await expect(readLabelledImages(images, 'fashion-mnist/t10k1000-labels-idx1-ubyte.gz')).rejects.toThrow(
    /is damaged: it has 1000 labels for 1797 images/,
  );
  expect((await readLabelledImages(images, labels)).count).toBe(1797);
});
