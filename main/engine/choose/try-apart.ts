import type { Experiment } from '../../../app/experiment/experiment.ts';
import { wayText, type Way } from '../../../app/run/execution.ts';
import { moduleFile } from '../../module-file.ts';
import { runApart } from '../own-process.ts';
import type { Timing } from './timing.ts';
import type { Failure, Finding } from './weigh.ts';

/** What the process of a trial is asked. */
export interface TrialRequest {
  readonly experiment: Experiment;
  readonly threads: number;
  readonly ways: readonly Way[];
}

/** What it answers, a way a message, as soon as it is measured. */
export type TrialAnswer = { readonly way: Way; readonly timing: Timing } | Failure;

const LEAST_SECONDS = 30;
const MOST_SECONDS = 300; // XLA compiles a large network for a minute
const SHOWN = 300; // characters of what it wrote

/** How long a trial may take where so many seconds can be saved. */
export function patience(savable: number): number {
  return Math.min(Math.max(savable, LEAST_SECONDS), MOST_SECONDS);
}

/**
 * Tries ways in a process of its own, so that a broken library, a crash, a hang and the memory of what is not taken are not this process's.
 * @param seconds after which it is ended
 */
export async function tryApart(
  request: TrialRequest,
  seconds: number,
  file = moduleFile(import.meta.filename, 'trial'),
): Promise<readonly Finding[]> {
  const answers = new Map<string, TrialAnswer>();
  const { trouble, said } = await runApart({
    ...{ file, request, limit: seconds * 1000 },
    heard: (message) => {
      const answer = message as TrialAnswer;
      answers.set(wayText(answer.way), answer);
    },
  });
  const ending = `The process that tried it ${trouble ?? 'said nothing of it'}. ${said.slice(-SHOWN)}`.trim();
  const findings = request.ways.map((way): Finding => {
    const answer = answers.get(wayText(way)) ?? { way, problem: { code: 'trial', message: ending } };
    return 'timing' in answer ? { ...answer, open: false } : answer;
  });
  return asOne(findings);
}

/** Ways that failed for one reason are one: the backend could not even be loaded. */
function asOne(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  if (!first || !('problem' in first) || findings.length === 1) return findings;
  const { way, problem } = first;
  const same = (finding: Finding): boolean =>
    'problem' in finding && finding.problem.message === problem.message;
  return findings.every(same) ? [{ way: { ...way, mode: null }, problem }] : findings;
}
