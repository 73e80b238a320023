import { expect, test } from 'vitest';
import { completed } from './completed.ts';
import { problems } from './problems.ts';
import { cnn, idx, network, table, transformer } from './written.ts';

test('data sets give what they have, and classes where the loss needs them, whatever the network is', () => {
  const wrong = { kind: 'mlp', hidden: 'none' };
  const found = problems(network({ network: wrong, data: { kind: 'digits', train: 1500, test: 298 } }));
  expect(found['objective.data.test']).toBe(
    'Expected train and test together at most 1797, got 1500 and 298.',
  );
  expect(found['objective.network.hidden']).toContain('got "none"');
  expect(problems(network({ data: { kind: 'digits', train: 1500, test: 297 } }))).toEqual({});

  const loss = 'cross-entropy';
  const needed = 'Expected "half-squared-error" or "mean-squared-error": cross-entropy needs classes, and';
  expect(problems(network({ loss }))).toEqual({
    'objective.loss': `${needed} the targets of chebyshev are numbers.`,
  });
  expect(problems(network({ loss, data: table }))).toEqual({
    'objective.loss': `${needed} several target columns are numbers.`,
  });
  expect(problems(network({ loss, data: { ...table, target: 'a' } }))).toEqual({});
  expect(problems(network({ data: { ...table, target: ['a', 'b', 'a'] } }))).toEqual({
    'objective.data.target[2]': 'Expected different columns, got "a" twice.',
  });
});

test('a block has its defaults, and what is wrong with it is found with its place', () => {
  const written = network({ network: cnn({ filters: 4 }), data: { kind: 'digits' } });
  expect(completed(written).objective).toMatchObject({
    network: {
      blocks: [{ filters: 4, stride: 1, padding: 'same', pool: 1 }],
      activation: 'tanh',
      layerNorm: false,
    },
  });
  const slips = cnn({ filter: 4 }, { filters: 0.5, padding: 'sane' }, { filters: 4, pool: 0 });
  const found = problems(network({ network: { ...slips, layerNorm: 1 }, data: { kind: 'digits' } }));
  expect(found).toEqual({
    'objective.network.blocks[0].filter':
      'Unknown key "filter". Did you mean "filters"? Allowed here: filters, stride, padding, pool.',
    'objective.network.blocks[0].filters': 'Missing; expected a whole number at least 1 and at most 4096.',
    'objective.network.blocks[1].filters': 'Expected a whole number at least 1 and at most 4096, got 0.5.',
    'objective.network.blocks[1].padding': 'Expected "same" or "valid", got "sane". Did you mean "same"?',
    'objective.network.blocks[2].pool': 'Expected a whole number at least 1 and at most 1024, got 0.',
    'objective.network.layerNorm': 'Expected true or false, got 1.',
  });
  const none = problems(network({ network: { kind: 'cnn', blocks: [] }, data: { kind: 'digits' } }));
  expect(none).toEqual({ 'objective.network.blocks': 'Expected a list of 1 to 64 blocks, got [].' });
  const number = problems(network({ network: { kind: 'cnn', blocks: [4] }, data: { kind: 'digits' } }));
  expect(number).toEqual({ 'objective.network.blocks[0]': 'Expected an object, got 4.' });
});

test('a convolutional network needs images, not too small for its blocks', () => {
  for (const data of [{ kind: 'chebyshev' }, { kind: 'mixture' }, { kind: 'mnist-1d' }, table])
    expect(problems(network({ network: cnn({ filters: 4 }), data }))).toEqual({
      'objective.data.kind': `Expected "digits", "fashion-mnist" or "idx": a cnn needs images, got "${data.kind}".`,
    });
  expect(problems(network({ network: cnn({ filters: 4, pool: 100 }), data: idx }))).toEqual({});
  const misfits = (...blocks: Readonly<Record<string, unknown>>[]) =>
    problems(network({ network: cnn(...blocks), data: { kind: 'digits' } }));
  expect(misfits({ filters: 4, pool: 8 }, { filters: 4 })).toEqual({});
  expect(misfits({ filters: 4, stride: 3, pool: 4 })).toEqual({
    'objective.network.blocks[0].pool': 'Expected at most 3, as the images have 3 × 3 pixels there, got 4.',
  });
  expect(
    misfits({ filters: 4, pool: 2 }, { filters: 4, padding: 'valid' }, { filters: 4, padding: 'valid' }),
  ).toEqual({
    'objective.network.blocks[2].padding':
      'Expected "same": a valid convolution needs 3 × 3 pixels, and the images have 2 × 2 pixels there.',
  });
});

test('images of a user have two files, of which all rows train unless said', () => {
  expect(completed(network({ data: idx })).objective).toMatchObject({
    data: { ...idx, train: 'all', test: 0 },
  });
  const alone = { kind: idx.kind, images: idx.images };
  expect(problems(network({ data: { ...alone, train: 'most', test: -1 } }))).toEqual({
    'objective.data.labels': 'Missing; expected a text of 1 to 4096 characters.',
    'objective.data.train': 'Expected "all" or a whole number at least 1 and at most 10000000, got "most".',
    'objective.data.test': 'Expected a whole number at least 0 and at most 10000000, got -1.',
  });
  expect(problems(network({ data: idx, loss: 'cross-entropy' }))).toEqual({});
});

