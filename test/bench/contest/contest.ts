import type { Precision } from '../../../app/experiment/experiment.ts';
import type { Device } from '../bench.ts';
import { experimentOf, type NetworkRow } from '../networks/network.ts';
import type { PeerPython } from '../peers/environment.ts';
import { disagreement } from './agreement.ts';
import { removeCase, writeCase } from './case.ts';
import type { Child } from './child.ts';
import { Entrant } from './entrant.ts';
import { quantities, type Checked, type Quantity } from './quantity.ts';
import { reason } from './reason.ts';
import { race, type Times } from './rounds.ts';
import { sidesOf, type Side } from './sides.ts';
import { threadCounts } from './threads.ts';

/** A quantity of a row: times of those that took part, and why others could not. */
export interface Outcome {
  readonly quantity: Quantity;
  readonly precision: Precision;
  readonly times: readonly Times<Pick<Entrant, 'side' | 'how'>>[];
  readonly absent: readonly string[];
}

/** What is raced, and where. */
interface Sought {
  readonly row: NetworkRow;
  readonly precision: Precision;
  readonly peers: PeerPython;
  readonly device: Device;
}

/** Two do not compute the same. */
export class Disagreement extends Error {}

/** A process of a side that is ready, or why it is not. */
interface Started {
  readonly side: Side;
  readonly threads: number;
  child: Child;
  problem: string | null;
}

const PATIENCE = 60_000; // ms for a first result, compiling included: XLA takes minutes for convolutions in a loop

/**
 * Every quantity of a row, ours and the peers in turn.
 * @throws Disagreement where two do not compute the same: then no figure means anything
 */
export async function* contest({ row, ...sought }: Sought): AsyncGenerator<Outcome, void> {
  const { precision } = sought;
  const folder = await writeCase(experimentOf(row, 'sam', { precision }), row.loop);
  const started: Started[] = [];
  try {
    for (const side of sidesOf(row, { ...sought, folder }))
      for (const threads of sought.device === 'gpu' ? threadCounts.slice(-1) : threadCounts)
        started.push(await start(side, threads));
    for (const quantity of quantities) {
      const { entrants, absent } = await enter(started, quantity, precision);
      const times = await race(entrants, (entrant, error) =>
        absent.push(`${entrant.text}: ${reason(error)}`),
      );
      yield { quantity, precision, times, absent };
    }
  } finally {
    await Promise.all(started.map(({ child }) => child.close()));
    removeCase(folder);
  }
}

/** A process of a side that did not come to an end gives way to another. */
async function begunAgain(of: Started): Promise<void> {
  await of.child.close();
  Object.assign(of, await start(of.side, of.threads));
}

async function start(side: Side, threads: number): Promise<Started> {
  const child = side.start(threads);
  const problem = await child.next().then(() => null, reason);
  return { side, threads, child, problem };
}

/** Lets everybody compile and compute a quantity once, and compares what they got. */
async function enter(
  started: readonly Started[],
  quantity: Quantity,
  precision: Precision,
): Promise<{ readonly entrants: readonly Entrant[]; readonly absent: string[] }> {
  const entrants: Entrant[] = [];
  const absent: string[] = [];
  let first: { readonly entrant: Entrant; readonly values: Checked } | null = null;
  for (const own of started) {
    const { side, threads } = own;
    let ready: Entrant[] = [];
    for (const way of side.ways(quantity)) {
      const entrant = new Entrant(
        own.child,
        { side: side.side, threads, name: `${side.name} ${way}`.trim() },
        { quantity, way },
      );
      const values = own.problem ?? (await within(PATIENCE, entrant.prepare().catch(reason)));
      if (values === null) {
        absent.push(`${entrant.text}: no first result within ${PATIENCE / 1000} s`);
        await begunAgain(own);
        const before = ready;
        ready = [];
        for (const one of before.map((entrant) => entrant.in(own.child))) {
          const problem = own.problem ?? (await one.prepare().then(() => null, reason));
          if (problem === null) ready.push(one);
          else absent.push(`${one.text}: ${problem}`);
        }
        continue;
      }
      if (typeof values === 'string') {
        absent.push(`${entrant.text}: ${values}`);
        continue;
      }
      first ??= { entrant, values };
      const difference = disagreement(quantity, precision, first.values, values);
      if (difference)
        throw new Disagreement(`${entrant.text} disagrees with ${first.entrant.text}: ${difference}`);
      ready.push(entrant);
    }
    entrants.push(...ready);
  }
  return { entrants, absent };
}

/** What a promise gives within some milliseconds, else null; it is then waited for no more. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
