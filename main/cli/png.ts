import { Resvg } from '@resvg/resvg-js';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const ACROSS = 2; // pixels of the picture for one of the drawing: sharp on a dense screen and in print

/** An SVG drawing as a PNG picture, with a typeface that comes with Ravine: the same on every machine. */
export function toPng(svg: string): Uint8Array {
  const require = createRequire(import.meta.url);
  const faces = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const font = {
    fontFiles: ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique'].map((name) =>
      join(faces, `${name}.ttf`),
    ),
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
  };
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: ACROSS }, font }).render().asPng();
}
