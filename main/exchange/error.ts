import type { Problem } from '../../app/run/run.ts';

/** A file that cannot be taken, or an export that its format cannot hold: every problem, with its place in the file. */
export class ExchangeError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ place, message }) => (place ? `${place}: ${message}` : message)).join('\n'));
    this.name = 'ExchangeError';
    this.problems = problems;
  }
}
