import { parseExperiment } from '../../../app/experiment/parse.ts';

/** Places and sentences of what is wrong with an experiment. */
export function problems(written: unknown): Record<string, string> {
  const parsed = parseExperiment(written);
  if ('experiment' in parsed) return {};
  return Object.fromEntries(
    parsed.problems.map(({ place = 'nowhere', message }) => [place, message] as const),
  );
}
