import { createInterface } from 'node:readline';
import type { NetworkRow } from '../networks/network.ts';
import type { Backend, Precision } from '../../../app/experiment/experiment.ts';
import type { Quantity } from '../contest/quantity.ts';
import { reason } from '../contest/reason.ts';
import { Prepared } from './prepared.ts';

// usage: server.ts BACKEND PRECISION THREADS ROW, where ROW is JSON. The engine's side of a contest: answers like peers/server.py.

type Question =
  | { readonly prepare: Quantity; readonly way: string }
  | { readonly time: Quantity; readonly way: string; readonly seconds: number };

const [backend, precision, threads, written = ''] = process.argv.slice(2);
const row = JSON.parse(written) as NetworkRow;
/** What every way has prepared last. */
const prepared = new Map<string, Prepared>();

async function answer(question: Question): Promise<object> {
  if ('prepare' in question) {
    const { way, prepare } = question;
    await prepared.get(way)?.release();
    prepared.delete(way);
    const made = await Prepared.open(row, prepare, {
      backend: backend as Backend,
      precision: precision as Precision,
      threads: Number(threads),
      ...(way === 'xla' || way === 'plain' ? { mode: way } : {}),
    });
    prepared.set(way, made);
    return { values: await made.check() };
  }
  return { milliseconds: await prepared.get(question.way)!.time(question.seconds) };
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

say({ ready: backend });
for await (const line of createInterface({ input: process.stdin }))
  say(await answer(JSON.parse(line) as Question).catch((error: unknown) => ({ failed: reason(error) })));
