import Database from 'better-sqlite3';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../app/run/run.ts';
import { Command, lives, ravine } from './command.ts';

let folder: string;
let store: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-cli-'));
  store = ['--store', join(folder, 'lab.sqlite')];
});
afterEach(async () => {
  await Command.endAll();
  await rm(folder, { recursive: true });
});

function experiment(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 1,
    name: 'bounce',
    objective: { kind: 'quadratic', eigenvalues: [1, 0.5], start: [1, 1] },
    optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.1 },
    steps: 200,
    backend: 'reference',
    ...changes,
  };
}

/** One that goes on until it is told to stop. */
const endless = experiment({
  name: 'endless',
  steps: 1_000_000_000,
  measure: { sharpness: { every: 1000 } },
});

async function specFile(...experiments: unknown[]): Promise<string> {
  const file = join(folder, 'spec.json');
  await writeFile(file, JSON.stringify(experiments.length === 1 ? experiments[0] : experiments));
  return file;
}

async function list(): Promise<Run[]> {
  const { out } = await ravine(['list', '--json', ...store]);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Run);
}

describe('a store of a newer Ravine', () => {
  it('is listed, compared and exported; nothing is run into it', async () => {
    const file = await specFile(experiment({ name: 'one' }), experiment({ name: 'other', seed: 2 }));
    expect((await ravine(['run', file, '--quiet', ...store])).status).toBe(0);
    const [a = '', b = ''] = (await list()).map(({ id }) => id);
    const database = new Database(join(folder, 'lab.sqlite'));
    database.pragma('user_version = 99');
    database.close();
    const exported = join(folder, 'exported');
    for (const [words, expected] of [
      [['list'], 'other'],
      [['compare', a, b], 'seed'],
      [['export', a, '--format', 'csv', '--out', exported], ''],
    ] as const) {
      const { status, out, err } = await ravine([...words, ...store]);
      expect([words[0], status, err]).toEqual([
        words[0],
        0,
        expect.stringContaining('newer Ravine (schema 99'),
      ]);
      expect(out).toContain(expected);
    }
    const { status, err } = await ravine(['run', file, ...store]);
    expect([status, err]).toEqual([2, expect.stringContaining('is open for reading only')]);
    expect(await list()).toHaveLength(2);
  });
});

describe('ravine run', () => {
  it('prints a JSON object a run and nothing else, progress aside', async () => {
    const diverging = experiment({ name: 'up', optimizer: { kind: 'gd', stepSize: 5 }, backend: 'auto' });
    const { status, out, err } = await ravine(
      ['run', '-', '--json', ...store],
      JSON.stringify([experiment(), diverging]),
    );
    expect(status).toBe(0);
    expect(err).toContain('bounce: step 0 of 200');
    const results = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(results.map(({ name, status }) => [name, status]).sort()).toEqual([
      ['bounce', 'finished'],
      ['up', 'diverged'],
    ]);
    const bounce = results.find(({ name }) => name === 'bounce');
    expect(Object.keys(bounce ?? {})).toEqual([
      'id',
      'name',
      'status',
      'steps',
      'seconds',
      'stepsPerSecond',
      'backend',
      'precision',
      'mode',
      'device',
      'reason',
      'candidates',
      'summary',
      'claims',
      'costs',
    ]);
    expect(bounce).toMatchObject({ steps: 200, backend: 'reference', precision: 'float64', device: 'CPU' });
    expect(bounce).toMatchObject({ mode: null, reason: 'asked for', candidates: [] });
    const up = results.find(({ name }) => name === 'up');
    expect(up?.['reason']).toMatch(/^auto: 200 steps take about /);
    expect(up?.['candidates']).toContainEqual({
      ...{ backend: 'tensorflow', mode: 'xla', device: null, microsecondsPerStep: null },
      note: expect.stringMatching(/^not tried: /) as string,
    });
    // The cycle of a quadratic: amplitude ηρλ/(2 − ηλ) with ηλ = ½.
    expect((bounce?.['summary'] as Run['summary'])?.oscillationAmplitude).toBeCloseTo((0.5 * 0.1) / 1.5, 9);
  });

  it('is silent on standard error when told to be quiet, and finds data beside the file', async () => {
    await writeFile(join(folder, 'line.csv'), 'x,y\n0,0\n1,2\n2,4\n');
    const objective = {
      kind: 'network',
      network: { kind: 'deep-linear', hidden: [] },
      data: { kind: 'csv', path: 'line.csv', target: 'y' },
    };
    const gd = { kind: 'gd', stepSize: 0.1 };
    const file = await specFile(experiment({ objective, optimizer: gd }));
    const { status, out, err } = await ravine(['run', file, '--quiet', ...store]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/ bounce: finished after 200 steps in /);
  });

  it('exits 2 with every place for an invalid experiment, and runs none', async () => {
    const file = await specFile(experiment(), experiment({ steps: 0, stepz: 1 }));
    const { status, out, err } = await ravine(['run', file, ...store]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`${file}: [1].steps: `);
    expect(err).toContain(`${file}: [1].stepz: `);
    expect(await list()).toEqual([]);
  });

  it('exits 1 where a run fails, and says why', async () => {
    const objective = {
      kind: 'network',
      network: { kind: 'mlp', hidden: [2] },
      data: { kind: 'csv', path: 'missing.csv', target: 'y' },
    };
    const file = await specFile(experiment({ objective }), experiment());
    const { status, out } = await ravine(['run', file, '--json', ...store]);
    expect(status).toBe(1);
    expect(out).toMatch(/"status":"failed".*missing\.csv/);
    expect(out).toMatch(/"status":"finished"/);
  });
});