test('a transformer reads Emma unless said', () => {
  expect(completed(network(transformer)).objective).toEqual({
    kind: 'network',
    network: {
      kind: 'transformer',
      ...{ width: 64, layers: 2, heads: 4 },
      ...{ init: 'glorot-normal', scale: 1 },
    },
    data: { kind: 'text', positions: 32, train: 64, test: 0 },
    loss: 'cross-entropy',
  });
  const slips = {
    network: { kind: 'transformer', width: 0.5, layers: 0, heads: 'all', activation: 'tanh' },
    data: { kind: 'text', path: '', positions: 0, train: 'all', test: -1, vocabulary: 'a' },
  };
  expect(problems(network({ ...transformer, ...slips }))).toEqual({
    'objective.network.width': 'Expected a whole number at least 1 and at most 100000, got 0.5.',
    'objective.network.layers': 'Expected a whole number at least 1 and at most 64, got 0.',
    'objective.network.heads': 'Expected a whole number at least 1 and at most 100000, got "all".',
    'objective.network.activation': expect.stringMatching(/^Unknown key "activation"/) as string,
    'objective.data.path': 'Expected a text of 1 to 4096 characters, got "".',
    'objective.data.positions': 'Expected a whole number at least 1 and at most 4096, got 0.',
    'objective.data.train': 'Expected a whole number at least 1 and at most 1000000, got "all".',
    'objective.data.test': 'Expected a whole number at least 0 and at most 1000000, got -1.',
    'objective.data.vocabulary': 'Expected a text of 2 to 10000 characters, those that may occur, got "a".',
  });
});

test('heads divide the width', () => {
  const heads = (width: number, count: number) =>
    problems(network({ ...transformer, network: { kind: 'transformer', width, heads: count } }));
  expect(heads(48, 3)).toEqual({});
  expect(heads(48, 5)).toEqual({
    'objective.network.heads': 'Expected a divisor of the width 48, got 5.',
  });
});

test('transformers and texts take each other alone, and cross-entropy', () => {
  expect(problems(network({ ...transformer, data: { kind: 'digits' } }))).toEqual({
    'objective.data.kind': 'Expected "text", the only data that a transformer reads, got "digits".',
  });
  expect(problems(network({ ...transformer, network: { kind: 'mlp', hidden: [4] } }))).toEqual({
    'objective.network.kind': 'Expected "transformer", the only network that reads a text, got "mlp".',
  });
  expect(problems(network({ ...transformer, network: cnn({ filters: 4 }) }))).toHaveProperty([
    'objective.network.kind',
  ]);
  for (const loss of ['half-squared-error', 'mean-squared-error'])
    expect(problems(network({ ...transformer, loss }))).toEqual({
      'objective.loss': `Expected "cross-entropy", the only loss of a text, got "${loss}".`,
    });
  const unsaid = { network: transformer.network, data: transformer.data };
  expect(problems(network(unsaid))).toHaveProperty(['objective.loss']);
});

test('a vocabulary has each character once, and Emma so many examples', () => {
  const small = { kind: 'transformer', width: 1, heads: 1, layers: 1 };
  const text = (data: Readonly<Record<string, unknown>>) =>
    problems(network({ ...transformer, network: small, data: { kind: 'text', ...data } }));
  expect(text({ vocabulary: 'abca' })).toEqual({
    'objective.data.vocabulary[3]': 'Expected different characters, got "a" twice.',
  });
  // 883,027 characters have one behind them.
  expect(text({ positions: 100, train: 8000, test: 830 })).toEqual({});
  expect(text({ positions: 100, train: 8000, test: 831 })).toEqual({
    'objective.data.train':
      'Expected train and test together at most 8830, the examples of 100 characters in Emma, got 8000 and 831.',
  });
  expect(text({ path: 'long.txt', positions: 100, train: 8000, test: 831 })).toEqual({});
});

test('a transformer that no machine holds is refused', () => {
  const large = { kind: 'transformer', width: 100_000, heads: 1, layers: 1 };
  const found = problems(network({ ...transformer, network: large }));
  expect(Object.keys(found)).toEqual(['objective.network.width']);
  expect(found['objective.network.width']).toContain('take a smaller width or fewer examples');
});

test.each([
  ['digits', '10,007,600,010 parameters'],
  ['csv', 'at least 10,000,400,001 parameters'], // one input and one output
])('a network that no machine holds is refused: on %s', (kind, parameters) => {
  const data = kind === 'csv' ? table : { kind };
  const found = problems(network({ network: { kind: 'mlp', hidden: [100_000, 100_000] }, data }));
  expect(Object.keys(found)).toEqual(['objective.network.hidden']);
  const [, told, gigabytes] =
    /^The network has (.+) and, with its data, needs about ([\d,]+) GB of memory, more than 64 GB: /.exec(
      found['objective.network.hidden']!,
    )!;
  expect(told).toBe(parameters);
  expect(Number(gigabytes!.replaceAll(',', ''))).toBeGreaterThan(48 * 80); // the basis of Lanczos alone, at 80 GB a vector
});

test.each([{ kind: 'fashion-mnist', train: 5000 }, idx])('so are blocks that none holds: on %j', (data) => {
  const blocks = Array.from({ length: 64 }, () => ({ filters: 4096 }));
  const found = problems(network({ network: cnn(...blocks), data }));
  expect(Object.keys(found)).toEqual(['objective.network.blocks']);
  expect(found['objective.network.blocks']).toContain('take fewer filters or fewer examples');
});

test('so is a data set that none holds', () => {
  const found = problems(network({ data: { kind: 'mixture', points: 1_000_000, dimension: 100_000 } }));
  expect(found['objective.network.hidden']).toContain('take narrower layers or fewer examples');
});
