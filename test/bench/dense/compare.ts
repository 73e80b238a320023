import { availableParallelism } from 'node:os';
import { removeCase, writeCase } from '../contest/case.ts';
import type { Child } from '../contest/child.ts';
import { Entrant } from '../contest/entrant.ts';
import { bestOf, race, ratioOf, type Times } from '../contest/rounds.ts';
import { OURS, ownChild } from '../contest/sides.ts';
import { median } from '../figures/statistics.ts';
import type { Table } from '../figures/table.ts';
import { threeDigits, timeText, verdict } from '../figures/text.ts';
import { networkRows } from '../networks/list.ts';
import { experimentOf } from '../networks/network.ts';
import { pythonChild } from '../peers/python.ts';

const ROW = 'B';
const PROMISED = 0.75; // of what sgemm does

/**
 * A SAM step in float32 on all cores, by every executor of ours, beside the step's matrix products alone and a big square one, by NumPy's
 * OpenBLAS: operations a second, of the products only.
 */
export async function compareProducts(python: string): Promise<Table> {
  const row = networkRows.find(({ name }) => name === ROW)!;
  const threads = availableParallelism();
  const folder = await writeCase(experimentOf(row, 'sam', { precision: 'float32' }), row.loop);
  const children: Child[] = [];
  const kept = (child: Child): Child => {
    children.push(child);
    return child;
  };
  try {
    const onnx = kept(ownChild('onnx', 'float32', threads, row));
    const tensorflow = kept(ownChild('tensorflow', 'float32', threads, row));
    const numpy = kept(
      pythonChild(python, threads, ['server.py', 'numpy', 'float32', String(threads), folder]),
    );
    await onnx.next();
    await tensorflow.next();
    const library = String((await numpy.next())['ready']);
    const sam = (child: Child, name: string, way: string): Entrant =>
      new Entrant(child, { side: OURS, name, threads }, { quantity: 'sam', way });
    const products = (quantity: string): Entrant =>
      new Entrant(numpy, { side: quantity, name: '', threads }, { quantity, way: '' });
    const [layers, square] = [products('layers'), products('square')];
    const own = [
      sam(onnx, 'onnx', ''),
      sam(tensorflow, 'tensorflow plain', 'plain'),
      sam(tensorflow, 'tensorflow xla', 'xla'),
    ];
    for (const entrant of own) await entrant.prepare();
    const operations = (await layers.prepare()).first[0]!;
    const squareOperations = (await square.prepare()).first[0]!;
    const times = await race([...own, layers, square]);
    const rate = ({ rounds }: Times<Entrant>, count: number): number => count / median(rounds) / 1e6; // 10⁹ a second
    const ours = bestOf(times, OURS)!;
    const theirs = bestOf(times, 'layers')!;
    const big = bestOf(times, 'square')!;
    return {
      title: `${row.name}: ${row.title}, float32, ${threads} threads; ${library}`,
      header: ['', 'time', 'GF/s', 'ours reach', 'target'],
      lines: [
        ...times
          .filter(({ entrant }) => entrant.side === OURS)
          .map((one) => [
            `SAM step, ${one.entrant.how}`,
            timeText(median(one.rounds)),
            threeDigits(rate(one, operations)),
            '',
            '',
          ]),
        productLine('its products alone, sgemm', theirs, rate(theirs, operations), 1 / ratioOf(ours, theirs)),
        productLine(
          '2048 × 2048 × 2048, sgemm',
          big,
          rate(big, squareOperations),
          operations / squareOperations / ratioOf(ours, big),
        ),
      ],
    };
  } finally {
    await Promise.all(children.map((child) => child.close()));
    removeCase(folder);
  }
}

function productLine(name: string, { rounds }: Times<Entrant>, rate: number, reached: number): string[] {
  const share = `${Math.round(100 * reached)} %`;
  return [name, timeText(median(rounds)), threeDigits(rate), share, verdict(reached, { least: PROMISED })];
}
