import { findParent } from '../../../main/engine/parent.ts';

// A process that is tried apart: answers, crashes or hangs as it is asked.

const parent = findParent();
parent?.receive((message) => {
  const { what, value } = message as { readonly what: string; readonly value?: number };
  if (what === 'echo') void parent.send({ echo: value }).then(() => parent.leave());
  else if (what === 'crash') process.stderr.write('out of luck\n', () => process.exit(9));
});