describe('Ctrl-C', () => {
  it('keeps what was computed, leaves no process, and resume goes on', async () => {
    const command = new Command(['run', await specFile(endless, endless, endless), '--json', ...store]);
    await vi.waitFor(async () => expect((await list()).some(({ step }) => step > 0)).toBe(true), 30_000);
    const engines = await command.engines();
    expect(engines.length).toBeGreaterThan(0);
    command.child.kill('SIGINT');
    const { status, out, err } = await command.ended();
    expect(status).toBe(130);
    expect(err).toContain('Stopping; what was computed is kept.');
    expect(out.match(/"status":"stopped"/g)).toHaveLength(3);
    for (const pid of engines) expect(await lives(pid)).toBe(false);
    const stopped = (await list()).find(({ step }) => step > 0);
    const points = await ravine(['export', stopped?.id ?? '', '--format', 'csv', ...store]);
    expect(points.out.split('\n').length).toBeGreaterThan(stopped?.step ?? Infinity);

    const resumed = new Command(['resume', stopped?.id ?? '', '--json', ...store]);
    await vi.waitFor(async () => {
      const now = (await list()).find(({ id }) => id === stopped?.id);
      expect(now?.step).toBeGreaterThan(stopped?.step ?? Infinity);
    }, 30_000);
    resumed.child.kill('SIGINT');
    expect((await resumed.ended()).status).toBe(130);
  });

  it('twice ends at once', async () => {
    const command = new Command(['run', await specFile(endless), ...store]);
    await vi.waitFor(async () => expect((await list()).some(({ step }) => step > 0)).toBe(true), 30_000);
    const engines = await command.engines();
    // An engine that cannot answer.
    for (const pid of engines) process.kill(pid, 'SIGSTOP');
    command.child.kill('SIGINT');
    await vi.waitFor(() => expect(command.err).toContain('Once more to stop at once'), 30_000);
    command.child.kill('SIGINT');
    expect((await command.ended()).status).toBe(130);
    for (const pid of engines) await vi.waitFor(async () => expect(await lives(pid)).toBe(false), 10_000);
  });
});

describe('Ctrl-C before the first step', () => {
  it('ends a run at once, whatever its engine hears, and a second one changes nothing', async () => {
    const command = new Command(['run', await specFile(endless), '--json', ...store]);
    await vi.waitFor(async () => expect(await command.engines()).not.toEqual([]), 30_000);
    const engines = await command.engines();
    for (const pid of engines) process.kill(pid, 'SIGSTOP');
    command.child.kill('SIGINT');
    await vi.waitFor(() => expect(command.err).toContain('Stopping'), 30_000);
    command.child.kill('SIGINT');
    expect(await command.ended()).toMatchObject({ status: 130 });
    for (const pid of engines) await vi.waitFor(async () => expect(await lives(pid)).toBe(false), 10_000);
  });
});

