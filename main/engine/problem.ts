import type { Problem } from '../../app/run/run.ts';

/** An error of the engine as a value of the product: it crosses processes whole as a Problem. */
export class EngineError extends Error {
  readonly code: string;

  /** @param message what happened, to what, and what to do. */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Any error as a Problem; what is not an EngineError is a defect and says where it came from. */
export function describeProblem(error: unknown): Problem {
  if (error instanceof EngineError) return { code: error.code, message: error.message };
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'engine-defect', message: `The engine met an error that it did not expect: ${said}` };
}
