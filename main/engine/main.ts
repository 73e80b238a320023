import process from 'node:process';
import { serve } from './run/serve.ts';

/** The engine process: one run, spoken to by the messages of protocol.ts. It ends with its run, or when the lab that started it is gone. */
if (!process.send) {
  process.stderr.write('The engine is started by the lab, not by hand: see `ravine run --help`.\n');
  process.exit(2);
}
process.on('disconnect', () => process.exit(0));
serve({
  send: (message) => new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve())),
  receive: (listener) => process.on('message', listener),
  exit: (code) => process.exit(code),
});
