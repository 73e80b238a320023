import { processOwner } from '../../main/store/owner.ts';
import { Store } from '../../main/store/store.ts';

// Appends to one run as fast as it can until it is killed, and says on standard output what was stored: `claimed`, then the count of
// points after every append. The value at step t is t·√2.
const [file = '', id = '', first = '0'] = process.argv.slice(2);
const store = Store.open(file, { appVersion: 'test' });
const owner = processOwner();
if (!store.claim(id, owner)) throw new Error(`run ${id} is owned by another process`);
store.updateRun(id, { status: 'running' });
process.stdout.write('claimed\n');
let step = Number(first);
for (let batch = 1; ; batch = (batch * 7 + 3) % 1000) {
  const values = Float64Array.from({ length: batch }, (_, i) => (step + i) * Math.SQRT2);
  const steps = { kind: 'regular', first: step, stride: 1, count: batch } as const;
  step += batch;
  store.append(
    id,
    [
      { name: 'loss', steps, values },
      { name: 'gradientNorm', steps, values },
    ],
    { step, seconds: step / 1000 },
  );
  store.heartbeat(owner);
  process.stdout.write(`${step}\n`);
}
