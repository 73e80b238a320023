import { EventEmitter } from 'node:events';
import process from 'node:process';

// Imported first by a process that stands for one of Electron's: it has `parentPort`, and Node's own channel is hidden from the program.

const port = new EventEmitter();
const send = process.send?.bind(process);
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => process.exit(0));
Object.assign(process, {
  parentPort: Object.assign(port, { postMessage: (message: object) => send?.(message) }),
  send: undefined,
});
