import process from 'node:process';
import { relayApart } from './own-process.ts';
import { findParent } from './parent.ts';
import type { ToEngine } from './protocol.ts';
import { serve } from './run/serve.ts';

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
