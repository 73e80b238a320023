import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawIcon, iconSizes, mark } from '../../scripts/icons.ts';

const root = join(import.meta.dirname, '../..');

test.each(iconSizes)('the icon of %i pixels is drawn from the mark of the screens, at its size', (size) => {
  const png = readFileSync(join(root, `resources/icons/${size}x${size}.png`));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  expect(png.equals(drawIcon(mark(root), size))).toBe(true);
});
