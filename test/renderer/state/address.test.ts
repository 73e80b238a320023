import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../../renderer/state/address.ts';
import type { Address } from '../../../renderer/state/address.ts';

const id = fc.stringMatching(/^[0-9a-z-]{1,12}$/);
const cents = fc.integer({ min: 0, max: 1e9 }).map((n) => n / 100);
const addresses: fc.Arbitrary<Address> = fc.oneof(
  fc.constant<Address>({ view: 'runs' }),
  fc.constant<Address>({ view: 'new' }),
  fc.record({
    view: fc.constant('compare' as const),
    runs: fc.uniqueArray(id),
    hidden: fc.uniqueArray(id),
    stretch: fc.option(
      fc
        .tuple(
          cents,
          cents.filter((n) => n > 0),
        )
        .map(([from, n]) => ({ from, to: Math.round((from + n) * 100) / 100 })),
    ),
    sharedAxes: fc.boolean(),
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
      stretch: { from: 10, to: 50.5 },
      sharedAxes: false,
    }),
  ).toBe('#/compare?runs=a,b&steps=10-50.5&hide=b&axes=own');
});

test('what is no address is the table of runs, and broken parts of one are left out', () => {
  for (const hash of ['', '#', '#/', '#/nothing', '#token=abc'])
    expect(parseAddress(hash)).toEqual({ view: 'runs' });
  expect(parseAddress('#/compare?runs=a,<b>,A,a,,c&steps=9-3&hide=%')).toEqual({
    view: 'compare',
    runs: ['a', 'c'],
    hidden: [],
    stretch: null,
    sharedAxes: true,
  });
});
