import { expect, test } from 'vitest';
import { objectiveTitle } from '../../../renderer/ui/objective.ts';
import { completed } from '../../app/experiment/completed.ts';
import { cnn, idx, network, table, transformer } from '../../app/experiment/written.ts';

test.each([
  [network(), 'T₅ · mlp 50·50'],
  [network({ network: { kind: 'deep-linear', hidden: [] }, data: table }), 'table.csv · deep-linear'],
  [
    network({ network: cnn({ filters: 8 }, { filters: 16 }), data: { kind: 'fashion-mnist' } }),
    'Fashion-MNIST · cnn 8·16',
  ],
  [network({ network: cnn({ filters: 8 }), data: { ...idx, images: '/data/x.gz' } }), 'x.gz · cnn 8'],
  [network(transformer), 'Emma · transformer 2×64'],
  [network({ ...transformer, data: { kind: 'text', path: '/books/b.txt' } }), 'b.txt · transformer 2×64'],
])('%j is titled %s', (written, title) => {
  expect(objectiveTitle(completed(written).objective)).toBe(title);
});
