import { fork } from 'node:child_process';
import { join } from 'node:path';
import { EngineError } from '../../problem.ts';
import type { ExecutorDescription } from '../executor.ts';

/** What the describing process answers. */
export type Answer =
  { readonly description: ExecutorDescription } | { readonly code: string; readonly message: string };

let described: Promise<ExecutorDescription> | null = null;

/**
 * What TensorFlow can do here. It is loaded by a process of its own, which ends at once: it takes 400 MB and writes to standard error. A good
 * answer is kept.
 * @throws EngineError `backend-missing`
 */
export function describeTensorflow(): Promise<ExecutorDescription> {
  described ??= ask().catch((error: unknown) => {
    described = null;
    throw error;
  });
  return described;
}

function ask(): Promise<ExecutorDescription> {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    const child = fork(join(import.meta.dirname, 'probe.ts'), [], { stdio: [...stdio], execArgv: [] });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)));
    child.on('message', (message) => {
      const answer = message as unknown as Answer;
      if ('description' in answer) resolve(answer.description);
      else reject(new EngineError(answer.code, answer.message));
    });
    child.on('error', reject);
    child.on('close', (code, signal) =>
      reject(
        new EngineError(
          'backend-missing',
          `TensorFlow ended the process that loaded it (${signal ?? code}): ${said.trim()} ` +
            'Delete its native part (docs/native.md) and run `npm run native`, or choose another backend.',
        ),
      ),
    );
  });
}
