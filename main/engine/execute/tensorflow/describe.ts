import { moduleFile } from '../../../module-file.ts';
import { EngineError } from '../../problem.ts';
import { runApart } from '../../own-process.ts';
import type { ExecutorDescription } from '../executor.ts';

/** What the describing process answers. */
export type Answer =
  { readonly description: ExecutorDescription } | { readonly code: string; readonly message: string };

const SHOWN = 500; // characters of what it wrote
const LIMIT = 60_000; // ms; it takes one or two seconds

let described: Promise<ExecutorDescription> | null = null;

/**
 * What TensorFlow can do here. It is loaded by a process of its own, which ends at once: it takes 400 MB and writes to standard error. A good
 * answer is kept.
 * @throws EngineError `backend-missing`
 */
export function describeTensorflow(): Promise<ExecutorDescription> {
  described ??= askProbe().catch((error: unknown) => {
    described = null;
    throw error;
  });
  return described;
}

/** Asks the describing process. @throws EngineError `backend-missing`, also where the process crashes or hangs */
export async function askProbe(
  file = moduleFile(import.meta.filename, 'probe'),
  limit = LIMIT,
): Promise<ExecutorDescription> {
  const answers: Answer[] = [];
  const { trouble, said } = await runApart({
    ...{ file, limit },
    heard: (message) => answers.push(message as Answer),
  });
  const [answer] = answers;
  if (!answer)
    throw new EngineError(
      'backend-missing',
      `The process that loaded TensorFlow ${trouble ?? 'said nothing'}. ${said.slice(-SHOWN)}`.trim() +
        ' Delete its native part (docs/native.md) and run `npm run native`, or choose another backend.',
    );
  if ('description' in answer) return withWords(answer.description, said);
  throw new EngineError(answer.code, answer.message);
}

/** Why a GPU is not used is told best by TensorFlow itself. */
function withWords(description: ExecutorDescription, said: string): ExecutorDescription {
  const words = said.split('\n').filter((line) => /cuda|cuInit|gpu|dlopen/i.test(line));
  if (description.note === '' || words.length === 0) return description;
  return { ...description, note: `${description.note} It says: ${words.join(' ')}` };
}
