import { Resvg } from '@resvg/resvg-js';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

// `node scripts/boot.mjs scripts/icons.ts`: draws the application's icons from the mark of the screens. Their results are committed.

/** Widths in pixels: what Linux's desktops look for, and 1024 for macOS and Windows, whose formats electron-builder makes of it. */
export const iconSizes: readonly number[] = [16, 32, 48, 64, 128, 256, 512, 1024];

/** The mark on a card, so that it is seen on light and dark desktops; PNG of so many pixels a side. */
export function drawIcon(mark: string, size: number): Uint8Array {
  const drawn = mark
    .replace(/^[\s\S]*?<\/style>|<\/svg>\s*$/g, '')
    .replaceAll('class="valley"', 'stroke="#1d1f21"');
  const card =
    '<rect x="1" y="1" width="30" height="30" rx="7" fill="#fafaf8" stroke="#1d1f21" stroke-opacity=".18" stroke-width=".5"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${card}<g transform="translate(6 6)">${drawn}</g></svg>`;
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

export const mark = (root: string): string => readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8');

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  const folder = join(root, 'resources/icons');
  mkdirSync(folder, { recursive: true });
  for (const size of iconSizes)
    writeFileSync(join(folder, `${size}x${size}.png`), drawIcon(mark(root), size));
}
