import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optimizerRules } from '../../../app/experiment/optimizer-rules.ts';
import type { Optimizer } from '../../../app/experiment/experiment.ts';
import { appearances } from '../../../app/figure/appearance.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run, sam } from '../../renderer/run.ts';

const labels = (...runs: Parameters<typeof appearances>[0]): string[] =>
  [...appearances(runs).values()].map(({ label }) => label);

test('one run of an optimizer is called by it, several by what tells them apart and no more', () => {
  expect(labels(run('a'), run('b', {}, { optimizer: sam(0.05, 0.03) }))).toEqual(['GD', 'SAM']);
  expect(
    labels(
      run('a', {}, { optimizer: sam(0.05, 0.01) }),
      run('b', {}, { optimizer: sam(0.05, 0.1) }),
      run('c', {}, { optimizer: sam(0.05, 0.1), seed: 2 }),
    ),
  ).toEqual(['SAM ρ .01', 'SAM ρ .1 seed 1', 'SAM ρ .1 seed 2']);
});

test('runs that differ in nothing are numbered', () => {
  const twin = { name: 'twin' };
  expect(labels(run('a', twin), run('b', twin))).toEqual(['GD #1', 'GD #2']);
});

test('no two of six runs of one optimizer look alike', () => {
  const six = Array.from({ length: 6 }, (_, seed) => run(String(seed), {}, { seed }));
  const looks = [...appearances(six).values()].map(({ shade, marker }) => `${shade} ${marker}`);
  expect(new Set(looks).size).toBe(6);
});

/** The custom properties of a colour scheme, out of the style sheet. */
function tokens(dark: boolean): Map<string, string> {
  const css = readFileSync('renderer/style/tokens.css', 'utf8');
  const [light = '', night = ''] = css.split(":root[data-colours='dark']");
  const read = (part: string) =>
    [...part.matchAll(/(--[\w-]+): (#[\da-f]{6});/g)].map(([, a, b]) => [a!, b!] as const);
  return new Map([...read(light), ...(dark ? read(night) : [])]);
}

/** WCAG's contrast of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const kinds = Object.keys(optimizerRules) as (keyof typeof optimizerRules)[];

test('optimizers are told apart by their dash alone, and by their colour alone', () => {
  const settings = { stepSize: 1, radius: 1 };
  const shown = [
    { kind: 'gd', stepSize: 1 },
    ...['sam', 'usam', 'asam'].map((kind) => ({ kind, ...settings })),
    { kind: 'gsam', ...settings, alpha: 1 },
    { kind: 'm-sam', ...settings, shard: 1 },
    { kind: 'n-step-sam', ...settings, ascentSteps: 2 },
    { kind: 'partial-sam', ...settings, fraction: 0.5 },
  ].map((optimizer) => run(optimizer.kind, {}, completed({ ...network(), optimizer })));
  const dashes = [...appearances(shown).values()].map(({ dash }) => dash.join(' '));
  expect(new Set(dashes).size).toBe(kinds.length);
  for (const dark of [false, true]) {
    const colours = kinds.map((kind) => tokens(dark).get(`--${kind}`)!);
    expect(new Set(colours).size).toBe(kinds.length);
  }
});

test.each([false, true])('lines keep 3:1 against the card, words 4.5:1 (dark: %s)', (dark) => {
  const colours = tokens(dark);
  const card = colours.get('--card')!;
  for (const kind of kinds) {
    expect(contrast(colours.get(`--${kind}`)!, card), kind).toBeGreaterThan(3);
    expect(contrast(colours.get(`--${kind}-ink`)!, card), kind).toBeGreaterThan(4.5);
  }
});

test('runs of one optimizer are told apart by its own settings, schedules and momentum', () => {
  const radius = { kind: 'piecewise' as const, values: [0, 0.1], at: [50] };
  const { batch, epsilon } = { batch: 'full' as const, epsilon: 'auto' as const };
  const partial = (fraction: number, momentum = 0): Optimizer => ({
    ...{ kind: 'partial-sam', stepSize: 0.05, radius: 0.1, epsilon, fraction, momentum, batch },
  });
  expect(
    labels(
      run('a', {}, { optimizer: partial(0.5) }),
      run('b', {}, { optimizer: partial(0.2) }),
      run('c', {}, { optimizer: partial(0.2, 0.9) }),
    ),
  ).toEqual(['partial SAM α=0.5', 'partial SAM α=0.2 no momentum', 'partial SAM α=0.2 β .9']);
  const scheduled = { kind: 'sam' as const, stepSize: 0.05, radius, epsilon, momentum: 0, batch };
  expect(labels(run('a', {}, { optimizer: sam(0.05, 0.1) }), run('b', {}, { optimizer: scheduled }))).toEqual(
    ['SAM ρ .1', 'SAM ρ 0→.1 at 50'],
  );
});
