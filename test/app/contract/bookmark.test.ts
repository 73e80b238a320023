import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LONGEST_ADDRESS } from '../../../app/contract/bookmark.ts';
import { params } from '../../../app/contract/contract.ts';

const kept = (name: string, address: string) => v.safeParse(params['bookmarks.keep'], { name, address });

test.each(['#/', '#/compare?runs=a,b&steps=0-400&hide=b', '#/landscape?formula=x%5E2', '#/?find=λ₁>40'])(
  'the address %s of a view is kept',
  (address) => expect(kept('n', address).success).toBe(true),
);

test.each([
  '',
  '#',
  'javascript:alert(1)',
  'https://example.org/#/',
  '//example.org',
  ' #/',
  '#/a b',
  '#/a\n#/',
])('“%s” is no address of a view', (address) => expect(kept('n', address).success).toBe(false));

test('a name has a letter at least, and stands without the blanks around it', () => {
  expect(kept('  ', '#/').success).toBe(false);
  expect(kept('n'.repeat(201), '#/').success).toBe(false);
  expect(kept(' the bounce ', '#/').output).toEqual({ name: 'the bounce', address: '#/' });
  expect(kept('n', `#/${'a'.repeat(LONGEST_ADDRESS)}`).success).toBe(false);
});