describe('two processes on one store', () => {
  it('see each other’s runs, and what a killed one leaves can be resumed', async () => {
    const first = new Command(['run', await specFile(endless), ...store]);
    await vi.waitFor(async () => expect((await list())[0]).toMatchObject({ status: 'running' }), 30_000);
    const [run] = await list();
    const refused = await ravine(['delete', run?.id ?? '', ...store]);
    expect(refused).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('another process') as string,
    });
    const beside = await ravine(['run', '-', '--quiet', '--json', ...store], JSON.stringify(experiment()));
    expect(beside).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('"finished"') as string,
    });

    const [engine = 0] = await first.engines();
    first.child.kill('SIGKILL');
    await first.ended();
    // Engines end by themselves when their lab is gone.
    await vi.waitFor(async () => expect(await lives(engine)).toBe(false), 20_000);
    expect((await list()).find(({ id }) => id === run?.id)?.status).toBe('interrupted');
    expect(await ravine(['delete', run?.id ?? '', ...store])).toMatchObject({
      status: 0,
      out: `${run?.id}\n`,
    });
    expect((await ravine(['restore', run?.id ?? '', ...store])).status).toBe(0);
    expect((await list()).map(({ id }) => id)).toContain(run?.id);
  });
});

describe('the other commands', () => {
  it('list, show, compare, export and import what was run', async () => {
    const pair = [experiment(), experiment({ name: 'GD', optimizer: { kind: 'gd', stepSize: 0.5 } })];
    await ravine(['run', '-', '--quiet', ...store], JSON.stringify(pair));
    const runs = await list();
    const [gd, sam] = ['GD', 'bounce'].map((name) => runs.find((run) => run.name === name)?.id ?? '');
    const table = await ravine(['compare', sam ?? '', gd ?? '', ...store]);
    expect(table.out).toMatch(/^optimizer\.kind +sam +gd$/m);
    expect(table.out).toMatch(/^gradient evaluations +400 +200$/m);
    expect(table.out).toContain('‖w_A − w_B‖');
    const shown = await ravine(['show', sam?.slice(0, -1) ?? '', ...store]);
    expect(shown.out).toMatch(/^oscillationAmplitude +0\.033333$/m);
    expect(shown.out).toMatch(/^backend +reference, plain loops, 1 thread\nwhy +asked for$/m);

    const exported = await ravine(['export', sam ?? '', '--format', 'json', ...store]);
    const { series, format } = JSON.parse(exported.out) as {
      format: string;
      series: { loss: { step: number[]; value: number[] } };
    };
    expect(format).toBe('ravine-run');
    expect(series.loss.step).toHaveLength(201);
    // ℓ(w₀) = ½(λ₁·1² + λ₂·1²) in the eigenbasis.
    expect(series.loss.value[0]).toBeCloseTo(0.75, 12);
    const files = await ravine([
      'export',
      sam ?? '',
      gd ?? '',
      '--format',
      'npz',
      '--out',
      join(folder, 'out'),
      ...store,
    ]);
    for (const file of files.out.trim().split('\n'))
      expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');

    const file = join(folder, 'run.json');
    await ravine(['export', sam ?? '', '--format', 'json', '--out', file, ...store]);
    expect(await readFile(file, 'utf8')).toBe(exported.out);
    const elsewhere = ['--store', join(folder, 'other.sqlite')];
    expect((await ravine(['import', file, ...elsewhere])).out).toBe(`${sam}\n`);
    expect((await ravine(['import', store[1] ?? '', ...elsewhere])).out).toContain(`${gd}\n`);
    expect((await ravine(['export', sam ?? '', '--format', 'json', ...elsewhere])).out).toBe(exported.out);
  });

  it('lists the runs that a search finds, and says what it does not understand', async () => {
    const pair = [
      experiment({ name: 'slow' }),
      experiment({ name: 'quick', optimizer: { kind: 'gd', stepSize: 0.4 } }),
    ];
    await ravine(['run', '-', '--quiet', ...store], JSON.stringify(pair));
    const found = async (...search: string[]) =>
      (await ravine(['list', '--json', ...store, ...search])).out
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as Run).name);
    expect(await found('stepSize=0.4')).toEqual(['quick']);
    expect(await found('--', '-stepSize=0.4', 'status:finished')).toEqual(['slow']);
    const { status, err } = await ravine(['list', ...store, 'stepsiz<1']);
    expect([status, err]).toEqual([2, expect.stringContaining('No run has “stepsiz”')]);
  });

  it.each([
    [['list'], /^$/],
    [['presets'], /the-bounce/],
    [['doctor'], /Node +\d+[^]*BACKEND +LIBRARY +DEVICE +PRECISION +MODES[^]*reference +plain loops/],
    [['--help'], /Exit status/],
    [['run', '--help'], /"stepsPerSecond"/],
    [['--version'], /^\d+\.\d+\.\d+$/m],
  ])('%j exits 0', async (args, expected) => {
    const { status, out } = await ravine([...args, ...(args[0]?.startsWith('-') ? [] : store)]);
    expect(status).toBe(0);
    expect(out.trimEnd()).toMatch(expected);
  });

  it.each([
    [['explode']],
    [[]],
    [['run']],
    [['run', '-', '--backend', 'abacus']],
    [['show', 'none']],
    [['compare', 'none', 'nothing']],
    [['delete', 'none']],
    [['restore', 'none']],
    [['export', 'none', '--format', 'csv']],
    [['export', 'none', '--format', 'docx']],
    [['import', 'missing.json']],
    [['serve', '--port', '70000']],
  ])('%j exits 2, saying why on standard error only', async (args) => {
    const { status, out, err } = await ravine([...args, ...(args.length > 0 ? store : [])]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.length).toBeGreaterThan(20);
  });
});

