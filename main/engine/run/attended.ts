import type { Session } from '../execute/executor.ts';

/** Thrown where a stop ends what is being done between two steps. */
export class Abandoned extends Error {}

/**
 * A session that lets the lab's messages in before each of its calls, so that a pause or a stop need not wait for the end of a measurement.
 * @param attend resolves when the call may be made; what it throws is the call's
 */
export function attended(session: Session, attend: () => Promise<void>): Session {
  return {
    prepare: (uses) => session.prepare(uses),
    write: (values) => session.write(values),
    read: (names) => session.read(names),
    run: (program, inputs) => attend().then(() => session.run(program, inputs)),
    runHeld: (program, inputs) => attend().then(() => session.runHeld(program, inputs)),
    iterate: (program, count, inputs) => attend().then(() => session.iterate(program, count, inputs)),
    release: () => session.release(),
  };
}
