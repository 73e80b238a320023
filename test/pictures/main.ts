import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRenderer } from '../../scripts/build.ts';
import { openBrowser } from '../browser/chromium.ts';
import { LabProcess, ravine } from '../browser/lab-process.ts';
import { views } from './views.ts';

// `npm run pictures [-- FOLDER]`: takes the pictures of every view that the documents show, light, into docs/images or another folder. GD and SAM train on
// Fashion-MNIST for them.

const root = join(import.meta.dirname, '../..');
const folder = process.argv[2] ?? join(root, 'docs/images');
const SIZE = { width: 1440, height: 960 };

await buildRenderer(root);
const own = await mkdtemp(join(tmpdir(), 'ravine-pictures-'));
try {
  const store = join(own, 'lab.sqlite');
  ravine('run', 'preset:the-bounce', '--store', store, '--quiet');
  const runs = ravine('run', 'preset:fashion-pair', '--store', store, '--json', '--quiet')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly id: string; readonly name: string });
  const idOf = (optimizer: string): string => {
    const run = runs.find(({ name }) => name.includes(optimizer));
    if (!run)
      throw new Error(`The example has no run of ${optimizer}: ${runs.map(({ name }) => name).join(', ')}.`);
    return run.id;
  };
  const [lab, browser] = await Promise.all([LabProcess.start(store), openBrowser()]);
  try {
    const context = await browser.newContext({
      viewport: SIZE,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(lab.address);
    await page.locator('header summary').waitFor(); // what it can compute by is known
    const { origin } = new URL(lab.address);
    for (const { name, address, ready } of views) {
      await page.goto(`${origin}/#${address(idOf('GD'), idOf('SAM'))}`);
      await ready(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 500)))); // drawn
      await page.screenshot({ path: join(folder, `${name}.png`) });
      console.error(`  ${name}.png`);
    }
  } finally {
    await browser.close();
    await lab.end();
  }
} finally {
  await rm(own, { recursive: true });
}
