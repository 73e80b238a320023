import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Command, lives, ravine } from './command.ts';

let folder: string;
let store: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-studies-'));
  store = ['--store', join(folder, 'lab.sqlite')];
});
afterEach(async () => {
  await Command.endAll();
  await rm(folder, { recursive: true });
});

const bounce = {
  version: 1,
  name: 'bounce',
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5, -0.25], rotate: false, start: [1, 1, 0] },
  optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.1 },
  steps: 200,
  backend: 'reference',
};

/** Runs an experiment. @returns its id */
async function run(changes: Record<string, unknown> = {}): Promise<string> {
  const { out } = await ravine(
    ['run', '-', '--quiet', '--json', ...store],
    JSON.stringify({ ...bounce, ...changes }),
  );
  return (JSON.parse(out) as { id: string }).id;
}

async function json(args: readonly string[]): Promise<Record<string, unknown>> {
  const { status, out, err } = await ravine([...args, '--json', ...store]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as Record<string, unknown>;
}

describe('ravine spectrum', () => {
  it('prints the eigenvalues, as a table and as JSON, and keeps them with the run', async () => {
    const id = await run();
    const shown = await ravine(['spectrum', id.slice(0, -1), ...store]);
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out).toMatch(/^Step 200: 3 eigenvalues, all of them, \d+ Hessian-vector products\n/);
    expect(shown.out).toMatch(/^λ1 +1 +\S+\nλ2 +0\.5 +\S+\nλ3 +-0\.25 +\S+\nλmin +-0\.25 +\S+$/m);
    expect(shown.out).toMatch(/^trace 1\.25 ± 0$/m);
    expect(shown.out).toMatch(/[▁▂▃▄▅▆▇█]/);
    const spectrum = await json(['spectrum', id, '--at', 'start', '--count', '1', '--seed', '4']);
    expect(spectrum).toMatchObject({ id, step: 0, exact: true, trace: 1.25, seed: 4, vectors: 10 });
    expect(spectrum).toHaveProperty('nodes.length', 3);

    const file = join(folder, 'run.npz');
    await ravine(['export', id, '--format', 'npz', '--out', file, ...store]);
    const names = (await readFile(file)).toString('latin1');
    for (const name of ['spectrum/0/nodes.npy', 'spectrum/200/density.npy', 'spectrum/200/settings.npy'])
      expect(names).toContain(name);
  });

  it('reads what the run measured along its way, at the steps it was asked for', async () => {
    const id = await run({ measure: { spectrum: { at: [0, 7], count: 2, vectors: 3 } } });
    const npz = join(folder, 'along.npz');
    await ravine(['export', id, '--format', 'npz', '--out', npz, ...store]);
    expect((await readFile(npz)).toString('latin1')).toContain('spectrum/7/nodes.npy');
    const spectrum = await json(['spectrum', id, '--at', '7']);
    expect(spectrum).toMatchObject({ id, step: 7, exact: true, trace: 1.25, vectors: 3 });
    expect(spectrum).toHaveProperty('eigenvalues.length', 2);
    expect((await ravine(['show', id, ...store])).out).toMatch(/^trace +2 points$/m);
  });

  it('exits 2 where there is nothing to ask about, 1 where there is no answer', async () => {
    const id = await run();
    const wrong = [
      [['spectrum', 'none'], 'The store has no run none'],
      [['spectrum', id, '--at', '7'], 'keeps no parameters of step 7. It keeps those of step 0, 9, '],
      [['spectrum', id, '--at', 'middle'], 'start, final, or a step'],
      [['spectrum', id, '--vectors', 'many'], 'vectors: '],
      [['slice', id, '--plane', 'u3'], 'plane: '],
      [['flow', id, '--tolerance', '2'], 'tolerance: '],
    ] as const;
    for (const [args, message] of wrong) {
      const { status, out, err } = await ravine([...args, ...store]);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toContain(message);
    }
    const refused = await ravine(['slice', id, '--plane', 'u1,g', ...store]);
    expect(refused).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('lies along u₁') as string,
    });
  });
});

