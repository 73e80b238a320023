import { LabError } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';

/** A failure that is not the user's, as a problem: what could not be done, and the reason as the system or library gave it. */
export function internalProblem(what: string, error: unknown): Problem {
  return { code: 'internal', message: `${what}: ${error instanceof Error ? error.message : String(error)}.` };
}

/** A call refused for one reason. */
export function refuse(code: string, message: string): LabError {
  return new LabError([{ code, message }]);
}
