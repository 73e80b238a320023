import { EngineError } from '../../problem.ts';

/** What TensorFlow says of some failures, and what that means. */
const failures: readonly { readonly says: RegExp; readonly code: string; readonly means: string }[] = [
  {
    says: /OOM when allocating|RESOURCE_EXHAUSTED|out of memory|Failed to allocate/i,
    code: 'out-of-memory',
    means: 'The memory does not suffice. Lower the size of the network or of the data, or choose float32',
  },
  {
    says: /No registered|No OpKernel|Op type not registered|not compilable|unsupported operation|UNIMPLEMENTED/i,
    code: 'operation',
    means: 'This TensorFlow lacks an operation or its precision. Choose the backend onnx or reference',
  },
];

/** Makes an error of TensorFlow one of the engine's, naming what was done. */
export function translated(doing: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const said = (error instanceof Error ? error.message : String(error)).trim();
  const failure = failures.find(({ says }) => says.test(said));
  return new EngineError(
    failure?.code ?? 'tensorflow',
    `TensorFlow failed ${doing}. ${failure ? `${failure.means}. ` : ''}It says: ${said}`,
    { cause: error },
  );
}

const GET = 'run `npm run native`, or choose another backend';

/** Says why tfjs-node could not be loaded, and what to do. */
export function loadProblem(error: unknown): EngineError {
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const library = /(\S+): cannot open shared object file/.exec(said)?.[1];
  return new EngineError('backend-missing', `TensorFlow cannot be loaded: ${reason(said, library)}`, {
    cause: error,
  });
}

function reason(said: string, library: string | undefined): string {
  if (/Cannot find (module|package) '@tensorflow\/tfjs-node'/.test(said))
    return 'its package @tensorflow/tfjs-node is not installed. Run `npm ci` with optional packages, or choose another backend.';
  if (/can not be found at path/.test(said)) return `its native part is not there: ${GET}.`;
  if (library) return `the library ${library} is missing or cannot be found. To build it anew, ${GET}.`;
  if (/ELF|file too short|dlopen|symbol/i.test(said))
    return `its native part is damaged or of another version (${said}). Delete ~/.cache/ravine/native and ${GET}.`;
  return `${said}. Install its native part anew: ${GET}.`;
}
