import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { threeDigits, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';

const folder = join(import.meta.dirname, '../../../dist/renderer');
const MOST = 250; // kB

/** What the page loads before it shows anything: its document, and the script and the styles that the document names. */
export function size(): Promise<Table> {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...document.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const files = ['index.html', ...named];
  const bytes = files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  const all = bytes.reduce((sum, one) => sum + one, 0) / 1000;
  const chunks = readdirSync(join(folder, 'assets')).filter((file) => /\.(js|css)$/.test(file)).length;
  return Promise.resolve({
    title: 'First load of the screens, compressed by gzip',
    header: ['', 'kB', 'target'],
    lines: [
      ...files.map((file, i) => [
        file.replace(/-[\w-]{8}\./, '.'),
        threeDigits((bytes[i] ?? NaN) / 1000),
        '',
      ]),
      [
        `all (${chunks} scripts and styles there are)`,
        threeDigits(all),
        `${verdict(all, { most: MOST })} (kB)`,
      ],
    ],
  });
}
