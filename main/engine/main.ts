import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { relayApart } from './own-process.ts';
import { findParent } from './parent.ts';
import type { ToEngine } from './protocol.ts';
import { serve } from './run/serve.ts';

// Vectors and tensors lie outside of V8's heap, which is small. V8 collects after every 64 MB of them, as if they were garbage of its own, and takes a
// core from the products for it: a tenth to a fifth of the time of a run that is measured often (docs/performance.md, Probes).
setFlagsFromString('--external-memory-accounted-in-global-limit');

/** The engine process: one run, spoken to by the messages of protocol.ts. It ends with its run, or when the lab that started it is gone. */
const parent = findParent();
if (!parent) {
  process.stderr.write('The engine is started by the lab, not by hand: see `ravine run --help`.\n');
  process.exit(2);
}
relayApart();
serve({
  send: (message) => parent.send(message),
  receive: (listener) => parent.receive((message) => listener(message as ToEngine)),
  exit: (code) => parent.leave(code),
});