describe('ravine export', () => {
  it('draws a figure of runs together, as vectors and as a picture, and says what it cannot draw', async () => {
    await ravine([
      'run',
      await specFile(experiment(), experiment({ optimizer: { kind: 'gd', stepSize: 0.5 } })),
      ...store,
    ]);
    const ids = (await list()).map(({ id }) => id);
    const drawn = await ravine(['export', ...ids, '--format', 'svg', '--figure', 'oscillation', ...store]);
    expect(drawn).toMatchObject({ status: 0, err: '' });
    expect(drawn.out).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [\s\S]*<\/svg>\n$/);
    for (const id of ids) expect(drawn.out).toContain(`data-run="${id}" data-series="oscillation"`);
    expect(drawn.out).toContain('<title>Eigen-oscillation</title>');
    const one = await ravine(['export', ids[0]!, '--format', 'svg', ...store]);
    expect(one.out).toContain('<title>Sharpness and its edge</title>');

    const byWork = await ravine(['export', ...ids, '--format', 'svg', '--x', 'evaluations', ...store]);
    expect(byWork.out).toContain('>gradient evaluations</text>');
    expect(byWork.out).toContain('<desc>Gradient evaluations 0 to ');
    const bySeconds = await ravine(['export', ...ids, '--format', 'svg', '--x', 'seconds', ...store]);
    expect(bySeconds).toMatchObject({ status: 0, err: '' });
    expect(bySeconds.out).toMatch(/<desc>Seconds 0 to [\d.]/);
    const scales = ['--figure', 'loss', '--x-scale', 'log', '--y-scale', 'linear'];
    const byScale = await ravine(['export', ...ids, '--format', 'svg', ...scales, ...store]);
    expect(byScale.out).toContain('>step (log)</text>');
    expect(byScale.out).toContain('>ℓ, L</text>');
    const portrait = await ravine([
      'export',
      ...ids,
      '--format',
      'svg',
      '--figure',
      'phasePortrait',
      ...store,
    ]);
    for (const id of ids) expect(portrait.out).toContain(`data-run="${id}" data-layer="(δₜ, δₜ₊₁)"`);
    await ravine(['spectrum', ids[0]!, '--at', 'start', ...store]);
    const spectra = ['export', ...ids, '--format', 'svg', '--figure', 'spectrum', '--at', '0', ...store];
    expect((await ravine(spectra)).out).toMatch(
      new RegExp(`data-run="${ids[0]}" data-layer="density at step 0,`),
    );

    const pairs = ['export', ...ids, '--format', 'svg', ...store, '--figure'];
    const losses = await ravine([...pairs, 'difference', '--of', 'loss', '--against', ids[1]!]);
    expect(losses.out).toContain(`data-run="difference ${ids[0]}+${ids[1]}" data-series="loss"`);
    expect((await ravine([...pairs, 'distance'])).err).toContain(
      `None of the distances was computed. \`ravine distance ${ids[1]} ${ids[0]}\` does it`,
    );
    await ravine(['distance', ids[1]!, ids[0]!, ...store]);
    expect((await ravine([...pairs, 'distance'])).out).toContain(`data-series="distance.${ids[0]}"`);

    await ravine(['run', await specFile(experiment({ seed: 7 })), ...store]);
    const all = (await list()).map(({ id }) => id);
    const bySeeds = await ravine(['export', ...all, '--format', 'svg', '--seeds', 'together', ...store]);
    expect(bySeeds.out).toContain('SAM, 2 seeds');
    expect(bySeeds.out).toMatch(/seeds (1, 7|7, 1), float64, 200 steps/);
    const file = join(folder, 'pictures', 'loss.png');
    const saved = await ravine([
      'export',
      ...ids,
      '--format',
      'png',
      '--figure',
      'loss',
      '--out',
      file,
      '--json',
      ...store,
    ]);
    expect(JSON.parse(saved.out)).toEqual({ ids, figure: 'loss', file });
    const picture = await readFile(file);
    expect([...picture.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(picture.readUInt32BE(16)).toBe(1440); // twice the drawing's width

    const wrong = [
      [
        ['--format', 'svg', '--figure', 'beauty'],
        'There is no figure beauty. Figures: sharpness, oscillation,',
      ],
      [['--format', 'svg', '--figure', 'loss', '--of', 'loss'], 'The figure loss is of no chosen quantity'],
      [['--format', 'svg', '--figure', 'loss', '--against', ids[0]!], 'The figure loss compares no pairs'],
      [
        ['--format', 'svg', '--figure', 'ratio', '--against', 'nobody'],
        `--against nobody is none of the runs that are drawn: ${ids.join(', ')}.`,
      ],
      [['--format', 'json', '--of', 'loss'], 'A figure is drawn as svg or png, and json is asked for.'],
      [
        ['--format', 'svg', '--figure', 'drift'],
        'None of the runs has recorded anything that the figure drift draws. There is: sharpness,',
      ],
      [
        ['--format', 'svg', '--figure', 'slice'],
        'None of the runs has recorded anything that the figure slice draws.',
      ],
      [['--format', 'json', '--at', '3'], 'A figure is drawn as svg or png, and json is asked for'],
      [['--format', 'svg', '--figure', 'spectrum', '--at', 'noon'], 'a step of the run'],
      [['--format', 'png'], 'say where it goes with --out FILE'],
      [['--format', 'svg', '--x', 'parsecs'], 'Allowed choices are step, time, evaluations, seconds'],
      [
        ['--format', 'svg', '--figure', 'oscillation', '--y-scale', 'log'],
        'The figure oscillation is drawn on a linear axis only',
      ],
      [['--format', 'json', '--x', 'time'], 'A figure is drawn as svg or png, and json is asked for'],
      [
        ['--format', 'csv', '--figure', 'loss', '--out', folder],
        'A figure is drawn as svg or png, and csv is asked for',
      ],
    ] as const;
    for (const [args, message] of wrong) {
      const refused = await ravine(['export', ...ids, ...args, ...store]);
      expect(refused).toMatchObject({ status: 2, out: '' });
      expect(refused.err).toContain(message);
    }
  });
});

describe('ravine fork', () => {
  it('goes on from a point with what is set, and says at its place what is wrong', async () => {
    await ravine(['run', await specFile(experiment({ optimizer: { kind: 'gd', stepSize: 0.1 } })), ...store]);
    const [parent] = await list();
    const id = parent!.id;
    const sam = ['--set', 'optimizer.kind=sam', '--set', 'optimizer.radius=0.1', '--set', 'steps=60'];
    const { status, out } = await ravine(['fork', id, '--at', '9', ...sam, '--quiet', '--json', ...store]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'finished',
      steps: 60,
      summary: { cycleRatio: expect.any(Number) as number },
    });
    expect((await list())[0]).toMatchObject({
      fork: { run: id, step: 9 },
      experiment: { optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1 }, steps: 60 },
    });
    expect((await ravine(['show', (await list())[0]!.id, ...store])).out).toContain(
      `from     step 9 of ${id}`,
    );
    const wrong = [
      [['--at', '10'], 'keeps no parameters of step 10. It keeps those of step 0, 9, '],
      [['--set', 'optimizer.kind=sam'], 'optimizer.radius: '],
      [['--set', 'seed=2'], 'seed: A fork goes on from a point of its run'],
      [['--set', 'steps'], 'Expected a place in the experiment and its value'],
      [['--set', 'steps.first=2'], 'steps.first: It lies inside a setting that has no parts'],
    ] as const;
    for (const [args, message] of wrong) {
      const refused = await ravine(['fork', id, ...args, ...store]);
      expect(refused).toMatchObject({ status: 2, out: '' });
      expect(refused.err).toContain(message);
    }
    expect(await list()).toHaveLength(2);
  });
});

describe('ravine serve', () => {
  it('prints an address with a token, answers there, and ends on Ctrl-C', async () => {
    const command = new Command(['serve', '--port', '0', '--json', ...store]);
    await vi.waitFor(() => expect(command.out).toContain('\n'), 30_000);
    const { address, port } = JSON.parse(command.out) as { address: string; port: number };
    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#token=[\\w-]{43}$`));
    const page = await fetch(address);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const taken = await ravine(['serve', '--port', String(port), ...store]);
    expect(taken).toMatchObject({ status: 1, err: expect.stringContaining('EADDRINUSE') as string });
    command.child.kill('SIGINT');
    expect((await command.ended()).status).toBe(0);
  });
});
