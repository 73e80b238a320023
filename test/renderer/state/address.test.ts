import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantityNames } from '../../../app/figure/quantity.ts';
import { formatAddress, parseAddress } from '../../../renderer/state/address.ts';
import type { Address } from '../../../renderer/state/address.ts';
import { firstLandscape } from '../../../renderer/state/landscape-address.ts';

const id = fc.stringMatching(/^[0-9a-z-]{1,12}$/);
const cents = fc.integer({ min: 0, max: 1e9 }).map((n) => n / 100);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((n) => n + 0);
const stretch = fc.tuple(finite, fc.double({ noNaN: true, min: 1, max: 1e6 })).map(([from, length]) => ({
  from,
  to: from + length,
}));
const addresses: fc.Arbitrary<Address> = fc.oneof(
  fc.record({
    view: fc.constant('landscape' as const),
    formula: fc.string({ unit: 'grapheme' }),
    start: fc.tuple(finite, finite),
    stepSize: fc.double({ noNaN: true, min: 1e-9, max: 1e9 }),
    radius: fc.double({ noNaN: true, min: 1e-9, max: 1e9 }),
    steps: fc.integer({ min: 1, max: 10_000 }),
    at: fc.option(fc.nat(10_000)),
    mapped: fc.constantFrom('loss' as const, 'sharpness' as const),
    shown: fc.record({ x: stretch, y: stretch }),
  }),
  fc.record(
    {
      view: fc.constant('runs' as const),
      search: fc.string({ unit: 'grapheme', minLength: 1 }),
      sort: fc.stringMatching(/^-?[a-zA-Z]{1,12}$/),
      archived: fc.constant(true as const),
    },
    { requiredKeys: ['view'] },
  ),
  fc.constant<Address>({ view: 'new' }),
  fc.record({ view: fc.constant('new' as const), preset: id }),
  fc.constantFrom<Address>(...([1, 2, 3] as const).map((claim) => ({ view: 'learn' as const, claim }))),
  fc.record({
    view: fc.constant('learn' as const),
    claim: fc.constantFrom(1, 2, 3),
    dials: fc.dictionary(
      fc.stringMatching(/^[a-zA-Z]{1,12}$/),
      fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000),
      { minKeys: 1, noNullPrototype: true },
    ),
  }),
  fc.record({
    view: fc.constant('run' as const),
    id,
    stretch: fc.option(
      fc
        .tuple(cents, fc.integer({ min: 1, max: 1e6 }))
        .map(([from, n]) => ({ from, to: Math.round((from + n) * 100) / 100 })),
    ),
    at: fc.option(fc.nat(1_000_000)),
  }),
  fc.record({
    view: fc.constant('compare' as const),
    runs: fc.uniqueArray(id),
    quantity: fc.constantFrom(...quantityNames),
    against: fc.option(id),
    hidden: fc.uniqueArray(id),
    abscissa: fc.constant('step' as const),
    stretch: fc.option(
      fc
        .tuple(
          cents,
          cents.filter((n) => n > 0),
        )
        .map(([from, n]) => ({ from, to: Math.round((from + n) * 100) / 100 })),
    ),
    sharedAxes: fc.boolean(),
    columns: fc.boolean(),
    together: fc.option(fc.boolean()),
    across: fc.constantFrom('linear' as const, 'log' as const),
    turned: fc.uniqueArray(fc.stringMatching(/^[a-zA-Z]{1,12}$/)),
  }),
  fc.record({
    view: fc.constant('compare' as const),
    runs: fc.uniqueArray(id),
    quantity: fc.constantFrom(...quantityNames),
    against: fc.option(id),
    hidden: fc.uniqueArray(id),
    abscissa: fc.constantFrom('time' as const, 'evaluations' as const, 'seconds' as const),
    stretch: fc.option(
      fc
        .tuple(
          fc.integer({ min: 0, max: 999 }),
          fc.integer({ min: 1, max: 999 }),
          fc.integer({ min: -30, max: 30 }),
        )
        .map(([from, n, power]) => ({
          from: Number(`${from}e${power}`),
          to: Number(`${from + n}e${power}`),
        })),
    ),
    sharedAxes: fc.boolean(),
    columns: fc.boolean(),
    together: fc.option(fc.boolean()),
    across: fc.constantFrom('linear' as const, 'log' as const),
    turned: fc.uniqueArray(fc.stringMatching(/^[a-zA-Z]{1,12}$/)),
  }),
);

test('an address read back is the same address', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
  );
});

test('a comparison reads as one would write it', () => {
  expect(
    formatAddress({
      view: 'compare',
      runs: ['a', 'b'],
      hidden: ['b'],
      abscissa: 'step',
      stretch: { from: 10, to: 50.5 },
      sharedAxes: false,
      across: 'linear',
      columns: true,
      together: true,
      turned: [],
      quantity: 'sharpness',
      against: null,
    }),
  ).toBe('#/compare?runs=a,b&steps=10-50.5&hide=b&axes=own&layout=columns&seeds=together');
  expect(
    formatAddress({
      view: 'compare',
      runs: ['a', 'b'],
      hidden: [],
      abscissa: 'time',
      stretch: { from: 2.5e-7, to: 1 / 3 },
      sharedAxes: true,
      across: 'log',
      columns: false,
      together: null,
      turned: ['loss', 'flow-distance'],
      quantity: 'gradientNorm',
      against: 'b',
    }),
  ).toBe(
    '#/compare?runs=a,b&x=time&across=log&time=2.5e-7-0.33333333&turned=loss,flow-distance&of=gradientNorm&against=b',
  );
});

test('what is no address is the table of runs, and broken parts of one are left out', () => {
  for (const hash of ['', '#', '#/', '#/nothing', '#token=abc'])
    expect(parseAddress(hash)).toEqual({ view: 'runs' });
  expect(parseAddress('#/compare?runs=a,<b>,A,a,,c&steps=9-3&hide=%')).toEqual({
    view: 'compare',
    runs: ['a', 'c'],
    hidden: [],
    abscissa: 'step',
    stretch: null,
    sharedAxes: true,
    across: 'linear',
    columns: false,
    together: null,
    turned: [],
    quantity: 'sharpness',
    against: null,
  });
  // A stretch of steps is none of gradient evaluations.
  expect(parseAddress('#/compare?runs=a&x=evaluations&steps=0-9')).toMatchObject({
    abscissa: 'evaluations',
    stretch: null,
  });
  expect(parseAddress('#/compare?runs=a&x=parsecs')).toMatchObject({ abscissa: 'step' });
});

test('a landscape keeps what its address says rightly, and has the ravine for the rest', () => {
  expect(parseAddress('#/landscape')).toEqual(firstLandscape);
  expect(
    parseAddress('#/landscape?formula=x%2By&start=1,&eta=-1&rho=x&steps=0.5&at=-3&map=colour&shown=1,0,0,1'),
  ).toEqual({ ...firstLandscape, formula: 'x+y' });
  expect(parseAddress('#/landscape?start=1,-2.5e-3&eta=.5&at=7&map=sharpness&shown=-1,1,2,4')).toEqual({
    ...firstLandscape,
    start: [1, -0.0025],
    stepSize: 0.5,
    at: 7,
    mapped: 'sharpness',
    shown: { x: { from: -1, to: 1 }, y: { from: 2, to: 4 } },
  });
});