describe('ravine slice', () => {
  it('prints where the next iterates lie, and the values', async () => {
    const id = await run();
    const shown = await ravine(['slice', id, ...store]);
    expect(shown).toMatchObject({ status: 0, err: '' });
    // On the cycle of amplitude a = ηρλ/(2 − ηλ) = 1/30 the next iterate is 2a away, and the ascent point ρ.
    expect(shown.out).toMatch(/^w \+1 +-0\.066667 /m);
    expect(shown.out).toMatch(/^w \+2 +\S+ /m);
    expect(shown.out).toMatch(/^ascent +0\.1 /m);
    const slice = await json(['slice', id, '--plane', 'u1,u2', '--points', '5', '--extent', '0.5']);
    expect(slice).toMatchObject({ step: 200, plane: 'u1,u2', coordinates: [-0.5, -0.25, 0, 0.25, 0.5] });
    expect(slice).toHaveProperty('values.length', 25);
    expect(slice).toHaveProperty('iterates.length', 5);
  });
});

describe('ravine flow', () => {
  it('prints the distance from the flow at every kept step', async () => {
    const descent = (momentum: number): Promise<string> =>
      run({
        objective: { kind: 'quadratic', eigenvalues: [1], start: [1] },
        optimizer: { kind: 'gd', stepSize: 0.1, momentum },
        steps: 20,
      });
    const id = await descent(0);
    const shown = await ravine(['flow', id, ...store]);
    expect(shown).toMatchObject({ status: 0, err: '' });
    // GD 0.9²⁰, flow e⁻².
    expect(shown.out).toMatch(/^ +20 +2 +0\.01375/m);
    expect(shown.out).toMatch(/^The flow was followed to time 2: \d+ steps, /m);
    const flow = await json(['flow', id, '--tolerance', '1e-9']);
    expect(flow).toMatchObject({ id, ending: 'reached', tolerance: 1e-9 });
    expect(shown.out).not.toContain('momentum');
    const faster = await ravine(['flow', await descent(0.75), ...store]);
    expect(faster.out).toContain('With momentum β = 0.75 the steps follow the flow 4 times as fast');
  });
});

describe('ravine distance', () => {
  it('prints the distance of two runs at every step, and keeps it as a series of both', async () => {
    const quadratic = { kind: 'quadratic', eigenvalues: [1], start: [1] };
    const of = (stepSize: number): Promise<string> =>
      run({ objective: quadratic, optimizer: { kind: 'gd', stepSize }, steps: 60 });
    const [one, other] = [await of(0.1), await of(0.5)];
    const shown = await ravine(['distance', one, other, ...store]);
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out).toMatch(/ at 61 steps, least and largest of equal stretches\n/);
    expect(shown.out).toMatch(/^ +0 +0$/m);
    expect(shown.out).toMatch(/^ +3 +0\.604$/m); // the largest, 0.9³ − 0.5³
    const { distance } = await json(['distance', other, one]);
    (distance as number[]).forEach((value, t) => expect(value).toBeCloseTo(0.9 ** t - 0.5 ** t, 14));
    expect((await ravine(['show', one, ...store])).out).toContain(`distance.${other}`);
    const seeded = await run({ objective: quadratic, optimizer: { kind: 'gd', stepSize: 0.1 }, seed: 3 });
    const refused = await ravine(['distance', one, seeded, ...store]);
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining('are no pair') as string });
  });
});

describe('Ctrl-C', () => {
  it('calls the question off, leaves no process, and keeps nothing', async () => {
    const id = await run({ steps: 20_000, optimizer: { kind: 'gd', stepSize: 0.001 } });
    const args = ['flow', id, '--tolerance', '1e-12', '--evaluations', '1000000000', ...store];
    const command = new Command(args);
    await vi.waitFor(async () => expect(await command.engines()).not.toEqual([]), 30_000);
    const engines = await command.engines();
    for (const pid of engines) process.kill(pid, 'SIGSTOP'); // one that has no answer yet
    command.child.kill('SIGINT');
    const { status, out, err } = await command.ended();
    expect({ status, out }).toEqual({ status: 130, out: '' });
    expect(err).toContain('Called off');
    for (const pid of engines) await vi.waitFor(async () => expect(await lives(pid)).toBe(false), 10_000);
  });
});
