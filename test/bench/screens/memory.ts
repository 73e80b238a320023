import type { Browser } from 'playwright-core';
import * as v from 'valibot';
import { threeDigits, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { addFinished, BenchLab, everyStep, oscillation } from './bench-lab.ts';
import { settled, watch } from './watch.ts';

const COMPARISONS = 50;
const STEPS = 20_000;
const MORE = 10; // percent

/** What a page holds after comparisons were opened and closed, beside what it held after the first. */
export async function memory(browser: Browser): Promise<Table> {
  const ids: string[] = [];
  const lab = await BenchLab.open((store) => {
    for (let index = 0; index < 4; index++)
      ids.push(
        addFinished(store, index, [everyStep('loss', oscillation(index, STEPS).map(Math.abs))], STEPS),
      );
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await watch(page);
    await page.goto(lab.host.address);
    const session = await page.context().newCDPSession(page);
    const held = async (): Promise<Held> => {
      const parts: string[] = [];
      const hear = ({ chunk }: { chunk: string }): void => void parts.push(chunk);
      session.on('HeapProfiler.addHeapSnapshotChunk', hear);
      await session.send('HeapProfiler.takeHeapSnapshot', {}); // collects garbage before
      session.off('HeapProfiler.addHeapSnapshotChunk', hear);
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { ...sizes(parts.join('')), nodes, listeners: jsEventListeners };
    };
    const openAndClose = async (): Promise<void> => {
      await page.evaluate((runs) => {
        globalThis.seen.drawn = 0;
        location.hash = `#/compare?runs=${runs}`;
      }, ids.join());
      await settled(page);
      await page.evaluate(() => (location.hash = '#/'));
      await page.locator('td.name').first().waitFor();
    };
    await openAndClose();
    const first = await held();
    for (let count = 1; count < COMPARISONS; count++) await openAndClose();
    const last = await held();
    await page.close();
    const more = 100 * (last.data / first.data - 1);
    const megabytes = (bytes: number): string => `${threeDigits(bytes / 1e6)} MB`;
    return {
      title: 'Memory of the page',
      header: ['', 'after the first', `after ${COMPARISONS}`, 'target'],
      lines: [
        [
          'objects',
          megabytes(first.data),
          megabytes(last.data),
          `+${threeDigits(more)} %, ${verdict(more, { most: MORE })}`,
        ],
        ['compiled code', megabytes(first.code), megabytes(last.code), ''],
        ['nodes of the document', `${first.nodes}`, `${last.nodes}`, ''],
        ['listeners', `${first.listeners}`, `${last.listeners}`, ''],
      ],
    };
  } finally {
    await lab.close();
  }
}

interface Held {
  /** Bytes of everything in the heap but compiled code, which grows as V8 compiles what is often done. */
  readonly data: number;
  readonly code: number;
  readonly nodes: number;
  readonly listeners: number;
}

const Snapshot = v.object({
  snapshot: v.object({
    meta: v.object({ node_fields: v.array(v.string()), node_types: v.array(v.unknown()) }),
  }),
  nodes: v.array(v.number()),
});

/** @param text a heap snapshot of V8 */
function sizes(text: string): Pick<Held, 'data' | 'code'> {
  const { snapshot, nodes } = v.parse(Snapshot, JSON.parse(text));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const code = v.parse(v.array(v.string()), types[type]).indexOf('code');
  const held = { data: 0, code: 0 };
  for (let at = 0; at < nodes.length; at += fields.length)
    held[nodes[at + type] === code ? 'code' : 'data'] += nodes[at + size] ?? 0;
  return held;
}
